"""Which part of the camera's picture a profile looks at: the one place that flips and crops.

A profile stores its view and every later use applies the same one, so that training and playing
can never see different pictures.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from bridge.types import Frame, Image

FULL = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class View:
    """How a camera picture becomes the picture that is embedded.

    ``region`` is (left, top, right, bottom) in fractions of the picture as the camera gives it,
    cut out first; ``crop`` is ``full`` or ``square`` (the centred square of the region);
    ``mirror`` flips left and right last.
    """

    mirror: bool = False
    crop: Literal["full", "square"] = "full"
    region: tuple[float, float, float, float] = FULL

    def apply(self, image: Image) -> Image:
        """Return the view of ``image`` (H, W, 3); a read-only window on it, never a copy."""
        return self._cut(image, *self._box(*image.shape[:2]))

    def see(self, frame: Frame) -> Frame:
        """Return the frame as seen through the view.

        Its half is lent by the frame's, unless that has none or the view begins on an odd pixel.
        """
        x0, y0, x1, y1 = self._box(*frame.image.shape[:2])
        image = self._cut(frame.image, x0, y0, x1, y1)
        columns, rows = (x1 - x0) // 2, (y1 - y0) // 2
        if frame.half is None or x0 % 2 or y0 % 2 or not columns or not rows:
            return replace(frame, image=image, half=None)
        half = self._cut(frame.half, x0 // 2, y0 // 2, x0 // 2 + columns, y0 // 2 + rows)
        return replace(frame, image=image, half=half)

    def _box(self, height: int, width: int) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom in pixels of a picture of this size."""
        left, top, right, bottom = self.region
        x0, y0 = min(round(left * width), width - 1), min(round(top * height), height - 1)
        x1, y1 = max(round(right * width), x0 + 1), max(round(bottom * height), y0 + 1)
        if self.crop == "square":
            side = min(x1 - x0, y1 - y0)
            x0 += (x1 - x0 - side) // 2
            y0 += (y1 - y0 - side) // 2
            x1, y1 = x0 + side, y0 + side
        return x0, y0, x1, y1

    def _cut(self, image: Image, x0: int, y0: int, x1: int, y1: int) -> Image:
        window = image[y0:y1, x0:x1]
        seen: Image = window[:, ::-1] if self.mirror else window
        seen = np.asarray(seen)
        seen.flags.writeable = False
        return seen
