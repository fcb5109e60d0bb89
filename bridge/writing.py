"""Text in the order and the shapes in which it is drawn, for names in any script.

The font renderer puts signs one after the other from left to right. Hebrew and Arabic run the other
way, and Arabic letters change with their neighbours (Unicode, chapter 9.2).
"""

import re
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional, decomposition

_MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1-\u05c7\u064b-\u065f\u0670"
_UNIT = re.compile(f"(\u0644[\u0622\u0623\u0625\u0627]|.)([{_MARKS}]*)", re.DOTALL)
_TURNED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_LEFTWARDS, _RIGHTWARDS = frozenset({"R", "AL"}), frozenset({"L", "EN", "AN"})
_BLOCKS = (range(0xFB50, 0xFC00), range(0xFE70, 0xFF00))  # Arabic presentation forms


class _Unit(NamedTuple):
    """A letter, or lam and alef, which are written as one; with its ``marks``."""

    letter: str
    marks: str


def visual(text: str) -> str:
    """Return ``text`` as it is to be drawn from left to right."""
    ways = [bidirectional(sign) for sign in text]
    strong = [way for way in ways if way in _LEFTWARDS | _RIGHTWARDS]
    if _LEFTWARDS.isdisjoint(strong):
        return text
    units = _shaped([_Unit(*found.groups()) for found in _UNIT.finditer(text)])
    base = strong[0] in _LEFTWARDS
    runs = []
    for leftwards, run in groupby(
        zip(units, _directions(units, base=base), strict=True), lambda pair: pair[1]
    ):
        drawn = [unit.letter + unit.marks for unit, _ in run]
        runs.append("".join(reversed(drawn)).translate(_TURNED) if leftwards else "".join(drawn))
    return "".join(reversed(runs) if base else runs)


def _directions(units: list[_Unit], *, base: bool) -> list[bool]:
    """Return for each unit whether it runs leftwards; signs between letters go with both sides."""
    own = [_own_way(unit) for unit in units]
    ways = []
    for at, way in enumerate(own):
        before = next((each for each in reversed(own[:at]) if each is not None), base)
        after = next((each for each in own[at + 1 :] if each is not None), base)
        ways.append(way if way is not None else before if before == after else base)
    return ways


def _own_way(unit: _Unit) -> bool | None:
    way = bidirectional(unit.letter[0])
    return True if way in _LEFTWARDS else False if way in _RIGHTWARDS else None


def _shaped(units: list[_Unit]) -> list[_Unit]:
    """Give Arabic letters the form that their neighbours ask for."""
    forms = _forms()
    shaped = []
    for at, unit in enumerate(units):
        mine = forms.get(unit.letter, {})
        before = forms.get(units[at - 1].letter, {}) if at else {}
        after = forms.get(units[at + 1].letter, {}) if at + 1 < len(units) else {}
        joins_before = "final" in mine and "initial" in before
        joins_after = "initial" in mine and "final" in after
        kind = (
            ("medial" if joins_after else "final")
            if joins_before
            else ("initial" if joins_after else "isolated")
        )
        shaped.append(_Unit(mine.get(kind, unit.letter), unit.marks))
    return shaped


@lru_cache(maxsize=1)
def _forms() -> dict[str, dict[str, str]]:
    """Return the forms of each Arabic letter by kind, as the Unicode database has them."""
    found: dict[str, dict[str, str]] = {}
    for code in (code for block in _BLOCKS for code in block):
        kind, *letters = decomposition(chr(code)).split() or [""]
        text = "".join(chr(int(letter, 16)) for letter in letters)
        if len(text) == 1 or re.fullmatch("\u0644[\u0622\u0623\u0625\u0627]", text):
            found.setdefault(text, {})[kind.strip("<>")] = chr(code)
    return found
