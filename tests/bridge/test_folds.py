import numpy as np

from bridge.dataset import Example
from bridge.folds import folds_of
from bridge.types import Embedding


def shown(label: str, session: str) -> Example:
    return Example(0, label, session, 0.0, Embedding({}))


def test_one_recording_is_cut_into_stretches() -> None:
    folds = folds_of([shown("up", "") for _ in range(10)])
    np.testing.assert_array_equal(folds.parts, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4])


def test_recordings_of_one_pose_each_stay_whole() -> None:
    examples = [shown(label, f"{label}{take}") for label in "ab" for take in (0, 1) for _ in "xyz"]
    np.testing.assert_array_equal(folds_of(examples).parts, [0, 0, 0, 1, 1, 1] * 2)


def test_shared_sessions_are_held_out_together() -> None:
    examples = [shown(label, session) for session in ("mon", "tue") for label in "ab"]
    np.testing.assert_array_equal(folds_of(examples).parts, [0, 0, 1, 1])


def test_what_lies_beside_a_stretch_does_not_teach_while_it_is_judged() -> None:
    teaches = folds_of([shown("up", "") for _ in range(10)]).teaches
    np.testing.assert_array_equal(np.flatnonzero(teaches[0]), [4, 5, 6, 7, 8, 9])
    np.testing.assert_array_equal(np.flatnonzero(teaches[2]), [0, 1, 8, 9])


def test_another_pose_and_another_recording_teach_in_full() -> None:
    poses = folds_of([shown(label, "") for label in "ab" for _ in range(10)])
    assert poses.teaches[2, [0, 1, 10, 11]].all()
    takes = folds_of([shown("up", take) for take in "ab" for _ in range(5)])
    np.testing.assert_array_equal(np.flatnonzero(takes.teaches[0]), [5, 6, 7, 8, 9])


def test_two_examples_teach_nothing_about_each_other_only_if_they_are_neighbours() -> None:
    teaches = folds_of([shown("up", "") for _ in range(2)]).teaches
    np.testing.assert_array_equal(teaches[:2], [[False, True], [True, False]])
