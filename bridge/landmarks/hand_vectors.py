"""Hands as vectors that keep what a pose means and drop what it does not.

Which vectors to use was measured with ``bridge.metric`` on hands of other sessions and people:
the unturned shape together with angles and distances was best or within noise of it everywhere.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bridge.landmarks.hands import FINGERS, WRIST, Hand
from bridge.landmarks.network import Array
from bridge.landmarks.sense import Described
from bridge.types import Image

BLOCKS = {
    "hand": 60,
    "fingers": 35,
    "hand_place": 3,
    "handedness": 1,
    "other_hand": 60,
    "hands_apart": 2,
}

# Depth is the network's guess and less sure than width and height.
_DEPTH_WEIGHT = 0.5
_KNUCKLES = (5, 9, 13, 17)
_TIPS = (4, 8, 12, 16, 20)
_CHAINS = np.array([(WRIST, *finger) for finger in FINGERS])
# Tips from the wrist, the others and the knuckles from the thumb's, and neighbours from each other.
_PAIRS = np.array(
    [
        *((tip, WRIST) for tip in _TIPS),
        *((point, _TIPS[0]) for point in (*_TIPS[1:], *_KNUCKLES)),
        *pairwise(_TIPS[1:]),
    ]
).T
_PALM = np.array([*((knuckle, WRIST) for knuckle in _KNUCKLES), (5, 17)]).T
# In palm sizes. A hand that rests is often only a palm lower than the one that gestures.
_SAME_HEIGHT = 0.5
_FURTHER = 0.5


def describe(hands: list[Hand], image: Image) -> dict[str, Described]:
    """Return the blocks of at most two hands with their presence."""
    if not hands:
        return {}
    main, *rest = main_first(hands)
    blocks = {
        "hand": (shape(main), main.score),
        "fingers": (fingers(main), main.score),
        "hand_place": (place(main, image), main.score),
        "handedness": (np.array([main.left], np.float32), main.score),
    }
    for other in rest[:1]:
        blocks["other_hand"] = (shape(other), other.score)
        blocks["hands_apart"] = (apart(main, other), min(main.score, other.score))
    return blocks


def shape(hand: Hand) -> Array:
    """Return the 20 points (60,) relative to the wrist, in palm sizes, as turned in the picture."""
    relative = (hand.points - hand.points[WRIST]) / palm_size(hand)
    relative[:, 2] *= _DEPTH_WEIGHT
    return np.asarray(relative[1:].ravel(), np.float32)


def fingers(hand: Hand) -> Array:
    """Return what does not change when the hand turns (35,).

    15 bend angles (three per finger, radians), 4 angles between neighbouring fingers, and 16
    distances in palm sizes: tips from the wrist, the thumb's tip from the other tips and from the
    knuckles, and neighbouring tips from each other.
    """
    chains = hand.points[_CHAINS]
    bones = chains[:, 1:] - chains[:, :-1]
    pointing = chains[:, 4] - chains[:, 1]
    angles = _angles(
        np.concatenate([bones[:, :-1].reshape(-1, 3), pointing[:-1]]),
        np.concatenate([bones[:, 1:].reshape(-1, 3), pointing[1:]]),
    )
    return np.concatenate([angles, _distances(hand, _PAIRS) / np.float32(palm_size(hand))])


def place(hand: Hand, image: Image) -> Array:
    """Return where the palm's middle is and how large it is (3,), in shares of the picture.

    x counts in picture widths, y and the palm size in picture heights.
    """
    height, width = image.shape[:2]
    x, y = _middle(hand)
    return np.array([x / width, y / height, palm_size(hand) / height], np.float32)


def apart(hand: Hand, other: Hand) -> Array:
    """Return where the other hand is seen from the first one (2,), in palm sizes."""
    size = (palm_size(hand) + palm_size(other)) / 2
    return np.asarray((_middle(other) - _middle(hand)) / size, np.float32)


def palm_size(hand: Hand) -> float:
    """Return the palm's longest extent in pixels, in space, so that turning changes it little."""
    *sides, across = map(float, _distances(hand, _PALM))
    return max(*sides, 1.2 * across, 1e-3)


def main_first(hands: list[Hand]) -> list[Hand]:
    """Put first the hand that gestures: the raised one, or the left one of two equally high.

    Of two people's hands hanging by their sides none means anything: taking the raised one instead
    of the surest lifted thumb signs from 85 to 94 %. A hand less than half as large is somebody
    else's, further away, and comes last however high.
    """
    if len(hands) < 2:
        return hands
    first, second = sorted(hands[:2], key=palm_size, reverse=True)
    if palm_size(second) < _FURTHER * palm_size(first):
        return [first, second]
    (x0, y0), (x1, y1) = _middle(first), _middle(second)
    limit = _SAME_HEIGHT * max(palm_size(first), palm_size(second))
    in_order = y0 < y1 if abs(y0 - y1) > limit else x0 < x1
    return [first, second] if in_order else [second, first]


def _middle(hand: Hand) -> Array:
    return np.asarray(hand.points[[WRIST, 5, 17], :2].mean(axis=0), np.float32)


def _distances(hand: Hand, pairs: NDArray[np.intp]) -> Array:
    """Return the distances (n,) between pairs (2, n) of points."""
    return _lengths(hand.points[pairs[0]] - hand.points[pairs[1]])


def _lengths(vectors: Array) -> Array:
    return np.asarray(np.linalg.norm(vectors, axis=-1), np.float32)


def _angles(a: Array, b: Array) -> Array:
    lengths = np.maximum(_lengths(a) * _lengths(b), 1e-9)
    return np.asarray(np.arccos(np.clip((a * b).sum(axis=-1) / lengths, -1, 1)), np.float32)
