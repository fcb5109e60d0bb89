"""Bodies as vectors: the pose, not the person's size or place."""

import numpy as np

from bridge.landmarks.bodies import (
    ELBOWS,
    FOREFINGERS,
    HIPS,
    LEFT_EAR,
    NOSE,
    RIGHT_EAR,
    SHOULDERS,
    WRISTS,
    Body,
)
from bridge.landmarks.network import Array
from bridge.landmarks.sense import Described
from bridge.types import Image

BLOCKS = {"body": 38, "body_place": 3, "legs": 8}

_JOINTS = [NOSE, LEFT_EAR, RIGHT_EAR, *SHOULDERS, *ELBOWS, *WRISTS, *FOREFINGERS, *HIPS]
_ARMS = ((11, 13), (13, 15), (12, 14), (14, 16))
_HIDING = [*ELBOWS, *WRISTS]
_LEGS = [25, 26, 27, 28]


def describe(bodies: list[Body], image: Image) -> dict[str, Described]:
    """Return the blocks of the first body with their presence."""
    return {
        name: block
        for body in bodies[:1]
        for name, block in (
            ("body", (pose(body), body.score)),
            ("body_place", (place(body, image), body.score)),
            ("legs", (legs(body), body.score * legs_presence(body))),
        )
    }


def pose(body: Body) -> Array:
    """Return head, arms and hips (38,).

    13 joints in the picture's plane relative to the shoulders' middle, in body sizes; the
    directions of upper and lower arms; how surely elbows and wrists are visible.
    """
    flat = body.points[:, :2]
    joints = (flat[_JOINTS] - _middle(body)) / body_size(body)
    arms = np.array([flat[end] - flat[start] for start, end in _ARMS])
    directions = arms / np.maximum(np.linalg.norm(arms, axis=1, keepdims=True), 1e-3)
    parts = [joints.ravel(), directions.ravel(), body.visible[_HIDING]]
    return np.concatenate(parts).astype(np.float32)


def legs(body: Body) -> Array:
    """Return knees and ankles (8,) relative to the hips' middle, in body sizes."""
    flat = body.points[:, :2]
    relative = (flat[_LEGS] - flat[list(HIPS)].mean(axis=0)) / body_size(body)
    return np.asarray(relative.ravel(), np.float32)


def legs_presence(body: Body) -> float:
    """Return how surely knees and ankles are in the picture, 0..1."""
    return float(body.visible[_LEGS].min())


def place(body: Body, image: Image) -> Array:
    """Return where the shoulders' middle is and how large the body is (3,), as for hands."""
    height, width = image.shape[:2]
    x, y = _middle(body)
    return np.array([x / width, y / height, body_size(body) / height], np.float32)


def body_size(body: Body) -> float:
    """Return the trunk's length in pixels, or the shoulders' width when one leans forward."""
    flat = body.points[:, :2]
    trunk = np.linalg.norm(_middle(body) - flat[list(HIPS)].mean(axis=0))
    shoulders = np.linalg.norm(flat[SHOULDERS[0]] - flat[SHOULDERS[1]])
    return max(float(trunk), 1.5 * float(shoulders), 1e-3)


def _middle(body: Body) -> Array:
    return np.asarray(body.points[list(SHOULDERS), :2].mean(axis=0), np.float32)
