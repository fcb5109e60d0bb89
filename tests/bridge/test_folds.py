import numpy as np

from bridge.dataset import Example
from bridge.folds import folds_of
from bridge.types import Embedding


def shown(label: str, session: str) -> Example:
    return Example(0, label, session, 0.0, Embedding({}))


def test_one_recording_is_cut_into_stretches() -> None:
    folds = folds_of([shown("up", "") for _ in range(10)])
    np.testing.assert_array_equal(folds, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4])


def test_recordings_of_one_pose_each_stay_whole() -> None:
    examples = [shown(label, f"{label}{take}") for label in "ab" for take in (0, 1) for _ in "xyz"]
    np.testing.assert_array_equal(folds_of(examples), [0, 0, 0, 1, 1, 1] * 2)


def test_shared_sessions_are_held_out_together() -> None:
    examples = [shown(label, session) for session in ("mon", "tue") for label in "ab"]
    np.testing.assert_array_equal(folds_of(examples), [0, 0, 1, 1])
