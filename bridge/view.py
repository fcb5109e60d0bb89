"""Which part of the camera's picture a profile looks at: the one place that flips and crops.

A profile stores its view and every later use applies the same one, so that training and playing
can never see different pictures.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bridge.types import Image

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
        height, width = image.shape[:2]
        left, top, right, bottom = self.region
        x0, x1 = round(left * width), max(round(right * width), round(left * width) + 1)
        y0, y1 = round(top * height), max(round(bottom * height), round(top * height) + 1)
        if self.crop == "square":
            side = min(x1 - x0, y1 - y0)
            x0 += (x1 - x0 - side) // 2
            y0 += (y1 - y0 - side) // 2
            x1, y1 = x0 + side, y0 + side
        window = image[y0:y1, x0:x1]
        seen: Image = window[:, ::-1] if self.mirror else window
        seen = np.asarray(seen)
        seen.flags.writeable = False
        return seen
