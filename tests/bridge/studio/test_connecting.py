"""Cameras that take their time, or never answer: the window goes on meanwhile."""

import threading
import time
from dataclasses import replace

import pytest
from studio_kit import StillPlayer, studio_in, wait_until

from bridge.errors import CameraError
from bridge.studio.model import Screen
from bridge.studio.previews import Previews


class SlowCamera(StillPlayer):
    """Opens, or fails, only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()
        self.dead = False
        self.closed = threading.Event()

    def open(self) -> None:
        self.go_on.wait(20)
        if self.dead:
            raise CameraError("The camera gives no picture.", "unplug it and plug it in again")

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def slow():
    camera = SlowCamera()
    yield camera
    camera.go_on.set()


@pytest.fixture
def studio(tmp_path, slow):
    with studio_in(tmp_path) as (studio, machine):
        known = {"0": machine.camera, "slow": slow}
        studio.world = replace(machine.world(), open_camera=known.__getitem__)
        yield studio


def test_a_slow_camera_holds_nothing_up_and_is_used_once_it_opens(studio, slow):
    studio.choose_camera("slow")
    studio.tick(0.0)
    assert studio.bench.opening
    assert not studio.bench.running
    assert studio.screen == Screen.CAMERA
    assert studio.source == "slow"
    slow.go_on.set()
    wait_until(studio, lambda: studio.bench.running)
    assert studio.screen == Screen.MIRROR
    assert studio.settings.camera == "slow"
    wait_until(studio, lambda: studio.bench.frame is not None)


def test_a_camera_that_fails_late_is_told_once(studio, slow):
    slow.dead = True
    studio.choose_camera("slow")
    studio.tick(0.0)
    assert studio.notices.shown is None
    slow.go_on.set()
    wait_until(studio, lambda: studio.notices.shown is not None)
    assert studio.notices.shown.text.startswith("The camera gives no picture. Unplug it")
    assert studio.screen == Screen.CAMERA
    assert studio.source == ""
    assert studio.bench.camera is None


def test_another_camera_can_be_chosen_meanwhile_and_the_first_is_let_go(studio, slow):
    studio.choose_camera("slow")
    studio.choose_camera("0")
    assert studio.bench.running
    assert studio.source == "0"
    slow.go_on.set()
    wait_until(studio, lambda: studio.bench.frame is not None)
    assert studio.bench.camera is not slow
    assert slow.closed.wait(5)


def test_a_game_that_starts_meanwhile_gets_the_camera(studio, slow):
    studio.choose_camera("slow")
    studio.bench.stop()
    studio.tick(0.0)
    assert studio.screen == Screen.CAMERA
    assert studio.notices.shown is None
    slow.go_on.set()
    assert slow.closed.wait(5)


def test_previews_of_other_cameras_do_not_wait_for_a_dead_one(slow):
    cameras = {"slow": slow, "0": StillPlayer()}
    previews = Previews(lambda: [("slow", "Slow"), ("0", "Desk")], cameras.__getitem__)
    end = time.monotonic() + 5
    while not any(tile.image is not None for tile in previews.look()):
        assert time.monotonic() < end, "no camera showed a picture"
        time.sleep(0.01)
    shown = {tile.source: (tile.image is not None, tile.failed) for tile in previews.look()}
    assert shown == {"slow": (False, False), "0": (True, False)}
    previews.stop()
    slow.go_on.set()
    assert slow.closed.wait(5)
