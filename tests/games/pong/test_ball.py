from math import atan2, degrees, hypot

import pytest

from games.pong.ball import (
    FASTER,
    HEIGHT,
    PADDLE_LENGTH,
    STEEPER,
    Ball,
    meeting_y,
    returned,
    section,
    within_reach,
)

SPEED = 0.85


@pytest.mark.parametrize(
    ("struck", "angle"),
    [(0, -45), (1, -30), (2, -15), (3, 0), (4, 0), (5, 15), (6, 30), (7, 45)],
)
@pytest.mark.parametrize("incoming", [-0.6, 0.0, 0.5])
def test_each_section_has_its_angle_whatever_came_in(
    struck: int, angle: float, incoming: float
) -> None:
    ball = returned(Ball(0.1, 0.5, -0.8, incoming), struck, SPEED, hits=1)
    assert degrees(atan2(ball.dy, ball.dx)) == pytest.approx(angle)
    assert hypot(ball.dx, ball.dy) == pytest.approx(SPEED)


def test_the_paddle_has_eight_equal_sections() -> None:
    tops = [-PADDLE_LENGTH / 2 + (i + 0.5) * PADDLE_LENGTH / 8 for i in range(8)]
    assert [section(0.5 + offset, 0.5) for offset in tops] == list(range(8))
    assert section(0.5 - PADDLE_LENGTH, 0.5) == 0
    assert section(0.5 + PADDLE_LENGTH, 0.5) == 7


@pytest.mark.parametrize(("hits", "stage"), [(1, 0), (3, 0), (4, 1), (11, 1), (12, 2), (40, 2)])
def test_the_4th_and_the_12th_hit_are_faster_and_steeper(hits: int, stage: int) -> None:
    ball = returned(Ball(1.5, 0.5, 0.8, 0.0), 7, SPEED, hits)
    assert hypot(ball.dx, ball.dy) == pytest.approx(SPEED * FASTER[stage])
    assert degrees(atan2(ball.dy, -ball.dx)) == pytest.approx(45 * STEEPER[stage])


def test_top_and_bottom_reflect_and_the_meeting_point_is_foreseen() -> None:
    ball = Ball(0.2, 0.5, 0.8, 0.9)
    flown = ball
    for _ in range(60):
        flown = flown.moved(1 / 60)
        assert 0 < flown.y < HEIGHT
    assert flown.y == pytest.approx(meeting_y(ball, flown.x))


def test_paddles_cannot_reach_the_edge() -> None:
    assert within_reach(0.0) > PADDLE_LENGTH / 2
    assert within_reach(1.0) < HEIGHT - PADDLE_LENGTH / 2
