"""One lane, driven by hand: no threads, no clock."""

import pytest
from scripted import (
    PixelBackbone,
    Recorder,
    frame,
    lane,
    pipeline,
)

from bridge.assembly import reconfigure
from bridge.config import parse_config
from bridge.controls import Controls, DecideSettings, Hold, Tap, Thresholds
from bridge.decide import Decider
from bridge.errors import OutputError
from bridge.lane import Lane
from bridge.mapping import Mapper
from bridge.pipeline import Pipeline
from bridge.view import View


def test_a_pose_holds_its_key_and_another_pose_changes_it():
    one, recorder = lane()
    one.step(frame("left", 0.0), 0.0)
    assert recorder.down == {"left"}
    one.step(frame("right", 0.1), 0.1)
    assert recorder.down == {"right"}
    assert [(a.name, a.down) for a in recorder.actions] == [
        ("left", True), ("left", False), ("right", True),
    ]  # fmt: skip


def test_a_stall_releases_everything_once_and_the_next_frame_goes_on():
    one, recorder = lane(stall_s=0.3)
    one.step(frame("left", 10.0), 100.0)
    one.idle(100.2)
    assert recorder.down == {"left"}
    assert not one.stalled
    one.idle(100.31)
    assert recorder.down == set()
    assert one.stalled
    one.step(frame("left", 10.4), 100.4)
    assert recorder.down == {"left"}
    assert not one.stalled


def test_disarming_releases_and_nothing_is_pressed_until_armed_again():
    one, recorder = lane()
    one.step(frame("left", 0.0), 0.0)
    one.arm(armed=False)
    assert recorder.down == set()
    one.step(frame("right", 0.1), 0.1)
    assert recorder.down == set()
    assert one.snapshots.peek().prediction.label == "right"
    one.arm(armed=True)
    one.step(frame("right", 0.2), 0.2)
    assert recorder.down == {"right"}


def test_losing_the_focus_releases_and_blocks():
    allowed = [True]
    one, recorder = lane(may_press=lambda: allowed[0])
    one.step(frame("left", 0.0), 0.0)
    allowed[0] = False
    one.idle(0.01)
    assert recorder.down == set()
    one.step(frame("left", 0.02), 0.02)
    assert recorder.down == set()


def held(*keys: str) -> Controls:
    return Controls({"main": {"left": (Hold(keys),)}})


@pytest.mark.parametrize(
    ("before", "after", "sent"),
    [
        (["left"], ["left"], []),
        (["left"], ["a"], [("left", False), ("a", True)]),
        (["left", "a"], ["a", "b"], [("left", False), ("b", True)]),
        (["left"], [], [("left", False)]),
    ],
)
def test_reloading_keeps_down_what_both_hold_and_nothing_else(before, after, sent):
    recorder = Recorder()
    one = Lane(pipeline(held(*before)), [recorder])
    one.step(frame("left", 0.0), 0.0)
    recorder.actions.clear()
    one.replace_pipeline(pipeline(held(*after)))
    assert [(action.name, action.down) for action in recorder.actions] == sent
    one.step(frame("left", 0.1), 0.1)
    assert recorder.down == set(after)
    one.step(frame("none", 0.2), 0.2)
    one.step(frame("none", 0.3), 0.3)
    assert recorder.down == set()


def test_reloading_changes_what_a_pose_does_and_learns_nothing_anew():
    one, recorder = lane()
    one.step(frame("right", 0.0), 0.0)
    before = one.pipeline
    text = "controls: {left: pause, right: {hold: a}}\nsafety: {stall_ms: 1000}\n"
    reconfigure(one, parse_config(text, "x.yaml"))
    assert one.pipeline.recogniser is before.recogniser
    assert one.pipeline.backbone is before.backbone
    assert recorder.down == {"a"}
    one.idle(0.9)
    assert recorder.down == {"a"}
    one.idle(1.1)
    assert one.stalled
    for at in (1.2, 1.3):
        one.step(frame("left", at), at)
    assert not one.armed


def test_reloading_while_disarmed_presses_nothing():
    recorder = Recorder()
    one = Lane(pipeline(), [recorder], armed=False)
    one.step(frame("left", 0.0), 0.0)
    one.replace_pipeline(pipeline(held("a")))
    assert recorder.actions == []


def test_a_snapshot_tells_how_long_each_stage_took():
    one, _ = lane()
    one.step(frame("left", 0.0), 0.0)
    assert set(one.snapshots.peek().timings) == {*("view", "embed", "knn", "decide", "map", "send")}


def test_the_network_is_not_asked_again_while_the_picture_is_still():
    one, recorder = lane()
    asked: list[float] = []
    follow = one.pipeline.backbone.follow
    one.pipeline.backbone.follow = lambda seen: asked.append(seen.time) or follow(seen)
    for at, pose in enumerate(["left", "left", "left", "right", "right"]):
        one.step(frame(pose, at / 10), at / 10)
    assert asked == [0.0, 0.3]
    assert recorder.down == {"right"}


def test_a_countdown_begins_with_the_first_frame_and_arms():
    one, recorder = lane(armed=False, countdown=0.5)
    one.step(frame("left", 0.0), 100.0)
    one.step(frame("left", 0.4), 100.4)
    assert recorder.down == set()
    assert one.countdown == pytest.approx(0.1)
    one.step(frame("left", 0.6), 100.6)
    assert recorder.down == {"left"}
    assert one.countdown is None


def test_pausing_during_a_countdown_ends_it_and_presses_nothing():
    one, recorder = lane(armed=False, countdown=0.5, pause_labels=frozenset({"right"}))
    one.step(frame("left", 0.0), 0.0)
    one.pause()
    for at in (0.2, 0.4, 0.6, 0.8):
        one.step(frame("left", at), at)
    assert recorder.down == set()
    one.pause()
    one.step(frame("left", 1.0), 1.0)
    assert recorder.down == {"left"}
    posed, recorder = lane(armed=False, countdown=0.5, pause_labels=frozenset({"right"}))
    posed.step(frame("right", 0.0), 0.0)
    for at in (0.2, 0.4, 0.6, 0.8):
        posed.step(frame("left", at), at)
    assert recorder.down == set()


def test_a_pause_pose_counts_once_though_the_camera_stalls_meanwhile():
    one, _ = lane(stall_s=0.3, pause_labels=frozenset({"right"}))
    for at in (0.0, 0.1):
        one.step(frame("right", at), at)
    one.idle(0.5)
    assert one.stalled
    for at in (0.6, 0.7):
        one.step(frame("right", at), at)
    assert not one.armed


def test_a_pose_that_lasts_goes_on_when_the_focus_returns():
    allowed = [True]
    one, recorder = lane(may_press=lambda: allowed[0])
    for at, free in ((0.0, True), (0.1, False), (0.2, True)):
        allowed[0] = free
        one.step(frame("left", at), at)
        assert recorder.down == ({"left"} if free else set())


def test_a_page_turns_once_though_the_camera_stalls_meanwhile():
    turn = Pipeline(
        View(),
        PixelBackbone(),
        pipeline().recogniser,
        Decider(DecideSettings(Thresholds(0.5, 0.4, dwell_ms=0, grace_ms=50, from_neutral=True))),
        Mapper(Controls({"main": {"right": (Tap(("page_down",)),)}})),
    )
    recorder = Recorder()
    one = Lane(turn, [recorder], stall_s=0.3)
    for at in (0.0, 0.1):
        one.step(frame("right", at), at)
    one.idle(0.5)
    for at in (0.6, 0.7):
        one.step(frame("right", at), at)
    assert [a.down for a in recorder.actions] == [True, False]
    for at, pose in ((0.8, "none"), (0.9, "none"), (1.0, "right")):
        one.step(frame(pose, at), at)
    assert [a.down for a in recorder.actions] == [True, False, True]


def test_an_output_that_fails_does_not_keep_the_next_one_from_releasing():
    class Gone(Recorder):
        def release_all(self) -> None:
            raise OutputError("The display went away.")

    recorder = Recorder()
    one = Lane(pipeline(), [Gone(), recorder])
    one.step(frame("left", 0.0), 0.0)
    with pytest.raises(OutputError, match="went away"):
        one.rest(0.1)
    assert recorder.down == set()
