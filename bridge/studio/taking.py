"""The lane's output that keeps pictures while a recording is going on."""

from collections.abc import Sequence

from bridge.studio.lesson import Lesson
from bridge.training import kept_jpeg
from bridge.types import Action, Snapshot
from bridge.view import View


class Taking:
    """Adds every step to the lesson while the lesson takes pictures."""

    name = "studio"

    def __init__(self, lesson: Lesson, view: View, *, private: bool = False) -> None:
        self._lesson = lesson
        self._view = view
        self.private = private

    def open(self) -> None:
        """Nothing to reach."""

    def send(self, actions: Sequence[Action]) -> None:
        """Actions are shown by the screens, which look at the mapper."""

    def show(self, snapshot: Snapshot) -> None:
        """Keep the step's picture and features if they are wanted."""
        if self._lesson.taking is None or snapshot.embedding is None:
            return
        jpeg = kept_jpeg(self._view.apply(snapshot.frame.image))
        self._lesson.add(snapshot.embedding, snapshot.frame.time, jpeg, keep=not self.private)

    def release_all(self) -> None:
        """Nothing is held."""

    def close(self) -> None:
        """Nothing to free."""
