"""Hands actions to a game in the same process: no permission needed, works everywhere."""

from collections import deque
from collections.abc import Sequence

from bridge.types import Action, Button, Event, Key, Snapshot

# A game that does not ask for a minute must not fill the memory.
_LIMIT = 10_000


class GameOutput:
    """Keeps actions until the game fetches them with ``drain``, from any thread.

    Keys and buttons also arrive as events of the same name, so that a configuration that was
    written for the keyboard drives a bundled game.
    """

    name = "game"

    def __init__(self) -> None:
        self._waiting: deque[Action] = deque(maxlen=_LIMIT)
        self._held: dict[str, float] = {}

    def open(self) -> None:
        """Do nothing: the game is already here."""

    def send(self, actions: Sequence[Action]) -> None:
        """Queue actions in order."""
        for action in actions:
            match action:
                case Key(name, down, time) | Button(name, down, time):
                    self._waiting.append(action)
                    self._queue(Event(name, down, time))
                case Event():
                    self._queue(action)
                case _:
                    self._waiting.append(action)

    def drain(self) -> list[Action]:
        """Return what has come since the last call, in order."""
        return [self._waiting.popleft() for _ in range(len(self._waiting))]

    def show(self, snapshot: Snapshot) -> None:
        """Do nothing; games look at the session's snapshots."""

    def release_all(self) -> None:
        """End every event that has begun."""
        for name, time in list(self._held.items()):
            self._queue(Event(name, False, time))

    def close(self) -> None:
        """Release everything."""
        self.release_all()

    def _queue(self, event: Event) -> None:
        if event.down:
            self._held[event.name] = event.time
        else:
            self._held.pop(event.name, None)
        self._waiting.append(event)
