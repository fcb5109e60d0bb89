"""Where a landmark network looks: a turned square in the picture."""

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from bridge.landmarks.network import Array
from bridge.types import Image
from bridge.warp import warp_crop

Bones: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A square around ``x``, ``y`` with ``side``, turned clockwise by ``angle``."""

    x: float
    y: float
    side: float
    angle: float

    def cut(self, image: Image, size: int, *, letterbox: bool = False) -> Image:
        """Return the region as an upright picture (size, size, 3).

        Outside the picture its edges are repeated; with ``letterbox`` all is black there when the
        region is just as long as the picture, as the detectors were taught.
        """
        black = letterbox and self.side == max(image.shape[:2])
        centre = (self.x, self.y)
        return warp_crop(image, centre, max(self.side, 1.0), self.angle, size, replicate=not black)

    def place(self, points: Array, size: int) -> Array:
        """Return (n, 3) points of the cut-out picture as points of the whole one."""
        placed = np.multiply(points, self.side / size, dtype=np.float32)
        placed[:, :2] = (placed[:, :2] - self.side / 2) @ turn(self.angle).T + (self.x, self.y)
        return placed

    def overlap(self, other: "Region") -> float:
        """Return the intersection over union of the two squares, both taken as unturned."""
        width = _shared(self.x, self.side, other.x, other.side)
        height = _shared(self.y, self.side, other.y, other.side)
        both = width * height
        return both / max(self.side**2 + other.side**2 - both, 1e-9)


def turn(angle: float) -> Array:
    """Return the (2, 2) matrix that turns column vectors clockwise on the screen by ``angle``."""
    cos, sin = math.cos(angle), math.sin(angle)
    return np.array([[cos, -sin], [sin, cos]], np.float32)


def heading(start: Array, end: Array, upright: float) -> float:
    """Return how far the line from ``start`` to ``end`` is turned from its ``upright`` direction.

    ``upright`` is counted anticlockwise from the x axis, so pi / 2 is straight up.
    """
    angle = upright - math.atan2(float(start[1] - end[1]), float(end[0] - start[0]))
    return (angle + math.pi) % (2 * math.pi) - math.pi


def around(points: Array, angle: float, scale: float, shift: float = 0.0) -> Region:
    """Return a region turned by ``angle`` whose side is the points' longer extent times ``scale``.

    ``shift`` moves it along its own y axis, in units of the points' extent along that axis.
    """
    turned = points[:, :2] @ turn(angle)
    low, high = turned.min(axis=0), turned.max(axis=0)
    extent = high - low
    middle = (low + high) / 2 + np.array([0, shift * extent[1]], np.float32)
    x, y = turn(angle) @ middle
    return Region(float(x), float(y), float(extent.max()) * scale, angle)


def _shared(a: float, a_side: float, b: float, b_side: float) -> float:
    return max(0.0, min(a + a_side / 2, b + b_side / 2) - max(a - a_side / 2, b - b_side / 2))
