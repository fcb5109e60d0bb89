"""Keys on Windows through SendInput, by scan code, with every result checked.

Games read scan codes, menus read virtual keys; with ``KEYEVENTF_SCANCODE`` Windows derives the
second from the first, as it does for a real keyboard. Injected keys do not repeat by themselves.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from bridge.errors import OutputError
from bridge.outputs.backend import with_modifiers

# winuser.h
_MOUSE, _KEYBOARD = 0, 1
_EXTENDED, _KEY_UP, _SCANCODE = 0x1, 0x2, 0x8
_MOVE, _WHEEL, _NOTCH = 0x1, 0x800, 120
_BUTTONS = {1: (0x2, 0x4), 2: (0x20, 0x40), 3: (0x8, 0x10)}
_VK_TO_SCANCODE = 4  # MAPVK_VK_TO_VSC_EX

# Set 1 scan codes; the prefix E0 marks extended keys.
SCANCODES = {
    "esc": 0x01,
    "backspace": 0x0E,
    "tab": 0x0F,
    "enter": 0x1C,
    "space": 0x39,
    "shift": 0x2A,
    "ctrl": 0x1D,
    "alt": 0x38,
    "altgr": 0xE038,
    "super": 0xE05B,
    "menu": 0xE05D,
    "home": 0xE047,
    "up": 0xE048,
    "page_up": 0xE049,
    "left": 0xE04B,
    "right": 0xE04D,
    "end": 0xE04F,
    "down": 0xE050,
    "page_down": 0xE051,
    "insert": 0xE052,
    "delete": 0xE053,
    "caps_lock": 0x3A,
    "num_lock": 0xE045,
    "scroll_lock": 0x46,
    "print_screen": 0xE037,
    **{f"f{number}": 0x3A + number for number in range(1, 11)},
    "f11": 0x57,
    "f12": 0x58,
    "f24": 0x76,
    **{f"f{number}": 0x57 + number for number in range(13, 24)},
    "num_7": 0x47,
    "num_8": 0x48,
    "num_9": 0x49,
    "num_4": 0x4B,
    "num_5": 0x4C,
    "num_6": 0x4D,
    "num_1": 0x4F,
    "num_2": 0x50,
    "num_3": 0x51,
    "num_0": 0x52,
    "num_decimal": 0x53,
    "num_add": 0x4E,
    "num_subtract": 0x4A,
    "num_multiply": 0x37,
    "num_divide": 0xE035,
    "num_enter": 0xE01C,
    "play_pause": 0xE022,
    "stop_media": 0xE024,
    "next_track": 0xE019,
    "previous_track": 0xE010,
    "mute": 0xE020,
    "volume_down": 0xE02E,
    "volume_up": 0xE030,
}


class KeyboardInput(ctypes.Structure):
    """KEYBDINPUT."""

    _fields_ = (
        ("vk", ctypes.c_uint16),
        ("scan", ctypes.c_uint16),
        ("flags", ctypes.c_uint32),
        ("time", ctypes.c_uint32),
        ("extra", ctypes.c_size_t),
    )


class MouseInput(ctypes.Structure):
    """MOUSEINPUT."""

    _fields_ = (
        ("dx", ctypes.c_int32),
        ("dy", ctypes.c_int32),
        ("data", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("time", ctypes.c_uint32),
        ("extra", ctypes.c_size_t),
    )


class _Either(ctypes.Union):
    _fields_ = (("mouse", MouseInput), ("key", KeyboardInput))


class Input(ctypes.Structure):
    """INPUT."""

    _fields_ = (("kind", ctypes.c_uint32), ("either", _Either))


def _user32() -> Any:
    return ctypes.WinDLL("user32", use_last_error=True)  # type: ignore[attr-defined]


class SendInputBackend:
    """Presses keys on the input desktop; ``user32`` is the library, or a stand-in for tests."""

    name = "sendinput"
    outlives = True

    def __init__(self, load: Callable[[], Any] = _user32) -> None:
        self._load = load
        self._user32: Any = None

    def open(self) -> None:
        """Load the library; raises OutputError elsewhere than on Windows."""
        try:
            self._user32 = self._load()
        except (AttributeError, OSError) as error:
            raise OutputError("SendInput exists on Windows only.", "use backend: auto.") from error

    def resolve(self, name: str) -> tuple[int, ...]:
        """Return scan codes, 0xE0.. for extended keys, on the layout of the window in front."""
        if name.startswith("mouse_"):
            return (-1 - ("mouse_left", "mouse_middle", "mouse_right").index(name),)
        if name in SCANCODES:
            return (SCANCODES[name],)
        character = "+" if name == "plus" else name
        if len(character) != 1 or ord(character) > 0xFFFF:
            raise _missing(name)
        window = self._user32.GetForegroundWindow()
        layout = self._user32.GetKeyboardLayout(self._user32.GetWindowThreadProcessId(window, None))
        # The low byte is the virtual key, the high byte Shift 1, Ctrl 2, Alt 4; -1 is "none".
        found = self._user32.VkKeyScanExW(ctypes.c_wchar(character), layout) & 0xFFFF
        scan = self._user32.MapVirtualKeyExW(found & 0xFF, _VK_TO_SCANCODE, layout)
        if found == 0xFFFF or not scan:
            raise _missing(name)
        modifiers = [("shift", 0x100), ("ctrl", 0x200), ("alt", 0x400)]
        return (*(SCANCODES[key] for key, bit in modifiers if found & bit), scan)

    def heard_as(self, name: str, codes: tuple[int, ...]) -> tuple[str, ...]:
        """Return the names by which a listener hears these codes."""
        return with_modifiers(name, codes)

    def set(self, code: int, down: bool) -> None:
        """Press or release a scan code or mouse button."""
        if code < 0:
            self._mouse(flags=_BUTTONS[-code][not down])
            return
        flags = _SCANCODE | (_EXTENDED if code > 0xFF else 0) | (0 if down else _KEY_UP)
        key = KeyboardInput(scan=code & 0xFF, flags=flags)
        self._send(Input(_KEYBOARD, _Either(key=key)))

    def move(self, dx: int, dy: int) -> None:
        """Move the pointer; Windows applies its own acceleration."""
        self._mouse(dx=dx, dy=dy, flags=_MOVE)

    def scroll(self, notches: int) -> None:
        """Turn the wheel."""
        self._mouse(data=(notches * _NOTCH) & 0xFFFFFFFF, flags=_WHEEL)

    def check(self) -> None:
        """Do nothing: there is no connection that could be lost."""

    def close(self) -> None:
        """Do nothing: there is no connection."""

    def _mouse(self, dx: int = 0, dy: int = 0, data: int = 0, flags: int = 0) -> None:
        self._send(Input(_MOUSE, _Either(mouse=MouseInput(dx, dy, data, flags))))

    def _send(self, event: Input) -> None:
        if self._user32.SendInput(1, ctypes.byref(event), ctypes.sizeof(Input)) != 1:
            raise OutputError(
                "Windows refused the key, as it does for windows that run as administrator.",
                "start Posebridge as administrator too, or the other program without.",
            )


def _missing(name: str) -> OutputError:
    return OutputError(
        f'The keyboard layout in use has no key "{name}".',
        "choose another key, or switch the layout.",
    )
