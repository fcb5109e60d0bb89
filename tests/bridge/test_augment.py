import math

import numpy as np

from bridge.augment import jittered
from bridge.pictures import moved, recoloured


def test_same_seed_same_variants_and_the_size_stays() -> None:
    image = np.random.default_rng(0).integers(0, 255, (60, 80, 3), np.uint8)
    first, second = jittered(image, 2, seed=5), jittered(image, 2, seed=5)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    assert not np.array_equal(first[0], first[1])
    assert first[0].shape == image.shape


def test_never_mirrored() -> None:
    image = np.zeros((60, 80, 3), np.uint8)
    image[:, :30] = 200
    for variant in jittered(image, 30, seed=1):
        assert variant[:, :20].mean() > variant[:, -20:].mean() + 50


def test_large_pictures_shrink() -> None:
    assert jittered(np.zeros((1200, 1600, 3), np.uint8), 1, seed=0)[0].shape == (288, 384, 3)


def test_moving_fetches_the_nearest_pixel_and_repeats_edges() -> None:
    image = np.random.default_rng(0).integers(0, 256, (30, 40, 3), np.uint8)
    cos, sin = 1.2 * math.cos(0.3), 1.2 * math.sin(0.3)
    matrix = np.array([[cos, -sin, -3.3], [sin, cos, 4.7]])
    y, x = np.mgrid[:30, :40]
    columns = np.clip(np.rint(cos * x - sin * y - 3.3), 0, 39).astype(int)
    rows = np.clip(np.rint(sin * x + cos * y + 4.7), 0, 29).astype(int)
    differing = (moved(image, matrix) != image[rows, columns]).any(axis=2)
    assert differing.mean() < 0.01  # half-way between two pixels either will do


def test_recolouring_looks_up_each_colour_in_its_own_column() -> None:
    image = np.random.default_rng(0).integers(0, 256, (8, 8, 3), np.uint8)
    table = np.random.default_rng(1).integers(0, 256, (256, 3), np.uint8)
    expected = np.stack([table[image[..., at], at] for at in range(3)], axis=-1)
    assert np.array_equal(recoloured(image, table), expected)
