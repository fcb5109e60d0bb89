import numpy as np
import pytest

from bridge.view import View


def picture(height: int = 4, width: int = 6) -> np.ndarray:
    return np.arange(height * width * 3, dtype=np.uint8).reshape(height, width, 3)


def test_the_plain_view_is_the_picture_itself_and_read_only():
    image = picture()
    seen = View().apply(image)
    assert np.shares_memory(seen, image)
    assert np.array_equal(seen, image)
    with pytest.raises(ValueError, match="read-only"):
        seen[0, 0, 0] = 1
    assert image.flags.writeable


def test_mirror_flips_left_and_right_only():
    image = picture()
    assert np.array_equal(View(mirror=True).apply(image), image[:, ::-1])


def test_a_region_is_cut_out_before_the_flip():
    image = picture()
    right_half = View(mirror=True, region=(0.5, 0.0, 1.0, 1.0)).apply(image)
    assert np.array_equal(right_half, image[:, 3:][:, ::-1])


def test_square_is_the_centre():
    image = picture(4, 8)
    assert np.array_equal(View(crop="square").apply(image), image[:, 2:6])


def test_the_thinnest_region_still_shows_a_pixel():
    assert View(region=(0.5, 0.5, 0.5, 0.5)).apply(picture()).shape == (1, 1, 3)
