"""Decode less while nothing moves: decoding takes more than all else that a still picture costs."""

from bridge.stillness import Stillness
from bridge.types import Image

REST_S = 3.0


class Resting:
    """Tells which pictures of a live camera need not be decoded.

    After three seconds of a still picture that is every second one, so that a change is seen one
    picture later at most; from the first change on every picture is decoded again.
    """

    def __init__(self) -> None:
        self._stillness = Stillness(refresh=10**9)
        self._still_since: float | None = None
        self._skipped = False

    def see(self, image: Image, time: float) -> None:
        """Look at a picture that was decoded."""
        if self._stillness.changed(image) or self._still_since is None:
            self._still_since = time

    def skips(self, time: float) -> bool:
        """Return whether the next picture may pass without being decoded; ask once for each."""
        still = self._still_since is not None and time - self._still_since >= REST_S
        self._skipped = still and not self._skipped
        return self._skipped
