"""The bot's wish on its way through camera and network to the game."""

LEARNING = 0.2
# A wish that has not arrived after so many times the usual delay, and so many frames, was lost.
LOST_AFTER, LOST_FRAMES = 2.0, 20


class Wishes:
    """Sends one wish at a time and learns from its arrival how long that takes, in frames.

    A player shows one pose after the other, and looks whether the game obeys before the next.
    """

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.newest: str | None = None
        self._sent: int | None = None

    @property
    def under_way(self) -> bool:
        """Whether the newest wish has neither arrived nor been lost yet."""
        return self._sent is not None

    def send(self, frame: int, wish: str, wanted: str) -> None:
        """Show a wish; what the hero ``wanted`` already has nowhere to arrive."""
        self.newest = wish
        self._sent = frame if wish != wanted else None

    def observe(self, frame: int, wanted: str) -> None:
        """Look at what the hero wants now."""
        if self._sent is None:
            return
        taken = frame - self._sent
        if wanted == self.newest:
            self.delay += LEARNING * (taken - self.delay)
            self._sent = None
        elif taken > LOST_AFTER * self.delay + LOST_FRAMES:
            self._sent = None
