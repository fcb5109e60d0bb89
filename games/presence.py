"""Whether a player who steers by poses is still before the camera."""

from collections.abc import Iterable

from bridge.api import Action, Axis, Event, Feed, Key


class Presence:
    """Watches one player's feed; ``controls`` are what steers the game.

    Whoever steers by keyboard or gamepad is there, wherever the camera looks, until the next pose
    steers.
    """

    def __init__(self, feed: Feed, controls: Iterable[str]) -> None:
        self._feed = feed
        self._controls = frozenset(controls)
        self._known_at: float | None = None
        self._by_hand = False

    def note(self, actions: Iterable[Action]) -> None:
        """Take in what came from the player since the last call."""
        for action in actions:
            if isinstance(action, Axis) or (
                isinstance(action, Event) and action.down and action.name in self._controls
            ):
                self._by_hand = False
            elif isinstance(action, Key) and action.name in self._controls:
                self._by_hand = True

    def look(self) -> None:
        """Take in what the camera sees now."""
        snapshot = self._feed.snapshot()
        if snapshot and (snapshot.prediction.label or self._known_at is None):
            self._known_at = snapshot.frame.time

    def begin(self) -> None:
        """Wait from now on, as when play begins."""
        self._known_at = None
        self.look()

    @property
    def away_for(self) -> float:
        """Seconds since a pose was known; 0 for whoever steers by hand."""
        snapshot = self._feed.snapshot()
        if snapshot is None or self._known_at is None or self._by_hand:
            return 0.0
        return snapshot.frame.time - self._known_at
