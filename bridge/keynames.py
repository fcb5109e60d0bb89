"""The names of keys, mouse and gamepad buttons, as configurations write them.

A key is a named key (``left``, ``enter``, ``f5``) or one printable character, by what it types
(``w``, ``1``, ``é``). Names are lower case; the aliases people try are understood.
"""

import difflib
from collections.abc import Iterable, Mapping

MODIFIERS = ("shift", "ctrl", "alt", "altgr", "super")
NAMED_KEYS = frozenset(
    (
        *MODIFIERS,
        *("left", "right", "up", "down", "home", "end", "page_up", "page_down"),
        *("space", "enter", "esc", "tab", "backspace", "delete", "insert"),
        *("caps_lock", "num_lock", "scroll_lock", "print_screen", "pause", "menu", "plus"),
        *("play_pause", "next_track", "previous_track", "stop_media"),
        *("volume_up", "volume_down", "mute"),
        *(f"f{number}" for number in range(1, 25)),
        *(f"num_{digit}" for digit in range(10)),
        *("num_add", "num_subtract", "num_multiply", "num_divide", "num_decimal", "num_enter"),
    )
)
MOUSE_BUTTONS = ("mouse_left", "mouse_middle", "mouse_right")
PAD_BUTTONS = (
    *("pad_a", "pad_b", "pad_x", "pad_y", "pad_lb", "pad_rb", "pad_lt", "pad_rt"),
    *("pad_back", "pad_start", "pad_guide", "pad_left_stick", "pad_right_stick"),
    *("pad_up", "pad_down", "pad_left", "pad_right"),
)
PAD_AXES = ("left_x", "left_y", "right_x", "right_y", "left_trigger", "right_trigger")

_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "enter": ("return",),
    "esc": ("escape",),
    "space": ("spacebar", " "),
    "delete": ("del",),
    "insert": ("ins",),
    "ctrl": ("control", "ctl"),
    "alt": ("option",),
    "altgr": ("alt_gr",),
    "super": ("win", "windows", "cmd", "command", "meta"),
    "page_up": ("pgup", "pageup"),
    "page_down": ("pgdn", "pagedown"),
    "left": ("arrow_left",),
    "right": ("arrow_right",),
    "up": ("arrow_up",),
    "down": ("arrow_down",),
    "plus": ("+",),
}
_ALIASES = {alias: name for name, aliases in _SPELLINGS.items() for alias in aliases}
_BUTTONS = frozenset((*MOUSE_BUTTONS, *PAD_BUTTONS))

# A combination is dangerous when all keys of one of these are down together.
_DANGEROUS: tuple[frozenset[str], ...] = (
    frozenset({"super"}),
    frozenset({"alt", "f4"}),
    frozenset({"alt", "print_screen"}),
    frozenset({"ctrl", "alt", "delete"}),
    frozenset({"ctrl", "alt", "backspace"}),
    frozenset({"ctrl", "shift", "esc"}),
    *(frozenset({"ctrl", "alt", f"f{number}"}) for number in range(1, 13)),
)


# To Windows and macOS the right Alt is an Alt, and so is that of an X11 layout without AltGr; the
# decimal point of the number pad is Delete without Num Lock.
_ALSO = {"altgr": "alt", "num_decimal": "delete"}


class UnknownKeyNameError(ValueError):
    """No key or button has that name; the text says which one was probably meant."""


def canonical(name: str) -> str:
    """Return the canonical name of a key, mouse button or gamepad button.

    Raises UnknownKeyNameError with the nearest name.
    """
    low = name.lower() if len(name) > 1 else name
    low = _ALIASES.get(low, low)
    if low in NAMED_KEYS or low in _BUTTONS:
        return low
    if len(low) == 1 and low.isprintable():
        return low.lower()
    known = (*NAMED_KEYS, *_BUTTONS, *_ALIASES)
    close = difflib.get_close_matches(low.replace(" ", "_").replace("-", "_"), known, n=1)
    meant = f'; did you mean "{_ALIASES.get(close[0], close[0])}"?' if close else ""
    raise UnknownKeyNameError(f'there is no key called "{name}"{meant}')


def parse_chord(text: str) -> tuple[str, ...]:
    """Split ``ctrl+shift+t`` into canonical names, in the order to press them.

    Raises UnknownKeyNameError when a part is empty or unknown.
    """
    if text == "+" or text.endswith("++"):
        text = f"{text[:-1]}plus"
    parts = tuple(canonical(part.strip()) for part in text.split("+"))
    return tuple(dict.fromkeys(parts))


def is_button(name: str) -> bool:
    """Whether a canonical name is a mouse or gamepad button rather than a key."""
    return name in _BUTTONS


def dangerous(names: Iterable[str]) -> frozenset[str]:
    """Return the dangerous combination inside a set of keys held together, or an empty set.

    Dangerous combinations leave the program or the session: Super, Alt+F4, Ctrl+Alt+Delete,
    Ctrl+Alt+F1 ..., the task manager, SysRq.
    """
    held = frozenset(_ALSO.get(name, name) for name in names)
    return next((combination for combination in _DANGEROUS if combination <= held), frozenset())
