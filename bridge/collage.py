"""Pictures made of others: by the other hand, from further away, in company, with gloves on.

What cannot be had as real pictures is made of real ones, to be measured and tested.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bridge.pictures import in_one_piece, resize
from bridge.types import Image, Skeleton

FINGER = 0.12  # of the distance from wrist to middle knuckle: how far a glove reaches from a bone
PALM = ((0, 5), (0, 9), (0, 13), (0, 17), (1, 5), (5, 17), (2, 9), (1, 13))
GLOVES = {"blue": (40, 70, 190), "black": (28, 28, 30)}
WRIST, MIDDLE_KNUCKLE = 0, 9


def mirrored(image: Image) -> Image:
    """Return the picture as a mirror shows it: what the right hand did, the left one does."""
    return in_one_piece(image[:, ::-1])


def further(image: Image, share: float) -> Image:
    """Return the scene ``share`` (0..1) as large, in the middle of its own blurred colours."""
    height, width = image.shape[:2]
    small = resize(image, max(round(share * width), 1), max(round(share * height), 1))
    scene = resize(resize(image, 6, 6), width, height)
    top, left = (height - small.shape[0]) // 2, (width - small.shape[1]) // 2
    scene[top : top + small.shape[0], left : left + small.shape[1]] = small
    return scene


def beside(image: Image, other: Image) -> Image:
    """Return two pictures side by side, the other one as high as the first."""
    height = image.shape[0]
    width = round(other.shape[1] * height / other.shape[0])
    return np.concatenate([image, resize(other, width, height)], axis=1)


def gloved(image: Image, hands: Sequence[Skeleton], colour: tuple[int, int, int]) -> Image:
    """Return the picture with gloves of one colour over the hands; folds and shadows stay."""
    height, width = image.shape[:2]
    covered = np.zeros((height, width), bool)
    for hand in hands:
        points = np.array(hand.points, np.float32) * (width, height)
        reach = np.linalg.norm(points[MIDDLE_KNUCKLE] - points[WRIST])
        for a, b in hand.bones:
            covered |= _distance(image, points[a], points[b]) < FINGER * reach
        for a, b in PALM:
            covered |= _distance(image, points[a], points[b]) < 1.5 * FINGER * reach
    light = image[covered].mean(axis=1, keepdims=True)
    shade = 0.6 + 0.4 * light / max(float(light.mean()) if len(light) else 1.0, 1.0)
    worn = image.copy()
    worn[covered] = np.clip(shade * np.array(colour), 0, 255).astype(np.uint8)
    return worn


def _distance(
    image: Image, start: NDArray[np.float32], end: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return how far every pixel (H, W) is from a line between two points."""
    y, x = np.mgrid[: image.shape[0], : image.shape[1]].astype(np.float32)
    line = end - start
    along = ((x - start[0]) * line[0] + (y - start[1]) * line[1]) / max(float(line @ line), 1e-6)
    along = np.clip(along, 0, 1)
    return np.asarray(np.hypot(x - start[0] - along * line[0], y - start[1] - along * line[1]))
