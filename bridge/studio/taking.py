"""The lane's output that keeps pictures while a recording is going on."""

from collections.abc import Sequence

from bridge.pictures import encode_jpeg, resize
from bridge.studio.lesson import Lesson
from bridge.types import Action, Image, Snapshot
from bridge.view import View

KEPT_SIDE = 320  # pixels of the longer side; networks look at 224


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
        jpeg = None if self.private else small_jpeg(self._view.apply(snapshot.frame.image))
        self._lesson.add(snapshot.embedding, snapshot.frame.time, jpeg)

    def release_all(self) -> None:
        """Nothing is held."""

    def close(self) -> None:
        """Nothing to free."""


def small_jpeg(image: Image) -> bytes:
    """Return a picture as JPEG, its longer side at most ``KEPT_SIDE`` pixels."""
    height, width = image.shape[:2]
    scale = min(KEPT_SIDE / max(height, width), 1.0)
    return encode_jpeg(resize(image, round(width * scale), round(height * scale)))
