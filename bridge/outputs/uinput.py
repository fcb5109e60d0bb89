"""Keys on Linux through /dev/uinput: a virtual keyboard that every desktop takes for a real one.

The kernel releases its keys when the process dies, so that no guardian is needed. Letters are
positions on a US keyboard here: the desktop's layout decides what they type.
"""

import time
from collections.abc import Callable
from typing import Any

from bridge.errors import MissingExtraError, OutputError
from bridge.outputs.backend import with_modifiers

# Desktops need a moment to find a new keyboard; what is pressed before is lost.
SETTLE_S = 0.7

_NAMES = {
    "space": "SPACE",
    "enter": "ENTER",
    "esc": "ESC",
    "tab": "TAB",
    "backspace": "BACKSPACE",
    "shift": "LEFTSHIFT",
    "ctrl": "LEFTCTRL",
    "alt": "LEFTALT",
    "altgr": "RIGHTALT",
    "super": "LEFTMETA",
    "page_up": "PAGEUP",
    "page_down": "PAGEDOWN",
    "menu": "COMPOSE",
    "caps_lock": "CAPSLOCK",
    "num_lock": "NUMLOCK",
    "scroll_lock": "SCROLLLOCK",
    "print_screen": "SYSRQ",
    "play_pause": "PLAYPAUSE",
    "next_track": "NEXTSONG",
    "previous_track": "PREVIOUSSONG",
    "stop_media": "STOPCD",
    "volume_up": "VOLUMEUP",
    "volume_down": "VOLUMEDOWN",
    **{f"num_{digit}": f"KP{digit}" for digit in range(10)},
    "num_add": "KPPLUS",
    "num_subtract": "KPMINUS",
    "num_multiply": "KPASTERISK",
    "num_divide": "KPSLASH",
    "num_decimal": "KPDOT",
    "num_enter": "KPENTER",
    "-": "MINUS",
    "=": "EQUAL",
    "[": "LEFTBRACE",
    "]": "RIGHTBRACE",
    ";": "SEMICOLON",
    "'": "APOSTROPHE",
    "`": "GRAVE",
    "\\": "BACKSLASH",
    ",": "COMMA",
    ".": "DOT",
    "/": "SLASH",
}
_SHIFTED = {"plus": "=", "!": "1", "?": "/", ":": ";", "_": "-", "*": "8", "(": "9", ")": "0"}
_BUTTONS = ("BTN_LEFT", "BTN_MIDDLE", "BTN_RIGHT")


def device(events: Callable[[Any], dict[int, list[Any]]], title: str) -> Any:
    """Create a uinput device with the events that ``events(ecodes)`` lists.

    Raises MissingExtraError without evdev, OutputError without access to /dev/uinput.
    """
    try:
        import evdev
    except ImportError:
        raise MissingExtraError("Virtual input on Linux", "uinput") from None
    try:
        offered: Any = events(evdev.ecodes)
        return evdev.UInput(offered, name=title)
    except (OSError, evdev.UInputError) as error:
        raise OutputError(
            "/dev/uinput cannot be used.",
            "load the module (sudo modprobe uinput) and allow it as docs/outputs.md shows.",
        ) from error


def _keyboard() -> Any:
    return device(
        lambda e: {
            e.EV_KEY: [code for code in e.keys if code < 0x100] + [getattr(e, b) for b in _BUTTONS],
            e.EV_REL: [e.REL_X, e.REL_Y, e.REL_WHEEL],
            e.EV_REP: [],
        },
        "Posebridge keyboard",
    )


class UinputBackend:
    """A virtual keyboard and mouse; codes are the kernel's key codes."""

    name = "uinput"
    outlives = False

    def __init__(
        self,
        create: Callable[[], Any] = _keyboard,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._create = create
        self._sleep = sleep
        self._device: Any = None

    def open(self) -> None:
        """Create the device and wait until desktops have found it."""
        self._device = self._create()
        self._sleep(SETTLE_S)

    def resolve(self, name: str) -> tuple[int, ...]:
        """Return the kernel codes for a key."""
        from evdev import ecodes

        if name.startswith("mouse_"):
            return (-1 - ("mouse_left", "mouse_middle", "mouse_right").index(name),)
        plain = _SHIFTED.get(name, name)
        code = getattr(ecodes, f"KEY_{_NAMES.get(plain, plain.upper())}", None)
        if code is None:
            raise OutputError(
                f'A virtual keyboard has no key "{name}".', "choose a key of a US keyboard."
            )
        return (ecodes.KEY_LEFTSHIFT, code) if name in _SHIFTED else (code,)

    def heard_as(self, name: str, codes: tuple[int, ...]) -> tuple[str, ...]:
        """Return the names by which a listener hears these codes."""
        return with_modifiers(name, codes)

    def set(self, code: int, down: bool) -> None:
        """Press or release a key or mouse button."""
        from evdev import ecodes

        button = getattr(ecodes, _BUTTONS[-code - 1]) if code < 0 else code
        self._write([(ecodes.EV_KEY, button, int(down))])

    def move(self, dx: int, dy: int) -> None:
        """Move the pointer; the desktop applies its own acceleration."""
        from evdev import ecodes

        self._write([(ecodes.EV_REL, ecodes.REL_X, dx), (ecodes.EV_REL, ecodes.REL_Y, dy)])

    def scroll(self, notches: int) -> None:
        """Turn the wheel."""
        from evdev import ecodes

        self._write([(ecodes.EV_REL, ecodes.REL_WHEEL, notches)])

    def check(self) -> None:
        """Do nothing: a device of our own does not go away."""

    def close(self) -> None:
        """Remove the device; the kernel releases what it held."""
        virtual, self._device = self._device, None
        if virtual is not None:
            virtual.close()

    def _write(self, events: list[tuple[int, int, int]]) -> None:
        if self._device is None:
            raise OutputError("The virtual keyboard is not open.")
        try:
            for event in events:
                self._device.write(*event)
            self._device.syn()
        except OSError as error:
            raise OutputError("The virtual keyboard has gone.") from error
