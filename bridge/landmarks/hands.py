"""Hands: 21 points each, from a palm detector and a hand network."""

import math
from dataclasses import dataclass

from bridge.landmarks.detector import Detection, Detector
from bridge.landmarks.network import Array, Network
from bridge.landmarks.region import Bones, Region, around, heading
from bridge.types import Image

WRIST = 0
FINGERS = ((1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12), (13, 14, 15, 16), (17, 18, 19, 20))
BONES: Bones = (
    *((finger[n], finger[n + 1]) for finger in FINGERS for n in range(3)),
    *((0, 1), (0, 5), (5, 9), (9, 13), (13, 17), (0, 17)),
)

_STEADY = [0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18]
_UPRIGHT = math.pi / 2
# The network measures depth at 0.4 of the scale of width (MediaPipe, hand_landmark_cpu.pbtxt).
_DEPTH = 0.4


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand: ``points`` (21, 3) in pixels, depth relative to the wrist.

    ``score`` is how surely it is a hand, ``left`` how surely a left one (in a picture that is not
    mirrored), both 0..1.
    """

    points: Array
    score: float
    left: float

    @property
    def bones(self) -> Bones:
        """Pairs of points to draw lines between."""
        return BONES

    @property
    def region(self) -> Region:
        """Where to look for this hand in the next frame."""
        flat = self.points[:, :2]
        knuckles = ((flat[5] + flat[13]) / 2 + flat[9]) / 2
        return around(flat[_STEADY], heading(flat[WRIST], knuckles, _UPRIGHT), 2.0, -0.1)


class HandReader:
    """Finds hands and reads their points."""

    small = True

    def __init__(self, palms: Network, landmarks: Network) -> None:
        self._palms = Detector(palms)
        self._landmarks = landmarks

    def find(self, image: Image, window: Region) -> list[Region]:
        """Return where palms are seen in a window, the biggest first."""
        found = [palm_region(palm) for palm in self._palms.find(image, window)]
        return sorted(found, key=lambda region: -region.side)

    def read(self, image: Image, region: Region) -> Hand:
        """Return the hand in a region; its score is low when there is none."""
        size = self._landmarks.size
        outputs = self._landmarks.run(region.cut(image, size))
        points = outputs["points"].reshape(21, 3)
        points[:, 2] /= _DEPTH
        placed = region.place(points, size)
        return Hand(placed, float(outputs["presence"][0]), float(outputs["left"][0]))


def palm_region(palm: Detection) -> Region:
    """Return the square around the whole hand of a palm."""
    angle = heading(palm.keypoints[0], palm.keypoints[2], _UPRIGHT)
    shift = -0.5 * palm.height
    x, y = palm.x - shift * math.sin(angle), palm.y + shift * math.cos(angle)
    return Region(x, y, max(palm.width, palm.height) * 2.6, angle)
