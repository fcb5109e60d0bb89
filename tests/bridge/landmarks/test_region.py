import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.landmarks.region import Region, around, heading
from bridge.warp import warp_crop

coordinates = st.floats(-500, 500)


@given(coordinates, coordinates, st.floats(10, 900), st.floats(-3.1, 3.1))
def test_the_middle_of_a_cut_out_picture_is_the_middle_of_its_region(x, y, side, angle):
    placed = Region(x, y, side, angle).place(np.array([[64, 64, 0]], np.float32), 128)
    assert placed[0] == pytest.approx([x, y, 0], abs=1e-3)


@given(st.floats(-3.1, 3.1))
def test_an_upright_line_turned_clockwise_is_headed_by_as_much(angle):
    end = np.array([math.sin(angle), -math.cos(angle)])
    assert heading(np.zeros(2), end, math.pi / 2) == pytest.approx(angle, abs=1e-5)


def test_a_point_keeps_its_place_through_cutting_and_placing_back():
    image = np.zeros((200, 300, 3), np.uint8)
    image[58:63, 208:213] = 255
    region = Region(180, 80, 160, 0.7)
    cut = region.cut(image, 160)
    y, x = np.argwhere(cut[:, :, 0] > 128).mean(axis=0)
    placed = region.place(np.array([[x, y, 0]], np.float32), 160)
    assert placed[0, :2] == pytest.approx([210, 60], abs=1)


def test_around_takes_the_longer_extent_and_shifts_along_its_own_axis():
    points = np.array([[10, 10, 0], [30, 10, 0], [10, 50, 0]], np.float32)
    region = around(points, 0.0, 2.0, -0.1)
    assert (region.x, region.y, region.side) == pytest.approx((20, 26, 80))
    turned = around(points, math.pi, 2.0, -0.1)
    assert (turned.x, turned.y) == pytest.approx((20, 34))


def test_overlap_of_equal_regions_is_one_and_of_distant_ones_zero():
    region = Region(10, 10, 20, 0.0)
    assert region.overlap(region) == pytest.approx(1)
    assert region.overlap(Region(100, 10, 20, 0.0)) == 0


def test_outside_the_picture_edges_are_repeated_or_black():
    image = np.full((4, 4, 3), 200, np.uint8)
    assert warp_crop(image, (2, 2), 16, 0.3, 16).min() == 200
    assert warp_crop(image, (2, 2), 16, 0.3, 16, replicate=False)[0, 0].tolist() == [0, 0, 0]


@given(coordinates, coordinates, st.floats(10, 900), st.floats(-3.1, 3.1), st.booleans())
def test_a_mirrored_view_is_cut_like_a_mirrored_copy(x, y, side, angle, replicate):
    rows, columns = np.mgrid[:60, :80]
    image = np.stack([columns * 3, rows * 4, columns + rows], axis=2).astype(np.uint8)
    view, copy = image[:, ::-1], np.ascontiguousarray(image[:, ::-1])
    seen, expected = (warp_crop(one, (x, y), side, angle, 32, replicate) for one in (view, copy))
    assert np.abs(seen.astype(int) - expected).max() <= 1
