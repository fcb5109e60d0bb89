import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bridge import recall as module
from bridge.dataset import Dataset
from bridge.errors import ProfileError
from bridge.knn import Recogniser
from bridge.profile import Profile
from bridge.recall import KEPT, fingerprint, recall, taught_recogniser
from bridge.rows import rows_of
from bridge.settings import RecogniserSettings
from bridge.types import Embedding, Prediction

SETTINGS = RecogniserSettings()
RANDOM = np.random.default_rng(5)


def embedding(label: str) -> Embedding:
    side = 3.0 if label == "left" else -3.0
    return Embedding(
        {
            "pooled": RANDOM.normal(side, 2, 40).astype(np.float32),
            "hand": RANDOM.normal(side, 1, 12).astype(np.float32),
        },
        presence={"hand": 0.9},
    )


@pytest.fixture
def dataset() -> Dataset:
    dataset = Dataset()
    for session in "abc":
        for label in ("left", "right") * 5:
            dataset.add(label, embedding(label), session)
    return dataset


def answers(dataset: Dataset, folder: Path) -> list[Prediction]:
    recogniser = Recogniser(dataset, SETTINGS)
    recogniser.adopt(recall(dataset, SETTINGS, folder))
    random = np.random.default_rng(1)
    asked = [
        Embedding({n: random.normal(0, 3, d).astype(np.float32) for n, d in blocks.items()})
        for blocks in ({"pooled": 40, "hand": 12}, {"pooled": 40}, {"hand": 12})
    ]
    return [recogniser.predict(one, neighbours=True) for one in asked]


def forbid_learning(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was learned again")

    monkeypatch.setattr("bridge.fitting.fit_rows", refuse)


@pytest.mark.parametrize("metric", ["learned", "cosine", "l1"])
def test_what_is_recalled_answers_just_as_what_was_learned(
    metric: str, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.SETTINGS", replace(SETTINGS, metric=metric))
    learned = answers(dataset, tmp_path)
    forbid_learning(monkeypatch)
    assert answers(dataset, tmp_path) == learned


def changed_vector(dataset: Dataset) -> None:
    dataset[3].embedding.blocks["hand"][5] += 0.5


def changed_presence(dataset: Dataset) -> None:
    dataset[3].embedding.presence["hand"] = 0.5  # type: ignore[index]


@pytest.mark.parametrize(
    "change",
    [
        changed_vector,
        changed_presence,
        lambda dataset: dataset.rename("left", "up"),
        lambda dataset: dataset.remove([4]),
        lambda dataset: dataset.vary({2: (embedding("left"),)}),
    ],
)
def test_other_examples_are_learned_from_anew(
    change: Callable[[Dataset], None], dataset: Dataset
) -> None:
    before = fingerprint(rows_of(list(dataset)), SETTINGS)
    change(dataset)
    assert fingerprint(rows_of(list(dataset)), SETTINGS) != before


def test_one_recording_and_several_cut_alike_are_learned_from_apart() -> None:
    def shown(sessions: str) -> Dataset:
        dataset = Dataset()
        for label in ("left", "right"):
            for session in sessions:
                dataset.add(label, Embedding({"pooled": np.ones(4, np.float32)}), session)
        return dataset

    one, five = (rows_of(list(shown(sessions))) for sessions in ("aaaaaaaaaa", "aabbccddee"))
    np.testing.assert_array_equal(one.folds.parts, five.folds.parts)
    assert fingerprint(one, SETTINGS) != fingerprint(five, SETTINGS)


def test_other_settings_and_other_code_are_learned_with_anew(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = rows_of(list(dataset))
    before = fingerprint(rows, SETTINGS)
    assert fingerprint(rows, replace(SETTINGS, k=3)) != before
    monkeypatch.setattr(module, "CODE", (*module.CODE, "search"))
    assert fingerprint(rows, SETTINGS) != before


def test_all_code_that_learns_is_part_of_the_name() -> None:
    from bridge import fitting, learned, placing, rows

    used = {
        str(getattr(value, "__module__", "")).removeprefix("bridge.")
        for part in (fitting, learned, placing, rows)
        for value in vars(part).values()
        if str(getattr(value, "__module__", "")).startswith("bridge.")
    }
    assert used - {"errors", "types", "dataset", "settings", "parallel"} <= set(module.CODE)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"\x93NUMPY nonsense"])
def test_a_damaged_file_is_learned_and_written_anew(
    content: bytes, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned = answers(dataset, tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for broken in (content, whole[: len(whole) // 2], whole.replace(b"spaces", b"species")):
        file.write_bytes(broken)
        assert answers(dataset, tmp_path) == learned
    forbid_learning(monkeypatch)
    assert answers(dataset, tmp_path) == learned


def test_where_nothing_can_be_written_it_is_learned_each_time(
    dataset: Dataset, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    assert len(answers(dataset, tmp_path / "file" / "below")) == 3


def test_only_the_files_used_last_are_kept(dataset: Dataset, tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        old = tmp_path / f"{number:064d}.npz"
        old.touch()
        os.utime(old, (number, number))
    answers(dataset, tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert len(left) == KEPT
    assert f"{KEPT + 2:064d}.npz" in left


def test_without_examples_nothing_is_known(tmp_path: Path) -> None:
    assert recall(Dataset(), SETTINGS, tmp_path) is None


def test_a_pose_among_numbers_is_told(dataset: Dataset) -> None:
    settings = RecogniserSettings(regression=True)
    with pytest.raises(ProfileError, match='its pose "left" is none'):
        taught_recogniser(Profile("me", "fake", "abc", dataset, settings=settings))
