"""What makes recognition hard, as changes of a picture: view, distance, room, light and more.

Every function takes an RGB picture (H, W, 3) and a random generator and returns one of its size.
"""

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from bridge.types import Image

Change = Callable[[Image, np.random.Generator], Image]
Places = NDArray[np.float32]


def as_taught(image: Image, _random: np.random.Generator) -> Image:
    """Leave the picture as it is."""
    return image


def view_angle(image: Image, random: np.random.Generator) -> Image:
    """Look from the side: the width shrinks to 0.75, one side is nearer, the camera is tilted."""
    side, turn = random.choice([-1, 1]), math.radians(float(random.choice([-12, 12])))
    x, y = _places(image)
    depth = 1 + 0.35 * side * x
    x, y = x / 0.75 * depth, y * depth
    return _fetch(
        image, math.cos(turn) * x - math.sin(turn) * y, math.sin(turn) * x + math.cos(turn) * y
    )


def variation(image: Image, random: np.random.Generator) -> Image:
    """Sit elsewhere: 0.7 or 1.3 times as large, an eighth of the picture aside."""
    size = float(random.choice([0.7, 1.3]))
    right, down = random.choice([-0.25, 0.25], 2)
    x, y = _places(image)
    return _fetch(image, (x - right) / size, (y - down) / size)


def background(image: Image, random: np.random.Generator) -> Image:
    """Hang posters around the player: a dozen coloured boxes outside the middle."""
    changed = image.copy()
    height, width = image.shape[:2]
    for _ in range(12):
        tall, wide = (int(part * random.uniform(0.12, 0.3)) for part in (height, width))
        left = random.choice([random.uniform(0, 0.1), random.uniform(0.72, 0.9)])
        x, y = int(left * width), int(random.uniform(0, 0.8) * height)
        changed[y : y + tall, x : x + wide] = random.integers(0, 256, 3)
    return changed


def dark(image: Image, random: np.random.Generator) -> Image:
    """Dim the light to a quarter, with the noise of a small camera."""
    noise = random.normal(0, 6, image.shape)
    return _clipped(image * 0.25 + noise)


def side_light(image: Image, random: np.random.Generator) -> Image:
    """Put a window at one side: bright there, dark at the other, and warmer."""
    x, _ = _places(image)
    slope = 1 + 0.8 * x[..., None] * random.choice([-1, 1])
    return _clipped(image * slope * np.array([1.1, 1.0, 0.85]))


def deformation(image: Image, random: np.random.Generator) -> Image:
    """Bend everything in waves of 6 % of the picture."""
    x, y = _places(image)
    phase = random.uniform(0, math.tau, 2)
    return _fetch(image, x + 0.06 * np.sin(5 * y + phase[0]), y + 0.06 * np.sin(5 * x + phase[1]))


def occlusion(image: Image, random: np.random.Generator) -> Image:
    """Hold a grey board before a sixth of the picture."""
    changed = image.copy()
    height, width = image.shape[:2]
    tall, wide = int(0.41 * height), int(0.41 * width)
    y, x = int(random.uniform(0.1, 0.5) * height), int(random.uniform(0.1, 0.5) * width)
    changed[y : y + tall, x : x + wide] = 128
    return changed


CHANGES: Mapping[str, Change] = {
    "as taught": as_taught,
    "view angle": view_angle,
    "variation": variation,
    "background": background,
    "dark": dark,
    "side light": side_light,
    "deformation": deformation,
    "occlusion": occlusion,
}


def _places(image: Image) -> tuple[Places, Places]:
    """Return x and y (H, W) of every pixel, -1..1 from edge to edge."""
    height, width = image.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    return 2 * x / max(width - 1, 1) - 1, 2 * y / max(height - 1, 1) - 1


def _fetch(image: Image, x: Places, y: Places) -> Image:
    """Return the picture whose pixels are fetched from these places; edges are repeated."""
    height, width = image.shape[:2]
    columns = np.clip(np.rint((x + 1) / 2 * (width - 1)), 0, width - 1).astype(np.intp)
    rows = np.clip(np.rint((y + 1) / 2 * (height - 1)), 0, height - 1).astype(np.intp)
    return np.asarray(image[rows, columns], np.uint8)


def _clipped(values: NDArray[np.floating]) -> Image:
    return np.asarray(np.clip(values, 0, 255), np.uint8)
