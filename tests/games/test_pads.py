from bridge.api import Axis, Event, Key
from games.pads import PadReader


def test_presses_come_in_order_once_and_held_stays() -> None:
    reader = PadReader()
    reader.add([Event("left", True, 0), Event("left", False, 0), Key("up", True, 0)])
    reader.add([Key("up", True, 0), Axis("paddle", 0.5, 0)])
    pad = reader.take()
    assert pad.pressed == ("left", "up")
    assert pad.held == ("up",)
    assert pad.axes == {"paddle": 0.5}
    assert reader.take().pressed == ()
    assert reader.take().held == ("up",)


def test_axes_stay_within_their_range() -> None:
    reader = PadReader()
    reader.add([Axis("paddle", -7.0, 0)])
    assert reader.take().axes["paddle"] == -1


def test_release_all_lets_go() -> None:
    reader = PadReader()
    reader.press("up", down=True)
    reader.release_all()
    assert reader.take() == PadReader().take()
