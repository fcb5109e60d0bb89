"""A thread that says when it failed instead of dying silently."""

import os
import sys
import threading
from collections.abc import Callable

GIVING_WAY = 5  # how nice a background thread is to the others, 0..19


class Worker:
    """Repeats ``turn`` on a thread until it returns False or ``stop`` is called.

    An exception ends the thread, is kept, and is raised again by ``check`` in whichever thread
    asks. ``begin`` and ``finish`` run on the worker's own thread before the first turn and at the
    end, however it ended. With ``background`` it leaves the processor to other threads where the
    system can do that per thread.
    """

    def __init__(
        self,
        name: str,
        turn: Callable[[], bool],
        finish: Callable[[], None] | None = None,
        *,
        begin: Callable[[], None] | None = None,
        background: bool = False,
    ) -> None:
        self._background = background
        self._turn = turn
        self._begin, self._finish = begin, finish
        self._stop = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin turning."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end after the turn it is in."""
        self._stop.set()

    def join(self, timeout: float) -> bool:
        """Wait for the end; returns whether the thread has ended."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def running(self) -> bool:
        """Whether the thread is alive."""
        return self._thread.is_alive()

    def check(self) -> None:
        """Raise what ended the thread, if an exception did."""
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        if self._background and sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GIVING_WAY)
        try:
            if self._begin is not None:
                self._begin()
            while not self._stop.is_set() and self._turn():
                pass
        except BaseException as error:  # a silent thread would leave the player without an answer
            self._error = error
        finally:
            try:
                if self._finish is not None:
                    self._finish()
            except BaseException as error:  # the first failure is the one worth telling
                self._error = self._error or error
