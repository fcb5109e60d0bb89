"""The studio's window under a real X server, worked with real mouse and key events."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest
import xserver
from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import BadWindow
from Xlib.ext import xtest

from bridge.profile import load_profile

log = logging.getLogger(__name__)
pytestmark = [pytest.mark.x11, pytest.mark.slow]

SIZE = (1280, 720)
# Where a person would click in a window of that size.
DRAWN_PLAYER, MIRRORED, SNAKE = (440, 360), (380, 380), (140, 420)
TRY, PLAY = (1083, 670), (995, 598)
CHOOSER = {"left": 71, "right": 174, "up": 276, "down": 379, "none": 481}
CHOOSER_Y = 515
HOLD_X, FIRST_HOLD_Y, ROW = 1100, 123, 114.4
CARDS = ("left", "right", "up", "down", "none")
REACH_S, HOLD_S = 0.6, 3.0  # to look and move the pointer; to hold a pose's button
LIMIT_S = 60.0
FEW = 5


class Person:
    """Moves a real pointer and presses real keys, no faster than people do."""

    def __init__(self, display: str) -> None:
        self._display = Display(display)
        self._at = (640, 400)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._display.close()

    def reach(self, x: float, y: float) -> None:
        steps = 12
        x0, y0 = self._at
        for step in range(1, steps + 1):
            share = step / steps
            place = round(x0 + (x - x0) * share), round(y0 + (y - y0) * share)
            xtest.fake_input(self._display, X.MotionNotify, x=place[0], y=place[1])
            self._display.sync()
            time.sleep(REACH_S / steps)
        self._at = (round(x), round(y))

    def click(self, place: tuple[float, float]) -> None:
        self.reach(*place)
        self.button(down=True)
        time.sleep(0.1)
        self.button(down=False)

    def button(self, *, down: bool) -> None:
        xtest.fake_input(self._display, X.ButtonPress if down else X.ButtonRelease, 1)
        self._display.sync()

    def key(self, name: str, *, down: bool) -> None:
        code = self._display.keysym_to_keycode(XK.string_to_keysym(name))
        xtest.fake_input(self._display, X.KeyPress if down else X.KeyRelease, code)
        self._display.sync()

    def windows(self) -> list[str]:
        title = self._display.intern_atom("_NET_WM_NAME")
        tops = self._display.screen().root.query_tree().children
        try:
            return [str(name) for top in tops if (name := top.get_full_text_property(title))]
        except BadWindow:  # one closed while it was asked
            return []


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with xserver.running("-screen", "0", "1280x720x24") as display:
        for name, value in (
            ("DISPLAY", display),
            ("SDL_VIDEODRIVER", "x11"),
            ("SDL_AUDIODRIVER", "dummy"),
            ("XDG_DATA_HOME", str(tmp_path / "data")),
        ):
            monkeypatch.setenv(name, value)
        yield display


@contextmanager
def studio(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "bridge", "studio", *words]
    process = subprocess.Popen(command, start_new_session=True)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def until(reached: Callable[[], object], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, f"never happened: {what}"
        time.sleep(0.05)


def teach(person: Person, label: str, number: int) -> None:
    """Choose the drawn player's pose and hold the pose's button, or its key for every other."""
    person.click((CHOOSER[label], CHOOSER_Y))
    if number % 2:
        person.reach(HOLD_X, FIRST_HOLD_Y + ROW * number)
        person.button(down=True)
        time.sleep(HOLD_S)
        person.button(down=False)
    else:
        time.sleep(REACH_S)
        person.key(str(number + 1), down=True)
        time.sleep(HOLD_S)
        person.key(str(number + 1), down=False)


def enough(path: Path, label: str) -> bool:
    """Whether the saved profile gets enough pictures of a pose within a second."""
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        if path.exists() and load_profile(path).dataset.counts().get(label, 0) >= FEW:
            return True
        time.sleep(0.1)
    return False


def test_from_the_first_start_to_playing_snake_in_a_minute(screen: str, tmp_path: Path) -> None:
    with studio() as process, Person(screen) as person:
        until(lambda: "Posebridge Studio" in person.windows(), 60, "the studio opens")
        time.sleep(1.5)
        begun = time.monotonic()
        for place in (DRAWN_PLAYER, MIRRORED, SNAKE):
            person.click(place)
            time.sleep(0.8)
        path = tmp_path / "data/posebridge/profiles/poses.pose"
        for number, label in enumerate(CARDS):
            teach(person, label, number)
            if not enough(path, label):  # the count on the card says so, too
                teach(person, label, number)
        person.click(TRY)
        time.sleep(1.0)
        for label in ("left", "up"):
            person.click((CHOOSER[label], CHOOSER_Y))
            time.sleep(1.0)
        person.click(PLAY)
        taken = time.monotonic() - begun
        until(lambda: len(set(person.windows())) > 1, 60, "Snake opens")
        assert process.poll() is None
    profile = load_profile(path)
    counts = profile.dataset.counts()
    log.info("%.1f s from the first click to Play, pictures: %s", taken, counts)
    assert set(counts) == set(CARDS)
    assert min(counts.values()) >= FEW
    assert profile.view.mirror
    assert taken < LIMIT_S
