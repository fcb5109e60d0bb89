"""Keys on X11 through the XTEST extension: real key state, real auto-repeat, any window.

Characters are looked up on the layout in use, with the modifiers they need; a plain character
sent as an event of its own would be marked as synthetic, which xterm, for one, ignores.
"""

import os

from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError
from Xlib.ext import xtest

from bridge.errors import OutputError

_ISO_LEVEL3_SHIFT = 0xFE03
_UNICODE_KEYSYM = 0x01000000  # keysyms of characters beyond Latin-1, X protocol appendix A

_KEYSYMS = {
    **{name: XK.string_to_keysym(name.title()) for name in ("left", "right", "up", "down")},
    **{name: XK.string_to_keysym(name.title()) for name in ("home", "end", "tab", "delete")},
    **{name: XK.string_to_keysym(name.title()) for name in ("insert", "menu", "pause")},
    **{f"f{number}": XK.string_to_keysym(f"F{number}") for number in range(1, 25)},
    **{f"num_{digit}": XK.string_to_keysym(f"KP_{digit}") for digit in range(10)},
    **{
        f"num_{word}": XK.string_to_keysym(f"KP_{word.title()}")
        for word in ("add", "subtract", "multiply", "divide", "decimal", "enter")
    },
    "page_up": XK.XK_Prior,
    "page_down": XK.XK_Next,
    "space": XK.XK_space,
    "enter": XK.XK_Return,
    "esc": XK.XK_Escape,
    "backspace": XK.XK_BackSpace,
    "shift": XK.XK_Shift_L,
    "ctrl": XK.XK_Control_L,
    "alt": XK.XK_Alt_L,
    "super": XK.XK_Super_L,
    "caps_lock": XK.XK_Caps_Lock,
    "num_lock": XK.XK_Num_Lock,
    "scroll_lock": XK.XK_Scroll_Lock,
    "print_screen": XK.XK_Print,
    "plus": XK.XK_plus,
    # XF86keysym.h
    "volume_down": 0x1008FF11,
    "mute": 0x1008FF12,
    "volume_up": 0x1008FF13,
    "play_pause": 0x1008FF14,
    "stop_media": 0x1008FF15,
    "previous_track": 0x1008FF16,
    "next_track": 0x1008FF17,
}
_WHEEL_UP, _WHEEL_DOWN = 4, 5
_GONE = (ConnectionClosedError, OSError)


class XtestBackend:
    """Presses keys and mouse buttons on the display that ``DISPLAY`` names."""

    name = "xtest"
    outlives = True

    def __init__(self) -> None:
        self._display: Display | None = None
        self._layout: list[list[int]] = []
        self._codes: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}

    def open(self) -> None:
        """Connect; raises OutputError without a display or without XTEST."""
        try:
            self._display = Display()
        except (DisplayError, *_GONE) as error:
            raise OutputError(
                f'The X display "{os.environ.get("DISPLAY", "")}" cannot be reached.',
                "start it in a graphical session, or use --output dry-run",
                key="no_display",
            ) from error
        if not self._display.has_extension("XTEST"):
            raise OutputError("This X server does not offer the XTEST extension.")
        self._read_layout()

    def resolve(self, name: str) -> tuple[int, ...]:
        """Return the keycodes for a key, those of Shift and AltGr first where it needs them."""
        if name.startswith("mouse_"):
            return (-1 - ("mouse_left", "mouse_middle", "mouse_right").index(name),)
        self.check()
        if name not in self._codes:
            self._codes[name] = (self._found(name, 0), self._found(name, 1))
        codes, in_second_group = self._codes[name]
        # Asking which group is in use takes as long as pressing; most keys are in the same place.
        if codes != in_second_group and self._group() % 2:
            codes = in_second_group
        if codes:
            return codes
        raise OutputError(
            f'The keyboard layout in use has no key "{name}".',
            "choose another key, or switch the layout.",
        )

    def heard_as(self, name: str, codes: tuple[int, ...]) -> tuple[str, ...]:
        """Return what stands on the keys themselves: ``plus`` is heard as Shift and ``=``."""
        display = self._connected()
        return tuple(name_of(display.keycode_to_keysym(code, 0)) for code in codes if code > 0)

    def set(self, code: int, down: bool) -> None:
        """Press or release a keycode or mouse button."""
        kinds = (X.KeyRelease, X.KeyPress) if code > 0 else (X.ButtonRelease, X.ButtonPress)
        self._fake(kinds[down], abs(code))

    def move(self, dx: int, dy: int) -> None:
        """Move the pointer."""
        # The detail 1 of a faked motion event means "relative".
        self._fake(X.MotionNotify, 1, dx, dy)

    def scroll(self, notches: int) -> None:
        """Turn the wheel, which is buttons 4 and 5 on X11."""
        for _ in range(abs(notches)):
            self.set(-_WHEEL_UP if notches > 0 else -_WHEEL_DOWN, True)
            self.set(-_WHEEL_UP if notches > 0 else -_WHEEL_DOWN, False)

    def check(self) -> None:
        """Notice a changed layout, or a lost connection."""
        display = self._connected()
        try:
            changed = False
            while display.pending_events():
                changed |= display.next_event().type == X.MappingNotify
            if changed:
                self._read_layout()
        except _GONE as error:
            raise _lost() from error

    def close(self) -> None:
        """Disconnect."""
        display, self._display = self._display, None
        if display is not None:
            try:
                display.close()
            except _GONE:
                return

    def _connected(self) -> Display:
        if self._display is None:
            raise OutputError("The keyboard output is not open.")
        return self._display

    def _fake(self, kind: int, detail: int, x: int = 0, y: int = 0) -> None:
        display = self._connected()
        try:
            xtest.fake_input(display, kind, detail, x=x, y=y)
            # What is sent is carried out even if we die now. Waiting for the answer to a release
            # would only delay the press that often comes next.
            if kind in (X.KeyRelease, X.ButtonRelease):
                display.flush()
            else:
                display.sync()
        except _GONE as error:
            raise _lost() from error

    def _read_layout(self) -> None:
        info = self._connected().display.info
        self._codes = {}
        self._first = info.min_keycode
        self._layout = self._connected().get_keyboard_mapping(
            info.min_keycode, info.max_keycode - info.min_keycode + 1
        )

    def _group(self) -> int:
        try:
            return int(self._connected().screen().root.query_pointer().mask >> 13) & 3
        except _GONE as error:
            raise _lost() from error

    def _found(self, name: str, group: int) -> tuple[int, ...]:
        """Return the codes for a key in one group of the layout; none when it lacks the key."""
        for keysym in _keysyms(name):
            places = self._places(keysym, group)
            if places:
                level, keycode = min(places)
                return (*self._modifiers(0 if name.startswith("num_") else level), keycode)
        return ()

    def _places(self, keysym: int, group: int) -> list[tuple[int, int]]:
        """Return (level, keycode) wherever ``keysym`` stands on the layout.

        A row of the core map holds levels 1 and 2 of the first group, those of the second, then
        levels 3 and 4 of both (xkeyboard protocol, 12.4).
        """
        columns = {(0, 2)[group % 2]: 0, (1, 3)[group % 2]: 1, (4, 6)[group % 2]: 2}
        columns[(5, 7)[group % 2]] = 3
        return [
            (level, self._first + at)
            for at, row in enumerate(self._layout)
            for column, level in columns.items()
            if column < len(row) and row[column] == keysym
        ]

    def _modifiers(self, level: int) -> tuple[int, ...]:
        display = self._connected()
        shift = (display.keysym_to_keycode(XK.XK_Shift_L),) if level & 1 else ()
        altgr = (display.keysym_to_keycode(_ISO_LEVEL3_SHIFT),) if level & 2 else ()
        return (*shift, *altgr)


def _keysyms(name: str) -> tuple[int, ...]:
    if name == "altgr":
        # A layout without a third level calls the key to the right of the space bar Alt.
        return (_ISO_LEVEL3_SHIFT, XK.XK_Alt_R)
    if name in _KEYSYMS:
        return (_KEYSYMS[name],)
    code = ord(name)
    return (code, _UNICODE_KEYSYM | code) if code < 0x100 else (_UNICODE_KEYSYM | code,)


_NAMES = {
    **{keysym: name for name, keysym in _KEYSYMS.items()},
    _ISO_LEVEL3_SHIFT: "altgr",
    XK.XK_Shift_R: "shift",
    XK.XK_Control_R: "ctrl",
    XK.XK_Alt_R: "alt",
    XK.XK_Super_R: "super",
}


def name_of(keysym: int) -> str:
    """Return our name of a key, or "" when it has none."""
    if keysym in _NAMES:
        return _NAMES[keysym]
    code = keysym & ~_UNICODE_KEYSYM if keysym >= _UNICODE_KEYSYM else keysym
    known = keysym < 0x100 or keysym >= _UNICODE_KEYSYM
    return chr(code).lower() if known and code <= 0x10FFFF else ""


def _lost() -> OutputError:
    return OutputError(
        "The connection to the X display was lost.", "keys are released; start it again."
    )
