"""From actions to pads: what a player's poses, keys or gamepad hold down right now."""

from collections.abc import Iterable

from bridge.api import Action, Axis, Button, Event, Key
from games.base import Pad


class PadReader:
    """Collects one player's actions between two steps.

    Keys and poses hold on their own: a control stays down until both have let go of it.
    """

    def __init__(self) -> None:
        self._pressed: list[str] = []
        self._held: dict[str, set[str]] = {}
        self._axes: dict[str, float] = {}

    def add(self, actions: Iterable[Action]) -> None:
        """Note actions in order; a key's repeated "down" counts as one press."""
        for action in actions:
            if isinstance(action, Axis):
                self._axes[action.name] = max(-1.0, min(1.0, action.value))
            elif isinstance(action, Key | Event | Button):
                self.press(action.name, action.down, type(action).__name__)

    def press(self, name: str, down: bool, by: str = "") -> None:
        """Note that a control went down or up ``by`` a key or a pose."""
        holders = self._held.get(name, set())
        if down and by not in holders:
            self._pressed.append(name)
            self._held.pop(name, None)
            self._held[name] = holders | {by}
        elif not down and by in holders:
            self._held[name] = holders - {by}
            if not self._held[name]:
                del self._held[name]

    def take(self) -> Pad:
        """Return the pad for the next step and forget the presses; what is held stays held."""
        pad = Pad(tuple(self._pressed), tuple(self._held), dict(self._axes))
        self._pressed.clear()
        return pad

    def release_all(self) -> None:
        """Let go of everything, as when the window loses the focus or the camera stalls."""
        self._held.clear()
        self._pressed.clear()
