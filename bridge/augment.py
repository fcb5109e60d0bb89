"""The same picture, moved and lit a little differently: what a pose must not depend on.

Never mirrored: left and right mean different things to a player.
"""

import math

import numpy as np

from bridge.pictures import moved, recoloured, resize
from bridge.types import Image

SHIFT = 0.1  # of the picture's width and height
ZOOM = 0.18  # as a natural logarithm, so in and out are alike
TURN = math.radians(8)
GAMMA = 0.5
CONTRAST = 0.25
BRIGHTNESS = 0.1
TINT = 0.12
SIDE = 288


def jittered(image: Image, count: int, seed: int) -> list[Image]:
    """Return ``count`` variants of a picture (H, W, 3); the same ``seed`` gives the same ones."""
    random = np.random.default_rng(seed)
    small = _small(image)
    return [_lit(_moved(small, random), random) for _ in range(count)]


def _small(image: Image) -> Image:
    height, width = image.shape[:2]
    scale = SIDE / min(height, width)
    return image if scale >= 1 else resize(image, round(width * scale), round(height * scale))


def _moved(image: Image, random: np.random.Generator) -> Image:
    height, width = image.shape[:2]
    zoom = math.exp(random.uniform(-ZOOM, ZOOM))
    turn = random.uniform(-TURN, TURN)
    shift = random.uniform(-SHIFT, SHIFT, 2) * (width, height)
    cos, sin = math.cos(turn) / zoom, math.sin(turn) / zoom
    turned = np.array([[cos, -sin], [sin, cos]])
    middle = np.array([width / 2, height / 2])
    return moved(image, np.column_stack([turned, middle - turned @ (middle + shift)]))


def _lit(image: Image, random: np.random.Generator) -> Image:
    """Change each colour by a curve: gamma, contrast, brightness and tint, by look-up table."""
    level = np.linspace(0, 1, 256) ** math.exp(random.uniform(-GAMMA, GAMMA))
    level = (level - 0.5) * math.exp(random.uniform(-CONTRAST, CONTRAST)) + 0.5
    level = level + random.uniform(-BRIGHTNESS, BRIGHTNESS)
    tint = np.exp(random.uniform(-TINT, TINT, 3))
    table = np.clip(level[:, None] * tint * 255, 0, 255).astype(np.uint8)
    return recoloured(image, table)
