import pytest

from games.thrift import DRAWING_SHARE, TIMED, Thrift


def test_a_drawing_that_was_interrupted_costs_no_frame() -> None:
    thrift = Thrift()
    for seconds in (0.004, 0.003, 0.030):
        thrift.note(seconds)
    assert thrift.wait == pytest.approx(0.003 / DRAWING_SHARE)


def test_where_every_drawing_is_slow_fewer_are_made() -> None:
    thrift = Thrift()
    thrift.note(0.002)
    for _ in range(TIMED):
        thrift.note(0.040)
    assert thrift.wait == pytest.approx(0.040 / DRAWING_SHARE)


def test_the_first_drawing_does_not_wait() -> None:
    assert Thrift().wait == 0.0
