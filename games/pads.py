"""From actions to pads: what a player's poses, keys or gamepad hold down right now."""

from collections.abc import Iterable

from bridge.api import Action, Axis, Button, Event, Key
from games.base import Pad


class PadReader:
    """Collects one player's actions between two steps."""

    def __init__(self) -> None:
        self._pressed: list[str] = []
        self._held: dict[str, None] = {}
        self._axes: dict[str, float] = {}

    def add(self, actions: Iterable[Action]) -> None:
        """Note actions in order; a key's repeated "down" counts as one press."""
        for action in actions:
            if isinstance(action, Axis):
                self._axes[action.name] = max(-1.0, min(1.0, action.value))
            elif isinstance(action, Key | Event | Button):
                self.press(action.name, action.down)

    def press(self, name: str, down: bool) -> None:
        """Note that a control went down or up."""
        if not down:
            self._held.pop(name, None)
        elif name not in self._held:
            self._held[name] = None
            self._pressed.append(name)

    def take(self) -> Pad:
        """Return the pad for the next step and forget the presses; what is held stays held."""
        pad = Pad(tuple(self._pressed), tuple(self._held), dict(self._axes))
        self._pressed.clear()
        return pad

    def release_all(self) -> None:
        """Let go of everything, as when the window loses the focus or the camera stalls."""
        self._held.clear()
        self._pressed.clear()
