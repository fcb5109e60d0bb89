import numpy as np
import pytest

from bridge.landmarks.bodies import refine

SIDE, SIZE = 64, 256
COLD = -20.0


def heat_at(*spots: tuple[int, int, float]) -> np.ndarray:
    """Return the heat (64, 64, 1), in logits, that is cold but for spots (row, column, logit)."""
    heat = np.full((SIDE, SIDE, 1), COLD, np.float32)
    for row, column, logit in spots:
        heat[row, column] = logit
    return heat


def moved(x: float, y: float, heat: np.ndarray) -> tuple[float, ...]:
    """Return where a point of the 256 pixels wide picture is moved to."""
    return tuple(refine(np.array([[x, y, 5]], np.float32), heat, SIZE)[0].tolist())


@pytest.mark.parametrize(
    ("heat", "expected"),
    [
        (heat_at((20, 31, 9.0)), (124, 80)),
        (heat_at((20, 31, 9.0), (20, 33, 9.0)), (128, 80)),
        (heat_at((20, 31, -0.1)), (121, 81)),  # not sure
        (heat_at((24, 30, 9.0)), (121, 81)),  # four cells away
    ],
)
def test_a_point_moves_to_the_middle_of_sure_heat_around_it(heat, expected):
    assert moved(121, 81, heat) == pytest.approx((*expected, 5), abs=0.01)


def test_at_the_edge_only_what_is_inside_counts_and_outside_nothing_moves():
    heat = heat_at((0, 0, 9.0), (63, 63, 9.0))
    assert moved(6, 6, heat) == pytest.approx((0, 0, 5), abs=0.01)
    assert moved(-9, 6, heat) == (-9, 6, 5)
    assert moved(250, 257, heat) == (250, 257, 5)


def test_every_point_has_its_own_heat():
    heat = np.concatenate([heat_at((20, 31, 9.0)), heat_at((22, 33, 9.0))], axis=2)
    points = np.array([[125, 85, 0], [125, 85, 0]], np.float32)
    np.testing.assert_allclose(refine(points, heat, SIZE)[:, :2], [[124, 80], [132, 88]], atol=0.01)
