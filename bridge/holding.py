"""Who claims which key: a key is down while at least one control claims it."""

from collections.abc import Iterable
from typing import TypeAlias

from bridge.controls import EVENT_PREFIX
from bridge.keynames import dangerous, is_button
from bridge.types import Button, Event, Key

Owner: TypeAlias = tuple[str, str, int]
"""A control: the name of its set, its label, its place among the label's controls."""


class Holding:
    """Keeps the claims, and turns changed claims into presses and releases.

    Of an ``exclusive`` group only the target claimed last stays. A claim that would complete a
    dangerous combination is refused unless ``allow_system_keys``.
    """

    def __init__(self, exclusive: tuple[frozenset[str], ...], allow_system_keys: bool) -> None:
        self._exclusive = exclusive
        self._allow_system_keys = allow_system_keys
        self._claims: dict[str, set[Owner]] = {}
        self._down: list[str] = []

    @property
    def held(self) -> tuple[str, ...]:
        """The targets that are down, oldest first, as of the last ``changes``."""
        return tuple(self._down)

    def claims(self, owner: Owner) -> bool:
        """Whether ``owner`` claims anything."""
        return any(owner in owners for owners in self._claims.values())

    def claim(self, owner: Owner, targets: Iterable[str]) -> None:
        """Let ``owner`` claim targets; opposing targets lose all their claims."""
        targets = tuple(targets)
        if not self._allow_system_keys and dangerous((*self._claims, *targets)):
            return
        for target in targets:
            for group in self._exclusive:
                if target in group:
                    self._forget(group - {target})
            self._claims.setdefault(target, set()).add(owner)

    def drop(self, owner: Owner) -> None:
        """Take back all claims of ``owner``."""
        for owners in self._claims.values():
            owners.discard(owner)
        self._forget([target for target, owners in self._claims.items() if not owners])

    def drop_all(self) -> None:
        """Take back every claim."""
        self._claims.clear()

    def changes(self, time: float) -> list[Key | Button | Event]:
        """Return what changed since the last call: releases, newest first, then presses."""
        up = [target for target in reversed(self._down) if target not in self._claims]
        down = [target for target in self._claims if target not in self._down]
        self._down = [target for target in self._down if target in self._claims] + down
        return [
            *(action(target, False, time) for target in up),
            *(action(target, True, time) for target in down),
        ]

    def _forget(self, targets: Iterable[str]) -> None:
        for target in targets:
            self._claims.pop(target, None)


def action(target: str, down: bool, time: float) -> Key | Button | Event:
    """Return the action that presses or releases one target."""
    if target.startswith(EVENT_PREFIX):
        return Event(target.removeprefix(EVENT_PREFIX), down, time)
    return Button(target, down, time) if is_button(target) else Key(target, down, time)
