"""The One-Euro filter: steady when still, quick when moving.

Casiez, Roussel and Vogel, "1 Euro Filter: A Simple Speed-based Low-pass Filter for Noisy Input in
Interactive Systems", CHI 2012.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from bridge.landmarks.network import Array

SPEED_CUTOFF_HZ = 1.0


class OneEuroFilter:
    """Smooths arrays of equal shape that arrive with times in seconds.

    Below its cut-off frequency a movement passes; the cut-off is ``min_cutoff`` Hz at rest and
    grows by ``beta`` Hz per unit of speed.
    """

    def __init__(self, min_cutoff: float, beta: float) -> None:
        self._min_cutoff = min_cutoff
        self._beta = beta
        self._value: Array | None = None
        self._speed: Array | None = None
        self._time = 0.0

    def smooth(self, value: Array, time: float, unit: float = 1.0) -> Array:
        """Return the smoothed value; the first one, or one not newer, passes unchanged.

        ``unit`` is the length that counts as 1 for the speed.
        """
        passed = time - self._time
        self._time = time
        if self._value is None or self._speed is None or passed <= 0:
            self._value, self._speed = value, np.zeros_like(value)
            return value
        speed = (value - self._value) / passed
        self._speed = self._speed + _share(SPEED_CUTOFF_HZ, passed) * (speed - self._speed)
        cutoff = self._min_cutoff + self._beta * np.abs(self._speed) / unit
        self._value = self._value + _share(cutoff, passed) * (value - self._value)
        return self._value


def _share(cutoff: ArrayLike, passed: float) -> Array:
    """Return the weight of a new value after ``passed`` seconds for a cut-off in Hz."""
    rate = 2 * math.pi * passed * np.asarray(cutoff, np.float32)
    return (rate / (rate + 1)).astype(np.float32)
