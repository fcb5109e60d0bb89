"""A place for one value where the newest wins."""

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Slot(Generic[T]):
    """Hands the newest value from one thread to another; older unread values are dropped.

    ``dropped`` counts values that were replaced before anybody took them.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._value: T | None = None
        self._fresh = False
        self._closed = False
        self.dropped = 0

    def put(self, value: T) -> None:
        """Replace the value and wake one waiting reader."""
        with self._condition:
            self.dropped += self._fresh
            self._value = value
            self._fresh = True
            self._condition.notify()

    def take(self, timeout: float | None = None) -> T | None:
        """Wait up to ``timeout`` seconds for a value not yet taken; None when none came."""
        with self._condition:
            self._condition.wait_for(lambda: self._fresh or self._closed, timeout)
            if not self._fresh:
                return None
            self._fresh = False
            return self._value

    def peek(self) -> T | None:
        """Return the newest value, taken or not, without waiting."""
        with self._condition:
            return self._value

    @property
    def fresh(self) -> bool:
        """Whether a value waits that nobody has taken yet."""
        return self._fresh

    def close(self) -> None:
        """Wake every reader; nothing more will come."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    @property
    def closed(self) -> bool:
        """Whether the writer has closed the slot."""
        return self._closed
