"""Writes the profile in the background, so that the picture never stops for it."""

import threading
import time
from pathlib import Path

from bridge.dataset import Dataset
from bridge.errors import PosebridgeError
from bridge.profile import Profile, save_profile
from bridge.slot import Slot
from bridge.worker import Worker

WAIT_S = 0.2
AGAIN_S = 3.0


class Saver:
    """Writes the newest version handed to it; versions that came in between are skipped.

    ``problem`` is what went wrong, None once the newest version is on the disk; a version that
    could not be written (the disk is full, the stick was pulled out) is tried again and again.
    """

    def __init__(self) -> None:
        self.problem: PosebridgeError | None = None
        self._failed: tuple[int, Profile, Path] | None = None
        self._again = 0.0
        self._slot: Slot[tuple[int, Profile, Path]] = Slot()
        self._lock = threading.Lock()
        self._asked = 0
        self._idle = threading.Event()
        self._idle.set()
        self._worker = Worker("save", self._turn)
        self._worker.start()

    def save(self, profile: Profile, path: Path) -> None:
        """Have a profile written; it must not change any more."""
        with self._lock:
            self._asked += 1
            self._idle.clear()
            self._slot.put((self._asked, profile, path))

    def wait(self, timeout: float = 20.0) -> bool:
        """Wait until everything is written; returns whether it is."""
        return self._idle.wait(timeout)

    def close(self) -> None:
        """Write what is left and stop."""
        self.wait()
        self._worker.stop()
        self._slot.close()
        self._worker.join(2.0)

    @property
    def busy(self) -> bool:
        """Whether something is still to be written."""
        return not self._idle.is_set()

    def _turn(self) -> bool:
        job = self._slot.take(WAIT_S)
        if job is None and self._failed is not None and time.monotonic() >= self._again:
            job = self._failed
        if job is None:
            return True
        self._failed = None
        number, profile, path = job
        try:
            save_profile(profile, path)
            self.problem = None
        except PosebridgeError as error:
            self.problem = error
            self._failed, self._again = job, time.monotonic() + AGAIN_S
        with self._lock:
            if number == self._asked:
                self._idle.set()
        return True


def frozen_copy(profile: Profile) -> Profile:
    """Return a profile that shares the examples but no container with the original."""
    return Profile(
        profile.name,
        profile.backbone,
        profile.sha256,
        Dataset(profile.dataset),
        profile.view,
        profile.settings,
        profile.labels,
    )
