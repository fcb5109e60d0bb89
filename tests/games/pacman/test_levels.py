"""The level table against the Dossier's figures, row by row as a player sees them."""

import pytest

from games.pacman.levels import FRAME_RATE, frames, level

# level: fright s/flashes, fruit and points, dots left and speeds of Elroy, phases' first seconds
ROWS = [
    (1, 6, 5, "cherry", 100, (20, 10), (80, 85)),
    (2, 5, 5, "strawberry", 300, (30, 15), (90, 95)),
    (3, 4, 5, "peach", 500, (40, 20), (90, 95)),
    (4, 3, 5, "peach", 500, (40, 20), (90, 95)),
    (5, 2, 5, "apple", 700, (40, 20), (100, 105)),
    (6, 5, 5, "apple", 700, (50, 25), (100, 105)),
    (7, 2, 5, "melon", 1000, (50, 25), (100, 105)),
    (8, 2, 5, "melon", 1000, (50, 25), (100, 105)),
    (9, 1, 3, "star", 2000, (60, 30), (100, 105)),
    (10, 5, 5, "star", 2000, (60, 30), (100, 105)),
    (11, 2, 5, "bell", 3000, (60, 30), (100, 105)),
    (12, 1, 3, "bell", 3000, (80, 40), (100, 105)),
    (13, 1, 3, "key", 5000, (80, 40), (100, 105)),
    (14, 3, 5, "key", 5000, (80, 40), (100, 105)),
    (15, 1, 3, "key", 5000, (100, 50), (100, 105)),
    (16, 1, 3, "key", 5000, (100, 50), (100, 105)),
    (17, 0, 0, "key", 5000, (100, 50), (100, 105)),
    (18, 1, 3, "key", 5000, (100, 50), (100, 105)),
    (19, 0, 0, "key", 5000, (120, 60), (100, 105)),
    (20, 0, 0, "key", 5000, (120, 60), (100, 105)),
    (21, 0, 0, "key", 5000, (120, 60), (100, 105)),
    (255, 0, 0, "key", 5000, (120, 60), (100, 105)),
    (256, 0, 0, "key", 5000, (120, 60), (100, 105)),
]


@pytest.mark.parametrize(
    ("number", "fright_s", "flashes", "fruit", "points", "dots", "speeds"), ROWS
)
def test_row(number, fright_s, flashes, fruit, points, dots, speeds):
    row = level(number)
    assert (row.fright_s, row.flashes) == (fright_s, flashes)
    assert (row.fruit, row.fruit_points) == (fruit, points)
    assert row.elroy_dots == dots
    assert row.elroy_speeds == speeds
    assert row.fright_frames == pytest.approx(fright_s * FRAME_RATE, abs=1)


@pytest.mark.parametrize(
    ("numbers", "phases"),
    [
        ((1,), (7, 20, 7, 20, 5, 20, 5)),
        ((2, 3, 4), (7, 20, 7, 20, 5, 1033, 1 / 60)),
        ((*range(5, 22), 256, 300), (5, 20, 5, 20, 5, 1037, 1 / 60)),
    ],
)
def test_phases(numbers, phases):
    assert all(level(number).phases == phases for number in numbers)


@pytest.mark.parametrize(
    ("number", "limits", "patience"),
    [
        *[(1, (0, 30, 60), 4), (2, (0, 0, 50), 4), (3, (0, 0, 0), 4), (4, (0, 0, 0), 4)],
        *[(number, (0, 0, 0), 3) for number in (*range(5, 22), 256)],
    ],
)
def test_pen(number, limits, patience):
    assert level(number).pen_limits == limits
    assert level(number).patience_s == patience


def test_a_frame_is_the_least_time():
    assert frames(1 / 60) == 1
    assert frames(1 / 600) == 1
