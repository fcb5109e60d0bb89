import numpy as np
import pytest

from bridge.landmarks.one_euro import OneEuroFilter
from bridge.landmarks.tracking import BETA, MIN_CUTOFF_HZ

FRAME_S = 1 / 30


def run(values, unit=1.0):
    smoother = OneEuroFilter(MIN_CUTOFF_HZ, BETA)
    return np.array(
        [
            smoother.smooth(np.array([value], np.float32), n * FRAME_S, unit)[0]
            for n, value in enumerate(values)
        ]
    )


def test_a_still_hand_trembles_less():
    noise = np.random.default_rng(1).normal(0, 0.003, 300)
    assert run(noise)[30:].std() < 0.5 * noise.std()


@pytest.mark.parametrize("seconds", [0.1, 0.2, 0.4, 0.8])
def test_a_finger_that_crosses_its_hand_is_a_third_of_a_frame_late_at_most(seconds):
    frames = round(seconds / FRAME_S)
    path = np.concatenate([np.zeros(10), np.linspace(0, 1, frames + 1), np.ones(30)])
    smoothed = run(path)
    end = 10 + frames + 1
    middle = np.interp(0.5, smoothed[9:end], np.arange(9, end))
    assert middle - np.interp(0.5, path[9:end], np.arange(9, end)) < 1 / 3


def test_lag_does_not_depend_on_the_size_of_the_hand_in_pixels():
    path = np.linspace(0, 1, 20)
    assert run(path * 200, unit=200) == pytest.approx(run(path) * 200, rel=1e-4)


def test_time_that_stands_still_passes_values_unchanged():
    smoother = OneEuroFilter(1.0, 0.0)
    smoother.smooth(np.array([1.0], np.float32), 5.0)
    assert smoother.smooth(np.array([2.0], np.float32), 5.0)[0] == 2.0
