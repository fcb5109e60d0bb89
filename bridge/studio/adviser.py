"""Asks the data doctor about the examples in the background, after every change."""

import logging
from collections.abc import Sequence

import numpy as np

from bridge.advice import Advice, advise
from bridge.dataset import Example
from bridge.errors import DataError
from bridge.pictures import decode_image
from bridge.profile import Profile
from bridge.slot import Slot
from bridge.worker import Worker

WAIT_S = 0.2
LOOKED_AT = 12  # pictures whose light is measured

log = logging.getLogger(__name__)


class Adviser:
    """Keeps the advice for the newest version of a profile that it was shown.

    ``light`` is the mean grey value, 0..255, of the examples' pictures; None without pictures.
    """

    def __init__(self) -> None:
        self.advice: tuple[Advice, ...] = ()
        self.light: float | None = None
        self._slot: Slot[tuple[int, Profile]] = Slot()
        self._asked = self._looked = 0
        self._worker = Worker("advice", self._turn)
        self._worker.start()

    def look(self, profile: Profile) -> None:
        """Have a profile looked through; it must not change any more."""
        self._asked += 1
        self._slot.put((self._asked, profile))

    @property
    def busy(self) -> bool:
        """Whether the advice belongs to an older version."""
        return self._looked != self._asked

    def close(self) -> None:
        """Stop after the version that is being looked at."""
        self._worker.stop()
        self._slot.close()
        self._worker.join(5.0)

    def _turn(self) -> bool:
        job = self._slot.take(WAIT_S)
        if job is None:
            return True
        number, profile = job
        try:
            self.light = mean_light(list(profile.dataset))
            self.advice = advise(profile)
        except Exception:  # advice is a courtesy: without it everything else goes on
            log.exception("No advice could be given")
            self.advice = ()
        self._looked = number
        return True


def mean_light(examples: Sequence[Example]) -> float | None:
    """Return the mean grey value of pictures spread over ``examples``; None if none are kept."""
    step = max(len(examples) // LOOKED_AT, 1)
    greys = []
    for example in examples[::step]:
        if example.jpeg is not None:
            try:
                greys.append(float(decode_image(example.jpeg)[::8, ::8].mean()))
            except DataError:
                continue
    return float(np.mean(greys)) if greys else None
