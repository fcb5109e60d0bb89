import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bridge.cli.explain import explain
from bridge.cli.predict import predict
from bridge.cli.train import train
from bridge.cli.tune import tune
from bridge.errors import DataError, OutputError, ProfileError
from bridge.pictures import encode_jpeg
from bridge.profile import load_profile


def folder(path: Path, labels: tuple[str, ...] = ("-1", "0", "1"), count: int = 10) -> Path:
    random = np.random.default_rng(0)
    for at, label in enumerate(labels):
        for number in range(count):
            image = random.integers(0, 60, (48, 64, 3), np.uint8)
            image[:, at * 20 : at * 20 + 24] += 150
            file = path / label / f"{number}.jpg"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(encode_jpeg(image))
    return path


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "me.pose"
    words = [str(path), "--from", str(folder(tmp_path / "in")), "--backbone", "pixels"]
    assert CliRunner().invoke(train, words).exit_code == 0
    return path


def test_train_tells_what_it_learned(tmp_path: Path) -> None:
    path = tmp_path / "new" / "me.pose"
    words = [str(path), "--from", str(folder(tmp_path / "in")), "--backbone", "pixels", "--json"]
    report = json.loads(CliRunner().invoke(train, words).stdout)
    assert report["classes"] == {"-1": 10, "0": 10, "1": 10}
    examples = list(load_profile(path).dataset)
    assert all(example.jpeg and len(example.variants) == 2 for example in examples)


def test_predict(profile: Path, tmp_path: Path) -> None:
    files = [str(tmp_path / "in" / "-1" / "3.jpg"), str(tmp_path / "in" / "1" / "3.jpg")]
    result = CliRunner().invoke(predict, [str(profile), *files, "--json"])
    rows = json.loads(result.stdout)["predictions"]
    assert [row["label"] for row in rows] == ["-1", "1"]
    assert {"file", "label", "confidence", "scores"} == rows[0].keys()
    assert "1" in CliRunner().invoke(predict, [str(profile), files[1]]).stdout


def test_regression_answers_with_a_value(tmp_path: Path) -> None:
    path = tmp_path / "paddle.pose"
    source = folder(tmp_path / "in")
    words = [str(path), "--from", str(source), "--backbone", "pixels", "--regress"]
    assert CliRunner().invoke(train, words).exit_code == 0
    files = [str(source / "-1" / "3.jpg"), str(source / "1" / "3.jpg")]
    rows = json.loads(CliRunner().invoke(predict, [str(path), *files, "--json"]).stdout)
    low, high = (row["value"] for row in rows["predictions"])
    assert -1 <= low < -0.6
    assert 0.6 < high <= 1


def test_regression_needs_numbers(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", ("left", "right"))
    words = [str(tmp_path / "me.pose"), "--from", str(source), "--backbone", "pixels", "--regress"]
    error = CliRunner().invoke(train, words).exception
    assert isinstance(error, DataError)
    assert "is a number" in error.message


def test_one_class_is_not_enough(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", ("left",))
    words = [str(tmp_path / "me.pose"), "--from", str(source), "--backbone", "pixels"]
    assert isinstance(CliRunner().invoke(train, words).exception, DataError)
    assert not (tmp_path / "me.pose").exists()


def test_a_damaged_picture_leaves_the_old_profile(profile: Path, tmp_path: Path) -> None:
    before = profile.read_bytes()
    (tmp_path / "in" / "0" / "3.jpg").write_bytes(b"no picture")
    words = [str(profile), "--from", str(tmp_path / "in"), "--backbone", "pixels"]
    assert isinstance(CliRunner().invoke(train, words).exception, DataError)
    assert profile.read_bytes() == before


def test_tune_can_save_its_choice(profile: Path, tmp_path: Path) -> None:
    chart = tmp_path / "tune.svg"
    words = [str(profile), "--apply", "--json", "--picture", str(chart)]
    report = json.loads(CliRunner().invoke(tune, words).stdout)
    assert len(report["table"]) == 60
    assert report["test_accuracy"] > 0.9
    assert chart.read_text().startswith("<svg")
    settings = load_profile(profile).settings
    assert (settings.k, settings.metric) == (report["chosen"]["k"], report["chosen"]["metric"])
    assert "Chosen" in CliRunner().invoke(tune, [str(profile)]).stdout


def test_explain_writes_a_page(profile: Path, tmp_path: Path) -> None:
    page = tmp_path / "why.html"
    words = [str(profile), str(tmp_path / "in" / "1" / "3.jpg"), "--out", str(page)]
    assert CliRunner().invoke(explain, words).exit_code == 0
    assert "nearest examples" in page.read_text(encoding="utf-8")


def test_explain_a_missing_profile(tmp_path: Path) -> None:
    words = [str(tmp_path / "none.pose"), "picture.jpg", "--out", str(tmp_path / "why.html")]
    assert isinstance(CliRunner().invoke(explain, words).exception, ProfileError)


def test_a_choice_is_saved_and_told_even_when_its_picture_is_lost(
    profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = profile.read_bytes()
    monkeypatch.setattr("bridge.targets.check_target", lambda *_: None)
    words = [str(profile), "--apply", "--json", "--picture", str(profile / "below" / "tune.svg")]
    done = CliRunner().invoke(tune, words)
    assert isinstance(done.exception, OutputError)
    assert json.loads(done.stdout)["chosen"]
    assert profile.read_bytes() != before
