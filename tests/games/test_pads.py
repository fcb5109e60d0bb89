from bridge.api import Axis, Event, Key
from games.base import Pad
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


def test_a_key_stays_down_when_the_pose_for_the_same_ends() -> None:
    reader = PadReader()
    reader.add([Key("up", True, 0), Event("up", True, 1)])
    reader.add([Event("up", False, 2)])
    assert reader.take().held == ("up",)
    reader.add([Key("up", False, 3)])
    assert reader.take().held == ()


def test_the_newest_control_is_held_last() -> None:
    reader = PadReader()
    reader.add([Key("up", True, 0), Event("down", True, 1), Event("up", True, 2)])
    assert reader.take() == Pad(("up", "down", "up"), ("down", "up"))


def test_letting_go_on_one_side_changes_no_order() -> None:
    reader = PadReader()
    reader.add([Key("up", True, 0), Event("up", True, 1), Event("down", True, 2)])
    reader.add([Event("up", False, 3), Key("up", True, 4)])
    assert reader.take().held == ("up", "down")
