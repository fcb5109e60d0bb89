"""Keeps a source that could be read faster to its own rate."""

import time
from collections.abc import Callable

LATEST_WAIT_S = 1.0


class Pace:
    """Says when each frame is due, and waits for it.

    Frame ``n`` is due ``n / rate`` seconds after the start. Unpaced, nobody waits and the times
    are those a perfect camera would have given, so that a recording is decided as it was played.
    A reader that is more than a frame late moves the schedule instead of being rushed.
    """

    def __init__(
        self,
        rate: float,
        *,
        paced: bool = True,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.rate = rate
        self._paced = paced
        self._clock = clock
        self._sleep = sleep
        self._due: float | None = None

    def next(self) -> float:
        """Wait for the next frame's moment and return its time in seconds."""
        now = self._clock() if self._paced or self._due is None else 0.0
        if self._due is None:
            self._due = now
            return now
        self._due += 1 / self.rate
        if not self._paced:
            return self._due
        if self._due > now:
            self._sleep(self._due - now)
        elif now - self._due > 1 / self.rate:
            self._due = now
        return max(self._due, now)
