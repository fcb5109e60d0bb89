import numpy as np

from bridge.augment import jittered


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
