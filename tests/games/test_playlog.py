from bridge.api import Event, Key
from games.playlog import PlayLog
from games.scripted import ScriptedFeed

LABELS = ("left", "right", "none")


def watch(*poses: tuple[str | None, float, int]) -> PlayLog:
    """Show poses with a confidence for a number of camera frames each, 30 a second."""
    feed, log, time = ScriptedFeed(LABELS), PlayLog(), 5.0
    for label, confidence, frames in poses:
        for _ in range(frames):
            time += 1 / 30
            feed.show(label, time, confidence)
            log.note(feed.snapshot())
            log.note(feed.snapshot())
    return log


def test_poses_that_led_but_were_never_decided_are_missed() -> None:
    log = watch(("left", 0.9, 10), ("none", 0.9, 5), ("left", 0.5, 10), ("none", 0.9, 5))
    assert log.tallies["left"].begun == 2
    assert log.tallies["left"].missed == 1


def test_flicker_is_no_attempt() -> None:
    log = watch(("none", 0.9, 9), ("left", 0.5, 2), ("none", 0.9, 9), (None, 0.0, 3))
    assert "left" not in log.tallies


def test_advice_names_the_worst_pose_once_it_failed_twice() -> None:
    once = (("right", 0.5, 9), ("none", 0.9, 9))
    assert watch(*once).worst(("left", "right")) == ""
    assert watch(*once, *once).worst(("left", "right")) == "right"


def test_latency_is_the_median_from_picture_to_game() -> None:
    log = PlayLog()
    for late in (0.05, 0.07, 0.3):
        log.arrived([Event("left", True, 10.0)], 10.0 + late)
    assert abs(log.latency - 0.07) < 1e-9


def test_keys_of_the_keyboard_say_nothing_about_how_late_poses_are() -> None:
    log = PlayLog()
    log.arrived([Key("left", True, 10.0), Event("left", True, 9.8)], 10.0)
    log.arrived([Key("up", True, 10.0), Key("down", True, 10.0)], 10.0)
    assert round(log.latency, 3) == 0.2
