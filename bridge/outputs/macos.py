"""Keys on macOS through Quartz events, after asking whether the system trusts us.

Without the Accessibility permission macOS drops the events and reports nothing, so that the
permission is checked first. PyObjC comes with pynput on macOS.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from bridge.errors import OutputError
from bridge.outputs.backend import with_modifiers

_HID_TAP = 0  # kCGHIDEventTap
_LINES = 1  # kCGScrollEventUnitLine
_MOVED, _LEFT_DRAGGED, _RIGHT_DRAGGED, _OTHER_DRAGGED = 5, 6, 7, 27
# Button: (number, down, up, dragged), CGEventTypes.h
_BUTTONS = {
    1: (0, 1, 2, _LEFT_DRAGGED),
    2: (2, 25, 26, _OTHER_DRAGGED),
    3: (1, 3, 4, _RIGHT_DRAGGED),
}

# Virtual key codes, HIToolbox/Events.h; 0 is the letter a, hence the offset in CODE.
KEYCODES = {
    "enter": 36,
    "tab": 48,
    "space": 49,
    "backspace": 51,
    "esc": 53,
    "delete": 117,
    "super": 55,
    "shift": 56,
    "caps_lock": 57,
    "alt": 58,
    "ctrl": 59,
    "altgr": 61,
    "home": 115,
    "end": 119,
    "page_up": 116,
    "page_down": 121,
    "insert": 114,
    "left": 123,
    "right": 124,
    "down": 125,
    "up": 126,
    "volume_up": 72,
    "volume_down": 73,
    "mute": 74,
    "f1": 122,
    "f2": 120,
    "f3": 99,
    "f4": 118,
    "f5": 96,
    "f6": 97,
    "f7": 98,
    "f8": 100,
    "f9": 101,
    "f10": 109,
    "f11": 103,
    "f12": 111,
    "f13": 105,
    "f14": 107,
    "f15": 113,
    **{f"num_{digit}": 82 + digit for digit in range(8)},
    "num_8": 91,
    "num_9": 92,
    "num_decimal": 65,
    "num_multiply": 67,
    "num_add": 69,
    "num_divide": 75,
    "num_enter": 76,
    "num_subtract": 78,
}
_FLAGS = {"shift": 1 << 17, "ctrl": 1 << 18, "alt": 1 << 19, "altgr": 1 << 19, "super": 1 << 20}
_MODIFIERS = {KEYCODES[name] + 1: flag for name, flag in _FLAGS.items()}


@dataclass(frozen=True, slots=True)
class Mac:
    """What the back end needs of the system: Quartz, the permission, and the layout."""

    quartz: Any
    trusted: Callable[[], bool]
    characters: Mapping[str, int]


def _load() -> Mac:
    from pynput._util import darwin

    with darwin.keycode_context() as context:
        characters = darwin.get_unicode_to_keycode_map(context)
    services = import_module("HIServices")
    return Mac(import_module("Quartz"), services.AXIsProcessTrusted, characters)


class QuartzBackend:
    """Posts keyboard and mouse events at the HID tap. Codes are virtual key codes plus 1."""

    name = "quartz"
    outlives = True

    def __init__(self, load: Callable[[], Mac] = _load) -> None:
        self._load = load
        self._mac: Mac | None = None
        self._flags = 0
        self._drag = (_MOVED, 0)

    def open(self) -> None:
        """Load Quartz; raises OutputError elsewhere, and without the Accessibility permission."""
        try:
            mac = self._load()
        except (ImportError, AttributeError) as error:
            raise OutputError("Quartz exists on macOS only.", "use backend: auto.") from error
        if not mac.trusted():
            raise OutputError(
                "macOS does not let this program press keys yet.",
                "System Settings, Privacy & Security, Accessibility: switch on the terminal or "
                "program that starts Posebridge, then start it again",
                key="mac_keys",
            )
        self._mac = mac

    def resolve(self, name: str) -> tuple[int, ...]:
        """Return the key code for a key on the layout in use."""
        if name.startswith("mouse_"):
            return (-1 - ("mouse_left", "mouse_middle", "mouse_right").index(name),)
        keycode = KEYCODES.get(name, self._open().characters.get("+" if name == "plus" else name))
        if keycode is None:
            raise OutputError(f'The keyboard layout in use has no key "{name}".')
        return (keycode + 1,)

    def heard_as(self, name: str, codes: tuple[int, ...]) -> tuple[str, ...]:
        """Return the names by which a listener hears these codes."""
        return with_modifiers(name, codes)

    def set(self, code: int, down: bool) -> None:
        """Press or release a key or mouse button."""
        quartz = self._open().quartz
        if code < 0:
            number, pressed, released, dragged = _BUTTONS[-code]
            self._drag = (dragged, number) if down else (_MOVED, 0)
            self._post_mouse(pressed if down else released, number)
            return
        flag = _MODIFIERS.get(code, 0)
        self._flags = self._flags | flag if down else self._flags & ~flag
        event = quartz.CGEventCreateKeyboardEvent(None, code - 1, down)
        quartz.CGEventSetFlags(event, quartz.CGEventGetFlags(event) | self._flags)
        quartz.CGEventPost(_HID_TAP, event)

    def move(self, dx: int, dy: int) -> None:
        """Move the pointer; with a button held this drags."""
        kind, number = self._drag
        self._post_mouse(kind, number, dx, dy)

    def scroll(self, notches: int) -> None:
        """Turn the wheel by lines."""
        quartz = self._open().quartz
        event = quartz.CGEventCreateScrollWheelEvent(None, _LINES, 1, notches)
        quartz.CGEventPost(_HID_TAP, event)

    def check(self) -> None:
        """Notice a permission that was taken away."""
        if self._mac is not None and not self._mac.trusted():
            raise OutputError("macOS took the Accessibility permission away.")

    def close(self) -> None:
        """Forget the libraries."""
        self._mac = None

    def _open(self) -> Mac:
        if self._mac is None:
            raise OutputError("The keyboard output is not open.")
        return self._mac

    def _post_mouse(self, kind: int, number: int, dx: int = 0, dy: int = 0) -> None:
        quartz = self._open().quartz
        at = quartz.CGEventGetLocation(quartz.CGEventCreate(None))
        event = quartz.CGEventCreateMouseEvent(None, kind, (at.x + dx, at.y + dy), number)
        quartz.CGEventPost(_HID_TAP, event)
