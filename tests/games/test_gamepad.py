"""A gamepad that SDL itself believes in: its virtual joystick, read through pygame."""

import ctypes
import sys
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from bridge.api import Key
from games.controls import Controls, Signals

GAMECONTROLLER, AXES, BUTTONS, HATS = 1, 2, 15, 1
FULL = 32767
HAT_LEFT = 8


class VirtualPad:
    """Pushes what a hand would push."""

    def __init__(self, sdl: ctypes.CDLL, controls: Controls) -> None:
        self._sdl = sdl
        self._controls = controls
        self.index = sdl.SDL_JoystickAttachVirtual(GAMECONTROLLER, AXES, BUTTONS, HATS)
        self.look()
        (pad,) = controls._pads.values()
        sdl.SDL_JoystickFromInstanceID.restype = ctypes.c_void_p
        self._pad = ctypes.c_void_p(sdl.SDL_JoystickFromInstanceID(pad.get_instance_id()))

    def look(self) -> Signals:
        for event in pygame.event.get():
            self._controls.handle(event, 1.0)
        return self._controls.gather(1.0, 0.0)

    def keys(self) -> list[tuple[str, bool]]:
        actions = self.look().actions[0]
        return [(each.name, each.down) for each in actions if isinstance(each, Key)]

    def axis(self, number: int, value: float) -> None:
        self._sdl.SDL_JoystickSetVirtualAxis(self._pad, number, ctypes.c_int16(int(value * FULL)))

    def button(self, number: int, down: bool) -> None:
        self._sdl.SDL_JoystickSetVirtualButton(self._pad, number, ctypes.c_uint8(down))

    def hat(self, value: int) -> None:
        self._sdl.SDL_JoystickSetVirtualHat(self._pad, 0, ctypes.c_uint8(value))


def sdl_of_pygame() -> ctypes.CDLL:
    maps = Path("/proc/self/maps")
    lines = maps.read_text().splitlines() if sys.platform == "linux" else []
    found = [line.split()[-1] for line in lines if "libSDL2-2" in line]
    if not found:
        pytest.skip("SDL's own library is not to be found")
    sdl = ctypes.CDLL(found[0])
    if not hasattr(sdl, "SDL_JoystickAttachVirtual"):
        pytest.skip("this SDL has no virtual joysticks")
    return sdl


@pytest.fixture
def pad(monkeypatch: pytest.MonkeyPatch, open_arcade) -> Iterator[VirtualPad]:  # type: ignore[no-untyped-def]
    # The window of the dummy driver never has the focus.
    monkeypatch.setenv("SDL_JOYSTICK_ALLOW_BACKGROUND_EVENTS", "1")
    controls = open_arcade().window.controls
    sdl = sdl_of_pygame()
    virtual = VirtualPad(sdl, controls)
    yield virtual
    sdl.SDL_JoystickDetachVirtual(virtual.index)


def test_the_stick_steers(pad: VirtualPad) -> None:
    pad.axis(0, 0.9)
    assert pad.keys() == [("right", True)]
    pad.axis(0, -0.9)
    assert pad.keys() == [("left", True), ("right", False)]
    pad.axis(0, 0.0)
    pad.axis(1, 0.9)
    assert pad.keys() == [("left", False), ("down", True)]


def test_the_cross_steers_as_a_hat_and_as_buttons(pad: VirtualPad) -> None:
    pad.hat(HAT_LEFT)
    assert pad.keys() == [("left", True)]
    pad.hat(0)
    assert pad.keys() == [("left", False)]
    for number, name in ((11, "up"), (12, "down"), (13, "left"), (14, "right")):
        pad.button(number, True)
        assert pad.keys() == [(name, True)]
        pad.button(number, False)
        assert pad.keys() == [(name, False)]


@pytest.mark.parametrize(
    ("number", "command"), [(0, "choose"), (1, "back"), (6, "pause"), (7, "pause"), (9, "pause")]
)
def test_the_buttons_command(pad: VirtualPad, number: int, command: str) -> None:
    pad.button(number, True)
    assert pad.look().commands == (command,)
    pad.button(number, False)
    assert pad.look().commands == ()


def test_unplugging_lets_go(pad: VirtualPad) -> None:
    pad.axis(1, -0.9)
    assert pad.keys() == [("up", True)]
    pad._sdl.SDL_JoystickDetachVirtual(pad.index)
    assert pad.keys() == [("up", False)]
