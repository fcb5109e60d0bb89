"""Nothing to do, nothing done: tell whether a picture is still the one that was looked at last."""

import numpy as np

from bridge.pictures import resize
from bridge.types import Image

WIDTH, HEIGHT = 32, 24
# In steps of 0..255: averaged over a cell, the noise of a dark webcam (sigma 10) stays below 6, and
# two poses of the real sets differ by 60 or more somewhere (docs/speed.md).
THRESHOLD = 8
REFRESH = 30


class Stillness:
    """Compares small versions of pictures with that of the last one that counted as changed.

    Comparing with the last *changed* picture, not the last one, lets slow motion add up. At least
    every ``refresh`` pictures one counts as changed, so that nothing overlooked lasts.
    """

    def __init__(self, threshold: int = THRESHOLD, refresh: int = REFRESH) -> None:
        self.threshold = threshold
        self._refresh = refresh
        self._reference: np.ndarray[tuple[int, ...], np.dtype[np.int16]] | None = None
        self._skipped = 0

    def changed(self, image: Image) -> bool:
        """Return whether RGB ``image`` (H, W, 3) differs in any cell by the threshold or more."""
        every_second_row = image[::2] if len(image) >= 4 * HEIGHT else image
        small = resize(every_second_row, WIDTH, HEIGHT).astype(np.int16)
        self._skipped += 1
        if (
            self._reference is None
            or self._skipped >= self._refresh
            or np.abs(small - self._reference).max() >= self.threshold
        ):
            self._reference = small
            self._skipped = 0
            return True
        return False
