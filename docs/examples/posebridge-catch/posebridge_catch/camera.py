"""A camera plug-in: a bright bar that sweeps from side to side."""

import time

import numpy as np

from bridge.api import CameraError, Frame

_SIZE = 64


class SweepCamera:
    """The source ``sweep:3`` is a bar that needs 3 seconds from left to right."""

    live = True

    def __init__(self, seconds: str) -> None:
        self.name = f"Sweep {seconds} s"
        self._text = seconds
        self._index = 0

    def open(self) -> None:
        """Check the source; raise CameraError with a sentence that a person can act on."""
        try:
            self._seconds = float(self._text)
        except ValueError:
            raise CameraError(
                f'"{self._text}" is no number of seconds.', "write: sweep:3"
            ) from None

    def read(self) -> Frame:
        """Wait for the next picture, and say when it was taken."""
        time.sleep(1 / 30)
        now = time.monotonic()
        self._index += 1
        place = abs((now / self._seconds) % 2 - 1)
        return Frame(draw(place), now, self._index)

    def close(self) -> None:
        """Free the device, if there were one."""


def draw(place: float) -> np.ndarray:
    """Return an RGB picture with a bar at ``place``, 0 (left) to 1 (right)."""
    image = np.full((_SIZE, _SIZE, 3), 30, np.uint8)
    left = round(place * (_SIZE - 8))
    image[:, left : left + 8] = (250, 200, 60)
    return image
