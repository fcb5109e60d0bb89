"""How often a window is drawn on a machine that is slow at it."""

from collections import deque

DRAWING_SHARE = 0.5  # of the time at most; on a slow machine recognition needs the rest more
TIMED = 10


class Thrift:
    """Says how long the next drawing has to wait after the last one began.

    The quickest of the last few tells what drawing costs: one that took long was interrupted by
    another thread, and to leave out the next frame for that would show twice.
    """

    def __init__(self) -> None:
        self._taken: deque[float] = deque(maxlen=TIMED)

    def note(self, seconds: float) -> None:
        """Take in how long a drawing took."""
        self._taken.append(seconds)

    @property
    def wait(self) -> float:
        """Seconds from the beginning of one drawing to that of the next, at least."""
        return min(self._taken, default=0.0) / DRAWING_SHARE
