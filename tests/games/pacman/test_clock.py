"""Scatter and chase, in seconds."""

import pytest

from games.pacman.clock import PhaseClock
from games.pacman.levels import FRAME_RATE, level


@pytest.mark.parametrize("number", range(1, 22))
def test_changes(number):
    clock = PhaseClock(level(number).phases)
    assert clock.scatter
    expected = 0.0
    frame = 0
    for index, seconds in enumerate(level(number).phases):
        assert clock.scatter == (index % 2 == 0)
        left = clock.left
        clock.elapsed += left - 1
        frame += left
        assert clock.tick()
        expected += seconds
        assert frame / FRAME_RATE == pytest.approx(expected, rel=0.01)
    assert not clock.scatter
    assert not any(clock.tick() for _ in range(1000))


def test_it_counts_frame_by_frame():
    clock = PhaseClock((0.1, 0.1))
    assert [clock.tick() for _ in range(6)] == [False] * 5 + [True]
    assert clock.left == 6
