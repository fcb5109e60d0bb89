"""A feed without camera or bridge: for tests, pictures of screens, and trying a game out."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bridge.api import Action, Event, Frame, Image, Prediction, Snapshot


class ScriptedFeed:
    """Gives what ``show`` was told, as if a camera had seen the player do it."""

    def __init__(self, labels: Iterable[str], picture: Image | None = None) -> None:
        self.labels = tuple(labels)
        self.stopped = False
        self.closed = False
        self.poses: Sequence[str] = ()
        self.asked: list[str | None] = []
        self._picture = np.full((120, 160, 3), 90, np.uint8) if picture is None else picture
        self._actions: list[Action] = []
        self._snapshot: Snapshot | None = None
        self._held: str | None = None

    def show(self, label: str | None, time: float, confidence: float = 0.9) -> None:
        """Hold a pose from now on; None is a picture that is like nothing taught."""
        scores = self._scores(label, confidence)
        decided = label if confidence >= 0.7 else None
        if decided != self._held:
            if self._held:
                self._actions.append(Event(self._held, down=False, time=time))
            if decided:
                self._actions.append(Event(decided, down=True, time=time))
            self._held = decided
        index = self._snapshot.frame.index + 1 if self._snapshot else 0
        self._snapshot = Snapshot(
            frame=Frame(self._picture, time, index),
            prediction=Prediction(label, max(scores.values()), scores, time),
            gesture=decided,
            armed=True,
        )

    def ask(self, pose: str | None) -> None:
        """Take note of a pose that was asked for; ``poses`` tells which can be."""
        self.asked.append(pose)

    def actions(self) -> list[Action]:
        """Return what happened since the last call."""
        actions, self._actions = self._actions, []
        return actions

    def snapshot(self) -> Snapshot | None:
        """Return the newest step."""
        return self._snapshot

    def stalled(self) -> bool:
        """Whether ``stopped`` was set."""
        return self.stopped

    def close(self) -> None:
        """Take note that the game has let go."""
        self.closed = True

    def _scores(self, label: str | None, confidence: float) -> Mapping[str, float]:
        rest = (1 - confidence) / max(1, len(self.labels) - 1)
        if label is None:
            return dict.fromkeys(self.labels, 0.1)
        return {each: confidence if each == label else rest for each in self.labels}
