"""Bodies: 33 points of a person, from a person detector and a pose network."""

import math
from dataclasses import dataclass

import numpy as np

from bridge.landmarks.detector import Detector
from bridge.landmarks.network import Array, Network, sigmoid
from bridge.landmarks.region import Bones, Region, heading
from bridge.types import Image

NOSE, LEFT_EAR, RIGHT_EAR = 0, 7, 8
SHOULDERS, ELBOWS, WRISTS = (11, 12), (13, 14), (15, 16)
LITTLE_FINGERS, FOREFINGERS, HIPS = (17, 18), (19, 20), (23, 24)
BONES: Bones = (
    *((11, 12), (11, 23), (12, 24), (23, 24), (0, 7), (0, 8)),
    *((11, 13), (13, 15), (15, 17), (15, 19), (12, 14), (14, 16), (16, 18), (16, 20)),
    *((23, 25), (25, 27), (27, 29), (27, 31), (24, 26), (26, 28), (28, 30), (28, 32)),
)

_POINTS = 33
_UPRIGHT = math.pi / 2
_WINDOW = 3
_AROUND = np.arange(-_WINDOW, _WINDOW + 1)
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Body:
    """One person: ``points`` (33, 3) in pixels, depth relative to the hips.

    ``visible`` (33,) tells how surely each point is in the picture and not hidden, ``score`` how
    surely this is a person, all 0..1. ``region`` is where to look in the next frame.
    """

    points: Array
    visible: Array
    score: float
    region: Region

    @property
    def bones(self) -> Bones:
        """Pairs of points to draw lines between; what is hidden or outside is left out."""
        seen = self.visible >= _SURE
        return tuple((a, b) for a, b in BONES if seen[a] and seen[b])


class BodyReader:
    """Finds people and reads their joints."""

    small = False

    def __init__(self, people: Network, landmarks: Network) -> None:
        self._people = Detector(people)
        self._landmarks = landmarks

    def find(self, image: Image, window: Region) -> list[Region]:
        """Return where people are seen in a window, the biggest first."""
        found = [_person_region(person.keypoints) for person in self._people.find(image, window)]
        return sorted(found, key=lambda region: -region.side)

    def read(self, image: Image, region: Region) -> Body:
        """Return the person in a region; the score is low when there is nobody."""
        size = self._landmarks.size
        outputs = self._landmarks.run(region.cut(image, size))
        table = outputs["points"].reshape(-1, 5)
        places = refine(table[:, :3], outputs["heat"], size)
        points = region.place(places, size)
        visible = sigmoid(table[:_POINTS, 3])
        following = _person_region(points[_POINTS : _POINTS + 2])
        return Body(points[:_POINTS], visible, float(outputs["presence"][0]), following)


def refine(points: Array, heat: Array, size: int) -> Array:
    """Move (n, 3) points to the middle of the heat around them, where the heat is sure.

    ``heat`` is (h, w, n) logits over the ``size`` wide picture. Without this the points are several
    times further from MediaPipe's.
    """
    height, width, count = heat.shape
    columns = (points[:, 0] / size * width).astype(int)[:, None] + _AROUND
    rows = (points[:, 1] / size * height).astype(int)[:, None] + _AROUND
    down, right = np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)
    inside = (down == rows)[:, :, None] & (right == columns)[:, None]
    there = np.arange(count)[:, None, None]
    warmth = sigmoid(heat[down[:, :, None], right[:, None], there]) * inside
    sure = inside[:, _WINDOW, _WINDOW] & (warmth.max(axis=(1, 2)) >= _SURE)
    total = np.maximum(warmth.sum(axis=(1, 2)), 1e-9)
    moved = points.copy()
    x, y = (warmth.sum(axis=1) * columns).sum(1), (warmth.sum(axis=2) * rows).sum(1)
    moved[sure, 0] = (x / total / width * size)[sure]
    moved[sure, 1] = (y / total / height * size)[sure]
    return moved


def _person_region(axis: Array) -> Region:
    """Return the square around a person: ``axis`` is the hips' middle and a point above the head.

    The second point lies on the circle around the whole body.
    """
    middle, rim = axis[0], axis[1]
    radius = float(np.hypot(*(rim - middle)[:2]))
    angle = heading(middle, rim, _UPRIGHT)
    return Region(float(middle[0]), float(middle[1]), 2 * radius * 1.25, angle)
