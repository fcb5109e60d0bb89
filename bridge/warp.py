"""Cut turned squares out of pictures; cv2's part of the landmark networks."""

import math

import cv2
import numpy as np

from bridge.types import Image


def warp_crop(
    image: Image,
    centre: tuple[float, float],
    side: float,
    angle: float,
    size: int,
    replicate: bool = True,
) -> Image:
    """Return a square of ``image`` as (size, size, 3), interpolated linearly.

    ``centre`` and ``side`` are in pixels, ``angle`` in radians, clockwise as one sees the picture.
    Outside the picture the nearest edge pixel is repeated, or with ``replicate`` off all is black.
    Corners meet corners, as in MediaPipe, whose networks expect it.
    """
    step = side / size
    right, down = step * math.cos(angle), step * math.sin(angle)
    half = size / 2
    x = centre[0] - half * (right - down)
    y = centre[1] - half * (down + right)
    matrix = np.array([[right, -down, x], [down, right, y]], np.float64)
    if image.strides[1] < 0:  # a mirrored view: cutting from the picture behind it saves a copy
        image = image[:, ::-1]
        matrix[0] = [-right, down, image.shape[1] - 1 - x]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    border = cv2.BORDER_REPLICATE if replicate else cv2.BORDER_CONSTANT
    crop = cv2.warpAffine(image, matrix, (size, size), flags=flags, borderMode=border)
    return np.asarray(crop, np.uint8)
