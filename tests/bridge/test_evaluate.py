import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bridge.backbones.pixels import PixelBackbone
from bridge.cli.evaluate import evaluate
from bridge.evaluate import Report, run_split, see
from bridge.folders import read_folder
from bridge.pictures import encode_jpeg
from bridge.protocols import same_session
from bridge.settings import RecogniserSettings


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    random = np.random.default_rng(0)
    for at, label in enumerate(("left", "größer & 3", "none")):
        for number in range(10):
            image = random.integers(0, 80, (random.integers(40, 70), 64, 3), np.uint8)
            image[:, at * 20 : at * 20 + 20] += 150
            path = tmp_path / label / f"anna{number % 2}_{number}.jpg"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(encode_jpeg(image))
    return tmp_path


def test_all_figures_of_a_split(pictures: Path) -> None:
    splits = same_session(read_folder(pictures))
    seen = see(PixelBackbone(), splits)
    report = Report(tuple(run_split(splits[0], seen, RecogniserSettings()))).as_json()
    assert report["accuracy"] >= 0.9
    assert report["baselines"]["pixels"] >= 0.9
    assert report["tested"] == 12
    assert sum(sum(row.values()) for row in report["confusion"].values()) == 12
    assert 0 <= report["ece"] <= 1


def test_the_command_prints_one_json_object(pictures: Path, tmp_path: Path) -> None:
    chart = tmp_path / "confusion.svg"
    words = [str(pictures), "--protocol", "other-person", "--backbone", "pixels"]
    result = CliRunner().invoke(evaluate, [*words, "--json", "--picture", str(chart)])
    report = json.loads(result.stdout)
    assert {"accuracy", "unknown_rate", "per_class", "confusion", "baselines"} <= report.keys()
    assert report["baselines"].keys() == {"pixels", "tfjs_knn"}
    assert chart.read_text().startswith("<svg")


def test_a_split_of_ones_own(pictures: Path) -> None:
    words = ["--train", str(pictures), "--test", str(pictures), "--backbone", "pixels"]
    assert json.loads(CliRunner().invoke(evaluate, [*words, "--json"]).stdout)["accuracy"] == 1


def test_no_way_to_split(pictures: Path) -> None:
    assert CliRunner().invoke(evaluate, [str(pictures)]).exit_code == 2
