"""The drawn player before the camera, who takes the poses that the keys ask for."""

from collections.abc import Mapping, Sequence

from bridge.api import Action, Feed, Key


class Prompter:
    """Turns the keys of a single player into poses where the camera's player can be asked.

    So a game is steered by poses without a webcam: from the drawn picture on, all of it is real.
    """

    def __init__(self, feeds: Mapping[int, Feed]) -> None:
        alone = next(iter(feeds.values())) if len(feeds) == 1 else None
        self._feed = alone if alone is not None and alone.poses else None
        self._held: list[str] = []
        if self._feed is not None:
            self._feed.ask(None)

    @property
    def active(self) -> bool:
        """Whether there is somebody who can be asked."""
        return self._feed is not None

    def take(self, actions: Sequence[Action]) -> list[Action]:
        """Have the newest key that is down shown; return the other actions."""
        if self._feed is None:
            return list(actions)
        others: list[Action] = []
        for action in actions:
            if isinstance(action, Key) and action.name in self._feed.poses:
                self._held = [name for name in self._held if name != action.name]
                self._held += [action.name] if action.down else []
                self._feed.ask(self._held[-1] if self._held else None)
            else:
                others.append(action)
        return others
