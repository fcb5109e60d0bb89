"""Lanes and sessions, with a scripted camera, a backbone that reads one pixel, and a recorder."""

import threading
import time
from collections.abc import Sequence

import numpy as np
import pytest

from bridge.assembly import reconfigure
from bridge.config import parse_config
from bridge.controls import Controls, DecideSettings, Hold, Tap, Thresholds
from bridge.dataset import Dataset
from bridge.decide import Decider
from bridge.errors import CameraError, OutputError
from bridge.knn import Recogniser
from bridge.lane import Lane
from bridge.mapping import Mapper
from bridge.pipeline import Pipeline
from bridge.session import Session
from bridge.types import Action, Embedding, Frame, Key, Snapshot
from bridge.view import View

BRIGHTNESS = {"none": 10, "left": 120, "right": 240}


def picture(pose: str) -> np.ndarray:
    return np.full((2, 2, 3), BRIGHTNESS[pose], np.uint8)


class PixelBackbone:
    """One block: where the first pixel lies on a quarter circle."""

    name, sha256, blocks = "pixel", "0" * 64, {"pixel": 2}

    def embed(self, images):
        angles = [np.pi / 2 * float(image[0, 0, 0]) / 255 for image in images]
        return [
            Embedding({"pixel": np.array([np.cos(angle), np.sin(angle)], np.float32)})
            for angle in angles
        ]

    def follow(self, frame):
        return Embedding(self.embed([frame.image])[0].blocks, frame.time, frame.index)

    def close(self) -> None:
        pass


class Recorder:
    """Remembers actions and what is down."""

    name = "recorder"

    def __init__(self, fail_on: str = "") -> None:
        self.actions: list[Action] = []
        self.down: set[str] = set()
        self.open_now = False
        self._fail_on = fail_on

    def open(self) -> None:
        self.open_now = True

    def send(self, actions: Sequence[Action]) -> None:
        for action in actions:
            if isinstance(action, Key):
                if action.name == self._fail_on:
                    raise OutputError("The display went away.")
                (self.down.add if action.down else self.down.discard)(action.name)
        self.actions += actions

    def show(self, snapshot: Snapshot) -> None:
        pass

    def release_all(self) -> None:
        self.down.clear()

    def close(self) -> None:
        self.release_all()
        self.open_now = False


class ScriptedCamera:
    """Gives the poses of a script at 100 frames a second; then ends, fails or hangs."""

    name, live = "script", False

    def __init__(self, poses: Sequence[str], then: str = "end") -> None:
        self._poses = poses
        self._then = then
        self._index = 0
        self.closed = False

    def open(self) -> None:
        if self._then == "no camera":
            raise CameraError("There is no camera.")

    def read(self) -> Frame | None:
        time.sleep(0.01)
        if self._index < len(self._poses):
            self._index += 1
            return Frame(picture(self._poses[self._index - 1]), time.monotonic(), self._index)
        if self._then == "fail":
            raise CameraError("The camera was unplugged.")
        if self._then == "hang":
            while not self.closed:
                time.sleep(0.01)
        return None

    def close(self) -> None:
        self.closed = True


def pipeline(controls: Controls | None = None) -> Pipeline:
    backbone = PixelBackbone()
    dataset = Dataset()
    for pose in BRIGHTNESS:
        for embedding in backbone.embed([picture(pose)] * 3):
            dataset.add(pose, embedding, "s1")
    keys = Controls({"main": {"left": (Hold(("left",)),), "right": (Hold(("right",)),)}})
    settings = DecideSettings(Thresholds(enter=0.5, leave=0.4, dwell_ms=0, grace_ms=50))
    return Pipeline(
        View(), backbone, Recogniser(dataset), Decider(settings), Mapper(controls or keys)
    )


def frame(pose: str, at: float) -> Frame:
    return Frame(picture(pose), at, round(at * 100))


def lane(**options) -> tuple[Lane, Recorder]:
    recorder = Recorder()
    return Lane(pipeline(), [recorder], **options), recorder


def until(condition, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.005)
    return bool(condition())


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


def test_a_session_plays_to_the_end_and_leaves_nothing_down():
    one, recorder = lane()
    camera = ScriptedCamera(["none"] * 3 + ["left"] * 5)
    with Session(camera, [one]) as session:
        assert until(lambda: session.ended)
        session.check()
    assert ("left", True) in [(a.name, a.down) for a in recorder.actions]
    assert recorder.down == set()
    assert camera.closed
    assert not recorder.open_now


def test_a_camera_that_hangs_releases_within_the_stall_limit():
    one, recorder = lane(stall_s=0.1)
    with Session(ScriptedCamera(["left"] * 5, then="hang"), [one]) as session:
        assert until(lambda: recorder.down == {"left"})
        assert until(lambda: session.stalled)
        assert recorder.down == set()


def test_a_camera_that_fails_releases_and_the_main_thread_hears_why():
    one, recorder = lane()
    with Session(ScriptedCamera(["left"] * 5, then="fail"), [one]) as session:
        assert until(lambda: session.ended)
        assert recorder.down == set()
        with pytest.raises(CameraError, match="unplugged"):
            session.check()


def test_a_failing_output_ends_the_session_and_closes_everything():
    recorder = Recorder(fail_on="left")
    one = Lane(pipeline(), [recorder])
    with Session(ScriptedCamera(["none"] * 3 + ["left"] * 50), [one]) as session:
        assert until(lambda: session.ended)
        with pytest.raises(OutputError, match="went away"):
            session.check()
    assert not recorder.open_now


def test_a_camera_that_does_not_open_leaves_no_output_open():
    one, recorder = lane()
    with (
        pytest.raises(CameraError, match="no camera"),
        Session(ScriptedCamera([], then="no camera"), [one]),
    ):
        pass
    assert not recorder.open_now


def test_an_exception_in_the_main_thread_releases_too():
    one, recorder = lane()

    def play_until_interrupted() -> None:
        with Session(ScriptedCamera(["left"] * 500), [one]):
            assert until(lambda: recorder.down == {"left"})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play_until_interrupted()
    assert recorder.down == set()


def test_arming_is_asked_for_and_done_on_the_inference_thread():
    one, recorder = lane(armed=False)
    with Session(ScriptedCamera(["left"] * 500), [one]) as session:
        assert until(lambda: session.frames > 3)
        assert recorder.down == set()
        session.arm(armed=True)
        assert until(lambda: recorder.down == {"left"})
        session.arm(armed=False)
        assert until(lambda: recorder.down == set())


def test_the_pause_pose_pauses_once_and_goes_on_when_posed_again():
    one, recorder = lane(pause_labels=frozenset({"right"}))
    for at in range(3):
        one.step(frame("left", at / 10), at / 10)
    assert recorder.down == {"left"}
    for at in range(3, 6):
        one.step(frame("right", at / 10), at / 10)
    assert not one.armed
    assert recorder.down == set()
    for at in range(6, 9):
        one.step(frame("left", at / 10), at / 10)
    assert recorder.down == set()
    for at in range(9, 12):
        one.step(frame("right", at / 10), at / 10)
    assert one.armed
    one.step(frame("left", 1.3), 1.3)
    assert recorder.down == {"left"}


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
        assert ("left", True) in [(action.name, action.down) for action in recorder.actions]
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


def test_what_was_asked_for_is_done_when_the_session_closes():
    done = []
    with Session(ScriptedCamera([]), []) as session:
        session.ask(lambda: time.sleep(0.1))
        time.sleep(0.05)
        session.ask(lambda: done.append("asked"))
    assert done == ["asked"]
