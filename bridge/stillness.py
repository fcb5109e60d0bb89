"""Nothing to do, nothing done: tell whether a picture is still the one that was looked at last."""

from bridge.pictures import average, largest_gap
from bridge.types import Image

WIDTH, HEIGHT = 32, 24
ROWS = 5
# In steps of 0..255: averaged over a cell, the noise of a dark webcam (sigma 10) stays below 6, and
# two poses of the real sets differ by 60 or more somewhere (docs/speed.md).
THRESHOLD = 8
REFRESH = 30


class Stillness:
    """Compares small versions of pictures with that of the last one that counted as changed.

    Comparing with the last *changed* picture, not the last one, lets slow motion add up. At least
    every ``refresh`` pictures one counts as changed, so that nothing overlooked lasts; ``moved``
    tells whether the last picture really differed.
    """

    def __init__(self, threshold: int = THRESHOLD, refresh: int = REFRESH) -> None:
        self.threshold = threshold
        self._refresh = refresh
        self._reference: Image | None = None
        self._skipped = 0
        self.moved = False

    def changed(self, image: Image) -> bool:
        """Return whether RGB ``image`` (H, W, 3) differs in any cell by the threshold or more."""
        small = _averages(image)
        self._skipped += 1
        reference = self._reference
        self.moved = reference is None or largest_gap(small, reference) >= self.threshold
        if self.moved or self._skipped >= self._refresh:
            self._reference = small
            self._skipped = 0
            return True
        return False


def _averages(image: Image) -> Image:
    """Return the averages of 32 x 24 cells, of 5 rows of each where it has more.

    Whether the picture is mirrored does not matter, and a window on it that is takes a copy.
    """
    plain = image[:, ::-1] if image.strides[1] < 0 else image
    some_rows = plain[:: max(len(image) // (ROWS * HEIGHT), 1)]
    return average(some_rows, WIDTH, HEIGHT)
