"""One lane in the middle of a pose: a configuration is saved, a pause or a hang comes."""

import pytest
from scripted import (
    Recorder,
    frame,
    lane,
    pipeline,
)

from bridge.config import parse_config
from bridge.decide import Decider
from bridge.lane import Lane
from bridge.mapping import Mapper
from bridge.pipeline import Pipeline
from bridge.types import Axis
from bridge.view import View


def configured(text: str) -> Pipeline:
    """The scripted pipeline with a configuration's decisions and controls."""
    config = parse_config(f"decide: {{dwell_ms: 0, grace_ms: 50}}\n{text}", "x.yaml")
    usual = pipeline()
    decider, mapper = Decider(config.decide), Mapper(config.controls)
    return Pipeline(View(), usual.backbone, usual.recogniser, decider, mapper)


def told(recorder: Recorder) -> str:
    """What was sent, such as "+left -left left_x=-1"."""
    return " ".join(
        f"{a.name}={a.value:g}" if isinstance(a, Axis) else f"{'+' if a.down else '-'}{a.name}"
        for a in recorder.actions
    )


def show(one: Lane, pose: str, *times: float) -> None:
    for at in times:
        one.step(frame(pose, at), at)
        one.idle(at + 0.05)


@pytest.mark.parametrize(
    ("before", "after", "sent"),
    [
        ("axis: {left_x: -1}", "axis: {left_x: -1}", "left_x=-1"),
        ("axis: {left_x: -1}", "axis: {left_x: 0.5}", "left_x=0.5"),
        ("axis: {left_x: -1}", "hold: a", "left_x=0 +a"),
        ("repeat: x, delay_ms: 250, rate: 2", "repeat: x, delay_ms: 250, rate: 2", "+x -x"),
        ("tap: enter", "tap: enter", ""),
    ],
)
def test_after_reloading_goes_on_what_lasts_as_long_as_the_pose(before, after, sent):
    recorder = Recorder()
    one = Lane(configured(f"controls: {{left: {{{before}}}}}"), [recorder])
    show(one, "left", 0.0, 0.1)
    recorder.actions.clear()
    one.replace_pipeline(configured(f"controls: {{left: {{{after}}}}}"))
    show(one, "left", 0.2, 0.3, 0.4, 0.5, 0.6)
    assert told(recorder) == sent


@pytest.mark.parametrize(
    ("before", "chosen"), [("{release: enter}", "+enter -enter"), ("{hold: up}", "")]
)
def test_what_is_due_at_a_pose_s_end_stays_due_after_reloading(before, chosen):
    recorder = Recorder()
    one = Lane(configured(f"controls: {{left: {before}, none: idle}}"), [recorder])
    show(one, "left", 0.0, 0.1)
    one.replace_pipeline(configured("controls: {left: {release: enter}, none: idle}"))
    recorder.actions.clear()
    show(one, "none", 0.2, 0.3)
    assert told(recorder) == chosen


@pytest.mark.parametrize("rule", ["from_neutral: true", "cooldown_ms: 5000"])
def test_reloading_lets_nothing_begin_that_may_not_begin_yet(rule):
    text = f"controls: {{left: {{hold: up}}, right: {{tap: page_down, {rule}}}, none: idle}}"
    recorder = Recorder()
    one = Lane(configured(text), [recorder])
    show(one, "right", 0.0, 0.1)
    show(one, "left", 0.2, 0.3)
    recorder.actions.clear()
    show(one, "right", 0.4, 0.5)
    one.replace_pipeline(configured(text))
    show(one, "right", 0.6, 0.7)
    assert told(recorder) == "-up"


def test_a_pose_that_rests_from_now_on_is_left_at_once():
    recorder = Recorder()
    one = Lane(configured("controls: {left: {hold: x}}"), [recorder])
    show(one, "left", 0.0, 0.1)
    after = "controls: {left: idle, right: {tap: page_down, from_neutral: true}}"
    one.replace_pipeline(configured(after))
    show(one, "left", 0.2)
    show(one, "right", 0.3, 0.4)
    assert told(recorder) == "+x -x +page_down -page_down"


def test_a_pause_pose_does_not_choose():
    recorder = Recorder()
    choosing = configured("controls: {left: {hold: x, release: enter}, right: pause}")
    one = Lane(choosing, [recorder], pause_labels=frozenset({"right"}))
    show(one, "left", 0.0, 0.1)
    show(one, "right", 0.2)
    assert not one.armed
    assert told(recorder) == "+x -x"


def test_what_a_picture_from_before_a_hang_says_is_not_done():
    one, recorder = lane()
    one.step(frame("left", 0.0), 0.0)
    one.step(frame("right", 0.1), 0.1, too_late=lambda: True)
    assert told(recorder) == "+left -left"
    assert one.snapshots.peek().actions == ()
    one.step(frame("right", 3.2), 3.2)
    assert recorder.down == {"right"}


def test_a_pause_pose_seen_during_a_hang_pauses():
    one, recorder = lane(pause_labels=frozenset({"right"}))
    one.step(frame("left", 0.0), 0.0)
    one.step(frame("right", 0.1), 0.1, too_late=lambda: True)
    assert not one.armed
    assert recorder.down == set()
