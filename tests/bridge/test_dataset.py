from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bridge.dataset import Dataset
from bridge.types import Embedding, Skeleton


def seen(value: float = 0.0) -> Embedding:
    return Embedding({"picture": np.array([value], np.float32)})


def test_ids_are_never_used_twice() -> None:
    dataset = Dataset()
    first = dataset.add("left", seen())
    dataset.remove([first.id])
    assert dataset.add("left", seen()).id == first.id + 1


def test_undo_takes_back_one_change_at_a_time() -> None:
    dataset = Dataset()
    dataset.add("left", seen())
    dataset.add("right", seen())
    dataset.clear("left")
    assert dataset.counts() == {"right": 1}
    assert dataset.undo()
    assert dataset.counts() == {"left": 1, "right": 1}
    assert dataset.undo()
    assert dataset.counts() == {"left": 1}
    assert dataset.undo()
    assert not dataset.undo()


def test_a_recording_is_one_step() -> None:
    dataset = Dataset()
    with dataset.one_step():
        for _ in range(20):
            dataset.add("up", seen(), session="first")
    dataset.undo()
    assert len(dataset) == 0


def test_rename_joins_labels() -> None:
    dataset = Dataset()
    dataset.add("left", seen())
    dataset.add("links", seen())
    dataset.rename("links", "left")
    assert dataset.counts() == {"left": 2}
    assert dataset.labels == ("left",)


def test_sessions_in_order() -> None:
    dataset = Dataset()
    for session in ("b", "a", "b"):
        dataset.add("up", seen(), session)
    assert dataset.sessions == ("b", "a")


@given(st.lists(st.sampled_from(["add", "remove", "clear", "undo", "rename"]), max_size=30))
def test_undoing_everything_leads_back_to_nothing(steps: list[str]) -> None:
    dataset = Dataset()
    for number, step in enumerate(steps):
        before = dataset.revision
        match step:
            case "add":
                dataset.add(f"pose {number % 3}", seen())
            case "remove":
                dataset.remove([number // 2])
            case "clear":
                dataset.clear("pose 1")
            case "rename":
                dataset.rename("pose 0", "pose 2")
            case "undo":
                dataset.undo()
        assert step == "undo" or dataset.revision > before
    while dataset.undo():
        pass
    assert len(dataset) == 0


def test_skeletons_are_not_kept() -> None:
    skeleton = Skeleton("hand", ((0.1, 0.2), (0.3, 0.4)), ((0, 1),))
    shown = replace(seen(), skeletons=(skeleton,))
    example = Dataset().add("left", shown)
    assert example.embedding.skeletons == ()
    assert example.embedding.blocks is shown.blocks
