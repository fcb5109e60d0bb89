import pytest

from bridge.calibration import expected_calibration_error, reliability


def test_perfect() -> None:
    confidences, right = [0.75] * 4, [True, True, True, False]
    assert expected_calibration_error(confidences, right) == pytest.approx(0)


def test_always_sure_and_always_wrong() -> None:
    assert expected_calibration_error([1.0] * 3, [False] * 3) == 1


def test_bins() -> None:
    low, high = reliability([0.1, 0.12, 0.95], [False, True, True])
    assert (low.count, low.accuracy, high.accuracy) == (2, 0.5, 1.0)


def test_nothing() -> None:
    assert expected_calibration_error([], []) == 0
