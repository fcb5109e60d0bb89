"""Work that takes longer than a picture of the window: importing, exporting, adding files."""

from collections.abc import Callable

from bridge.errors import PosebridgeError
from bridge.worker import Worker

Advance = Callable[[int], None]
Finish = Callable[[], None]
Job = Callable[[Advance], Finish]


class Errand:
    """Runs ``job`` on a thread of its own, and then, on the caller's thread, what it returned.

    ``steps`` counts what the job reported as done.
    """

    def __init__(self, job: Job) -> None:
        self.steps = 0
        self._job = job
        self._finish: Finish | None = None
        self._worker = Worker("errand", self._turn)
        self._worker.start()

    @property
    def running(self) -> bool:
        """Whether the job still runs."""
        return self._worker.running

    def finish(self) -> None:
        """Do what remains once the job has ended; raises PosebridgeError if it failed."""
        self._worker.join(60.0)
        self._worker.check()
        if self._finish is None:
            raise PosebridgeError("This was stopped.")
        self._finish()

    def _turn(self) -> bool:
        self._finish = self._job(self._advance)
        return False

    def _advance(self, steps: int) -> None:
        self.steps += steps
