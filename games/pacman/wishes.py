"""The bot's wishes on their way through camera and network to the game."""

from collections import deque

LEARNING = 0.2
# A wish that has not arrived after so many times the usual delay was lost.
LOST_AFTER = 4


class Wishes:
    """Remembers what was wished when, and learns the delay, in frames, from what arrives."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.newest: str | None = None
        self._coming: deque[tuple[int, str]] = deque()
        self._wanted = ""

    def send(self, frame: int, wish: str) -> None:
        """Note today's wish; the same as before is not news."""
        if wish != self.newest:
            self.newest = wish
            self._coming.append((frame, wish))

    def observe(self, frame: int, wanted: str) -> None:
        """Look at what the hero wants now: a change is a wish that has arrived."""
        if wanted != self._wanted:
            self._wanted = wanted
            sent = next((sent for sent, wish in self._coming if wish == wanted), None)
            if sent is not None:
                self.delay += LEARNING * (frame - sent - self.delay)
                while self._coming and self._coming[0][0] <= sent:
                    self._coming.popleft()
        while self._coming and frame - self._coming[0][0] > LOST_AFTER * (self.delay + 8):
            self._coming.popleft()

    def coming(self, frame: int) -> list[tuple[float, str]]:
        """Return the wishes under way, each with the frames until it should arrive."""
        return [(sent + self.delay - frame, wish) for sent, wish in self._coming]
