"""A person before a real X server: a pointer and a keyboard, no faster than people are."""

import time
from collections.abc import Callable
from typing import Any, Self

import numpy as np
from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import BadWindow
from Xlib.ext import xtest

REACH_S = 0.6  # to look and move the pointer
CLICK_S = 0.1


class Person:
    """Moves a real pointer and presses real keys. ``busy_s`` is the time they took to act."""

    def __init__(self, display: str) -> None:
        self._display = Display(display)
        self._at = (640, 400)
        self.busy_s = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._display.close()

    def take(self, seconds: float) -> None:
        """Look, think or hold for a while."""
        self.busy_s += seconds
        time.sleep(seconds)

    def reach(self, x: float, y: float) -> None:
        steps = 12
        x0, y0 = self._at
        for step in range(1, steps + 1):
            share = step / steps
            place = round(x0 + (x - x0) * share), round(y0 + (y - y0) * share)
            xtest.fake_input(self._display, X.MotionNotify, x=place[0], y=place[1])
            self._display.sync()
            self.take(REACH_S / steps)
        self._at = (round(x), round(y))

    def click(self, place: tuple[float, float]) -> None:
        self.reach(*place)
        self.button(down=True)
        self.take(CLICK_S)
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

    def sees(self) -> Any:
        """Return what is on the screen, RGB (H, W, 3)."""
        root = self._display.screen().root
        size = root.get_geometry()
        image = root.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF)
        pixels = np.frombuffer(image.data, np.uint8).reshape(size.height, size.width, 4)
        return pixels[:, :, 2::-1]


def until(reached: Callable[[], object], seconds: float, what: str) -> None:
    """Wait for the machine; fails when it never happens."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, f"never happened: {what}"
        time.sleep(0.05)
