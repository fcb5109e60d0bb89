"""A session's threads from its start to its end."""

import gc
import os
import time
from dataclasses import replace

import numpy as np
import pytest
from scripted import (
    Recorder,
    ScriptedCamera,
    frame,
    lane,
    pipeline,
    until,
)

from bridge.errors import CameraError, OutputError
from bridge.lane import Lane
from bridge.machine import allowed, cores
from bridge.pictures import halved
from bridge.session import Session


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


@pytest.mark.skipif(
    cores() < 2 or not hasattr(os, "sched_setaffinity"), reason="needs two cores of Linux"
)
@pytest.mark.parametrize(("players", "left"), [(1, allowed()[:1]), (2, allowed())])
def test_one_player_s_thread_leaves_the_cores_of_the_network_s_other_threads(players, left):
    lanes = [lane()[0] for _ in range(players)]
    seen = []
    for one in lanes:
        one.pipeline.backbone.helpers = frozenset(allowed()[1:])
        one.may_press = lambda: bool(seen.append(sorted(os.sched_getaffinity(0)))) or True
    with Session(ScriptedCamera(["left"] * 3), lanes) as session:
        assert until(lambda: session.ended)
        session.check()
    assert seen
    assert all(cores_used == left for cores_used in seen)
    assert sorted(os.sched_getaffinity(0)) == allowed()


def test_a_camera_s_clock_that_goes_back_keeps_no_key_down():
    class GoingBack(ScriptedCamera):
        def read(self):
            frame = super().read()
            late = frame is not None and frame.index > 20
            return replace(frame, time=frame.time - 60.0) if late else frame

    one, recorder = lane()
    times = []
    recorder.show = lambda snapshot: times.append(snapshot.frame.time)
    with Session(GoingBack(["left"] * 20 + ["none"] * 40), [one]) as session:
        assert until(lambda: session.ended)
        session.check()
        assert [action.down for action in recorder.actions] == [True, False]
    assert times == sorted(times)
    assert times[-1] - times[0] < 30


def test_frames_reach_the_players_with_their_half():
    one, _ = lane()
    with Session(ScriptedCamera(["left"] * 3), [one]) as session:
        assert until(lambda: session.ended)
        seen = one.snapshots.peek()
    assert seen is not None
    assert np.array_equal(seen.frame.half, halved(seen.frame.image))


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


def test_what_was_asked_for_is_done_when_the_session_closes():
    done = []
    with Session(ScriptedCamera([]), []) as session:
        session.ask(lambda: time.sleep(0.1))
        time.sleep(0.05)
        session.ask(lambda: done.append("asked"))
    assert done == ["asked"]


def test_while_it_runs_what_was_loaded_is_not_looked_through_for_garbage():
    one, _ = lane()
    with Session(ScriptedCamera(["none"] * 5), [one]):
        assert gc.get_freeze_count() > 10_000
    assert gc.get_freeze_count() == 0
