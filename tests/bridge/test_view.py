import numpy as np
import pytest

from bridge.pictures import with_half
from bridge.types import Frame
from bridge.view import FULL, View


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


@pytest.mark.parametrize(("low", "high"), [(0.5, 0.5), (0.0, 0.001), (0.999, 1.0)])
@pytest.mark.parametrize("crop", ["full", "square"])
def test_the_thinnest_region_still_shows_a_pixel(low, high, crop):
    assert View(crop=crop, region=(low, low, high, high)).apply(picture()).shape == (1, 1, 3)


@pytest.mark.parametrize("shape", [(48, 64), (49, 65), (7, 4), (1, 5)])
@pytest.mark.parametrize("region", [FULL, (0.5, 0.0, 1.0, 1.0), (0.3, 0.26, 0.8, 0.9)])
@pytest.mark.parametrize("crop", ["full", "square"])
@pytest.mark.parametrize("mirror", [True, False])
def test_a_half_that_is_there_already_is_the_half_of_what_is_seen(shape, region, crop, mirror):
    view = View(mirror, crop, region)
    image = np.random.default_rng(0).integers(0, 256, (*shape, 3), np.uint8)
    frame = Frame(image, 1.5, 7)
    plain, ready = with_half(view.see(frame)), with_half(view.see(with_half(frame)))
    assert np.array_equal(plain.half, ready.half)
    assert np.array_equal(ready.image, view.apply(image))
    assert (ready.time, ready.index) == (1.5, 7)


def test_a_half_that_is_there_is_lent_where_the_view_begins_on_an_even_pixel():
    frame = with_half(Frame(picture(8, 8), 0.0, 0))
    lent = View(mirror=True, region=(0.25, 0.0, 1.0, 1.0)).see(frame)
    assert np.shares_memory(lent.half, frame.half)
    assert View(region=(0.125, 0.0, 1.0, 1.0)).see(frame).half is None
