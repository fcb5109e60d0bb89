"""Sessions whose stages fail, outputs hang and machines sleep: nothing stays down."""

import threading
import time
from collections.abc import Sequence

import pytest
from scripted import (
    Recorder,
    ScriptedCamera,
    lane,
    pipeline,
    until,
)

from bridge.lane import Lane
from bridge.session import Session
from bridge.types import Action, Key


@pytest.mark.parametrize(
    ("stage", "method"),
    [
        ("backbone", "follow"),
        ("recogniser", "predict"),
        ("decider", "update"),
        ("mapper", "update"),
    ],
)
def test_an_exception_in_any_stage_leaves_nothing_down(stage, method):
    one, recorder = lane()
    part = getattr(one.pipeline, stage)
    works = getattr(part, method)

    def fail_while_a_key_is_down(*arguments):
        if recorder.down:
            raise ZeroDivisionError(stage)
        return works(*arguments)

    setattr(part, method, fail_while_a_key_is_down)
    with Session(ScriptedCamera(["none", "left", "right", "left"] * 50), [one]) as session:
        assert until(lambda: session.ended)
        # Which of the two came first the slot decides: on a busy machine pictures get lost.
        assert any(action.down for action in recorder.actions)
        assert recorder.down == set()
        with pytest.raises(ZeroDivisionError, match=stage):
            session.check()


def test_a_step_that_hangs_releases_everything_and_starts_anew_from_rest():
    one, recorder = lane()
    predict = one.pipeline.recogniser.predict
    hanging = threading.Event()

    def hang_once(embedding):
        if recorder.down and not hanging.is_set():
            hanging.set()
            time.sleep(1.0)
            assert recorder.down == set()
        return predict(embedding)

    one.pipeline.recogniser.predict = hang_once
    with Session(ScriptedCamera(["left"] * 500), [one]) as session:
        assert until(hanging.is_set)
        assert until(lambda: recorder.down == set(), 0.9)
        assert until(lambda: recorder.down == {"left"})
        session.check()
    assert recorder.down == set()


class Hanging(Recorder):
    """Hangs in ``send`` until ``go_on`` is set, and in ``release_all`` as well."""

    def __init__(self) -> None:
        super().__init__()
        self.hangs = threading.Event()
        self.go_on = threading.Event()

    def send(self, actions: Sequence[Action]) -> None:
        if any(isinstance(action, Key) and action.down for action in actions):
            self.hangs.set()
            self.go_on.wait(5)

    def release_all(self) -> None:
        if self.hangs.is_set():
            self.go_on.wait(5)


def test_what_was_seen_before_a_hang_presses_nothing_after_it():
    one, recorder = lane()
    predict, clock = one.pipeline.recogniser.predict, JumpingClock()

    def sleep_once(embedding):
        prediction = predict(embedding)
        if prediction.label == "left":
            clock.jump(60.0)
        return prediction

    one.pipeline.recogniser.predict = sleep_once
    with Session(ScriptedCamera(["none", "left"]), [one], clock=clock) as session:
        assert until(lambda: session.ended)
        session.check()
    assert not any(action.down for action in recorder.actions)


def test_an_output_that_hangs_does_not_keep_the_others_from_releasing():
    recorder, hanging = Recorder(), Hanging()
    one = Lane(pipeline(), [hanging, recorder])
    with Session(ScriptedCamera(["left"] * 500), [one]):
        # The key is down when the other output begins to hang.
        recorder.down.add("left")
        assert until(hanging.hangs.is_set)
        assert until(lambda: recorder.down == set(), 2)
        hanging.go_on.set()


def test_closing_while_a_step_hangs_releases_at_once():
    one, recorder = lane()
    predict = one.pipeline.recogniser.predict
    hangs, go_on = threading.Event(), threading.Event()

    def hang(embedding):
        if recorder.down:
            hangs.set()
            go_on.wait(5)
        return predict(embedding)

    one.pipeline.recogniser.predict = hang
    session = Session(ScriptedCamera(["left", "none"] * 500), [one])
    with session:
        assert until(hangs.is_set)
        closing = threading.Thread(target=session.close)
        closing.start()
        assert until(lambda: recorder.down == set(), 1.0)
        go_on.set()
        closing.join()


class JumpingClock:
    """The monotonic clock, which ``jump`` sets forward: a suspended or stopped process."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self._ahead

    def jump(self, seconds: float) -> None:
        self._ahead += seconds


def test_after_a_sleep_of_the_machine_everything_starts_from_rest():
    one, recorder = lane(stall_s=100.0)
    clock = JumpingClock()
    with Session(ScriptedCamera(["left"] * 500), [one], clock=clock) as session:
        assert until(lambda: recorder.down == {"left"})
        recorder.actions.clear()
        clock.jump(60.0)
        assert until(lambda: len(recorder.actions) >= 2)
        session.check()
    assert [action.down for action in recorder.actions[:2]] == [False, True]
