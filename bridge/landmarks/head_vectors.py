"""Heads as vectors: how a head is turned, and what mouth and eyes do."""

import math

import numpy as np

from bridge.landmarks.faces import CHIN, FOREHEAD, LEFT_EYE_CORNER, RIGHT_EYE_CORNER, Face
from bridge.landmarks.network import Array
from bridge.landmarks.sense import Described
from bridge.types import Image

BLOCKS = {"head": 3, "face": 6, "head_place": 3}

_LIPS, _MOUTH_CORNERS = (13, 14), (61, 291)
# Upper lid, lower lid, outer corner, inner corner, brow.
_EYES = ((159, 145, 33, 133, 105), (386, 374, 263, 362, 334))


def describe(faces: list[Face], image: Image) -> dict[str, Described]:
    """Return the blocks of the first face with their presence."""
    return {
        name: (vector, face.score)
        for face in faces[:1]
        for name, vector in (
            ("head", turned(face)),
            ("face", expression(face)),
            ("head_place", place(face, image)),
        )
    }


def turned(face: Face) -> Array:
    """Return yaw, pitch and roll (3,) in radians; all are 0 when one looks straight ahead.

    Yaw is positive when the face turns to the right of the picture, pitch when it looks down,
    roll when it leans clockwise.
    """
    points = face.points
    across = points[LEFT_EYE_CORNER] - points[RIGHT_EYE_CORNER]
    down = points[CHIN] - points[FOREHEAD]
    yaw = math.atan2(across[2], math.hypot(across[0], across[1]))
    pitch = math.atan2(down[2], math.hypot(down[0], down[1]))
    roll = math.atan2(across[1], across[0])
    return np.array([yaw, pitch, roll], np.float32)


def expression(face: Face) -> Array:
    """Return openness (6,) in units of the face's own width between the outer corners of the eyes.

    Mouth open, mouth wide, right eye and left eye open (height over width), right and left brow
    raised.
    """
    points = face.points
    width = _distance(points, RIGHT_EYE_CORNER, LEFT_EYE_CORNER)
    eyes = [
        _distance(points, up, low) / _distance(points, out, into) for up, low, out, into, _ in _EYES
    ]
    brows = [_distance(points, brow, up) / width for up, *_, brow in _EYES]
    mouth = [_distance(points, *_LIPS) / width, _distance(points, *_MOUTH_CORNERS) / width]
    return np.array([*mouth, *eyes, *brows], np.float32)


def place(face: Face, image: Image) -> Array:
    """Return where the face's middle is and how large it is (3,), as for hands."""
    height, width = image.shape[:2]
    x, y = (face.points[FOREHEAD, :2] + face.points[CHIN, :2]) / 2
    size = _distance(face.points, FOREHEAD, CHIN)
    return np.array([x / width, y / height, size / height], np.float32)


def _distance(points: Array, a: int, b: int) -> float:
    return max(float(np.linalg.norm(points[a] - points[b])), 1e-3)
