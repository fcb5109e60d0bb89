"""Plug-ins by entry point; the built-in ones register the same way."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal

from bridge.errors import PluginError

Kind = Literal["cameras", "backbones", "outputs", "games"]
KINDS: tuple[Kind, ...] = ("cameras", "backbones", "outputs", "games")

_LOAD_ERRORS = (ImportError, AttributeError, OSError)


@dataclass(frozen=True, slots=True)
class PluginRow:
    """One line of ``posebridge plugins``: ``problem`` is empty when the plug-in loads."""

    kind: Kind
    name: str
    target: str
    distribution: str
    problem: str


def available(kind: Kind) -> dict[str, EntryPoint]:
    """Return the entry points of one kind by name; the first distribution to claim a name wins."""
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=f"posebridge.{kind}"):
        found.setdefault(point.name, point)
    return found


def load(kind: Kind, name: str) -> Any:
    """Import and return the plug-in ``name``; raises PluginError with the nearest name."""
    points = available(kind)
    if name not in points:
        raise PluginError(f'There is no {kind[:-1]} called "{name}".', suggest(name, points))
    try:
        return points[name].load()
    except _LOAD_ERRORS as error:
        raise PluginError(
            f'The {kind[:-1]} "{name}" failed to load: {error}.', "see: posebridge plugins"
        ) from error


def rows() -> list[PluginRow]:
    """Try every plug-in and tell which load; a broken one is a row, never a crash."""
    return [_row(kind, point) for kind in KINDS for point in available(kind).values()]


def suggest(name: str, known: Iterable[str]) -> str:
    """Return a hint: the nearest known name, or all of them."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1)
    return f'did you mean "{close[0]}"?' if close else "known: " + (", ".join(names) or "none")


def _row(kind: Kind, point: EntryPoint) -> PluginRow:
    distribution = point.dist.name if point.dist else "?"
    try:
        point.load()
        problem = ""
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
    return PluginRow(kind, point.name, point.value, distribution, problem)
