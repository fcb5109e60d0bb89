import pytest

from bridge.cameras.pace import Pace


class Clock:
    now = 10.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_frames_come_at_the_rate_whatever_the_reader_needs():
    clock = Clock()
    pace = Pace(10, clock=clock, sleep=clock.sleep)
    times = []
    for work in (0.0, 0.03, 0.09, 0.0):
        times.append(pace.next())
        clock.now += work
    assert times == pytest.approx([10.0, 10.1, 10.2, 10.3])


def test_a_late_reader_is_not_rushed_afterwards():
    clock = Clock()
    pace = Pace(10, clock=clock, sleep=clock.sleep)
    pace.next()
    clock.now += 1.0
    assert pace.next() == pytest.approx(11.0)
    assert pace.next() == pytest.approx(11.1)


def test_unpaced_nobody_waits():
    clock = Clock()
    pace = Pace(4, paced=False, clock=clock, sleep=lambda seconds: pytest.fail("slept"))
    assert [pace.next() for _ in range(3)] == pytest.approx([10.0, 10.25, 10.5])
