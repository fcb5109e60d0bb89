import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.studio.layout import SMALLEST, Box, fitting_scale


@given(
    st.integers(800, 7680),
    st.integers(600, 4320),
    st.floats(0.5, 3.0),
)
def test_the_smallest_layout_always_fits(width: int, height: int, zoom: float) -> None:
    scale = fitting_scale(width, height, zoom)
    assert width / scale >= SMALLEST[0] - 1e-6
    assert height / scale >= SMALLEST[1] - 1e-6


@pytest.mark.parametrize(
    ("size", "scale"), [((1280, 720), 1.0), ((3840, 2160), 3.0), ((800, 600), 0.8)]
)
def test_the_window_sets_the_scale(size: tuple[int, int], scale: float) -> None:
    assert fitting_scale(*size) == pytest.approx(scale)


def test_cutting_loses_nothing() -> None:
    left, rest = Box(0, 0, 100, 50).cut_left(30, 10)
    assert (left, rest) == (Box(0, 0, 30, 50), Box(40, 0, 60, 50))
    bottom, rest = Box(0, 0, 100, 50).cut_bottom(20, 5)
    assert (bottom, rest) == (Box(0, 30, 100, 20), Box(0, 0, 100, 25))


def test_columns_are_equal_and_fill_the_box() -> None:
    columns = Box(0, 0, 320, 10).columns(3, gap=10)
    assert [box.w for box in columns] == [100, 100, 100]
    assert columns[-1].right == 320


def test_fitting_keeps_the_shape() -> None:
    fitted = Box(0, 0, 400, 100).fitted(4 / 3)
    assert fitted.w / fitted.h == pytest.approx(4 / 3)
    assert fitted.centre == (200, 50)
