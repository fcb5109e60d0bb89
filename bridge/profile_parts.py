"""The parts of a profile's manifest, checked: it may come from a stranger.

Everything raises ValueError with what is wrong.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bridge.profile import LabelInfo
from bridge.settings import METRICS, RecogniserSettings
from bridge.view import View


def text(value: Any) -> str:
    """Return a name; JSON can hold halves of characters, which no file can."""
    if not isinstance(value, str):
        raise ValueError(f"{_shown(value)} stands where a name belongs")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{_shown(value)} holds half a character") from None
    return value


def flag(value: Any) -> bool:
    """Return a yes or no."""
    if not isinstance(value, bool):
        raise ValueError(f"{_shown(value)} stands where yes or no belongs")
    return value


def whole(value: Any, low: int, high: int) -> int:
    """Return a whole number between ``low`` and ``high``."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError(f"{_shown(value)} stands where a whole number {low}..{high} belongs")
    return value


def number(value: Any) -> float:
    """Return a finite number."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < 1e300:
        raise ValueError(f"{_shown(value)} stands where a number belongs")
    return float(value)


def share(value: Any) -> float:
    """Return a number moved into 0..1."""
    return min(max(number(value), 0.0), 1.0)


def label_of(row: Mapping[str, Any]) -> LabelInfo:
    """Return what is said about a pose."""
    enter = row.get("enter")
    return LabelInfo(
        text(row["name"]),
        text(row["colour"]),
        flag(row["neutral"]),
        None if enter is None else share(enter),
    )


def view_of(row: Mapping[str, Any]) -> View:
    """Return the view, which shows something of any picture."""
    left, top, right, bottom = map(share, row["region"])
    if left >= right or top >= bottom or row["crop"] not in ("full", "square"):
        raise ValueError("the view is not possible")
    return View(flag(row["mirror"]), row["crop"], (left, top, right, bottom))


def settings_of(row: Mapping[str, Any]) -> RecogniserSettings:
    """Return the recogniser's settings; what is not said is as usual."""
    said = {**asdict(RecogniserSettings()), **row}
    if said["metric"] not in METRICS or not isinstance(said["blocks"], list | tuple):
        raise ValueError("the settings are not possible")
    said["k"] = whole(said["k"], 1, 1000)
    said["blocks"] = tuple(map(text, said["blocks"]))
    said["strictness"] = share(said["strictness"])
    said["regression"] = flag(said["regression"])
    return RecogniserSettings(**said)


def _shown(value: Any) -> str:
    words = repr(value)
    return words if len(words) < 40 else f"{words[:36]} ..."
