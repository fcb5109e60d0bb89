import pytest

from games.base import Pad
from games.pong.ball import PADDLE_LENGTH, Ball
from games.pong.rules import (
    AXIS_SPEED,
    FAST,
    RAMP_S,
    SERVE_PAUSE_S,
    SLOW,
    Paddle,
    PongRules,
    travelled,
)

DT = 1 / 60


def until(rules: PongRules, name: str, *pads: Pad, steps: int = 3000) -> list[str]:
    seen: list[str] = []
    for _ in range(steps):
        happened = rules.step(pads or (Pad(),) * rules.players, DT)
        seen += happened
        if name in happened:
            return seen
    raise AssertionError(f"{name} did not happen")


def test_up_stay_and_down() -> None:
    rules = PongRules()
    for held, moves in ((("up",), -1), ((), 0), (("down",), 1), (("down", "up"), -1)):
        before = rules.paddles[0].y
        rules.step((Pad(held=held),), DT)
        assert rules.paddles[0].y - before == pytest.approx(moves * SLOW * DT, rel=0.1)


def test_a_paddle_gains_speed_up_to_its_fastest() -> None:
    rules = PongRules()
    rules.paddles = (Paddle(0.12), Paddle())
    ways = []
    for _ in range(round(RAMP_S / DT) + 6):
        before = rules.paddles[0].y
        rules.step((Pad(held=("down",)),), DT)
        ways.append(round(rules.paddles[0].y - before, 9))
    assert ways == sorted(ways)
    assert ways[-1] == pytest.approx(FAST * DT)
    assert sum(ways) == pytest.approx(travelled(0, len(ways) * DT), abs=1e-6)


def test_an_axis_sets_the_place_and_gestures_win_over_it() -> None:
    rules = PongRules()
    for _ in range(round(1 / AXIS_SPEED / DT) + 1):
        rules.step((Pad(axes={"paddle": -0.5}),), DT)
    assert rules.paddles[0].y == pytest.approx(0.25)
    rules.step((Pad(held=("down",), axes={"paddle": -0.5}),), DT)
    assert rules.paddles[0].moving == 1


def test_the_serve_waits_and_goes_to_the_one_who_missed() -> None:
    rules = PongRules(players=2)
    until(rules, "serve")
    assert rules.time == pytest.approx(SERVE_PAUSE_S, abs=2 * DT)
    rules.paddles = (Paddle(0.2), Paddle(0.2))
    rules.ball = Ball(0.2, 0.8, -0.8, 0.0)
    until(rules, "goal")
    assert rules.points == (0, 1)
    until(rules, "serve")
    assert rules.ball is not None
    assert rules.ball.dx < 0


def test_a_rally_counts_its_hits_and_a_miss_starts_anew() -> None:
    rules = PongRules(players=2)
    rules.ball = Ball(0.8, 0.5, 0.85, 0.0)
    seen: list[str] = []
    for _ in range(12):
        assert rules.ball is not None
        rules.paddles = (Paddle(0.5), Paddle(0.5))
        seen += until(rules, "hit")
    assert rules.hits == 12
    assert seen.count("faster") == 2
    rules.paddles = (Paddle(0.9), Paddle(0.9))
    until(rules, "goal")
    until(rules, "serve")
    assert rules.hits == 0
    assert rules.ball is not None
    assert rules.ball.dx**2 + rules.ball.dy**2 == pytest.approx(rules.speed**2)


def test_a_ball_beside_the_paddle_is_a_goal() -> None:
    rules = PongRules(players=2)
    rules.ball = Ball(0.3, 0.5 + PADDLE_LENGTH, -0.85, 0.0)
    assert "hit" not in until(rules, "goal")


def test_eleven_points_win() -> None:
    rules = PongRules(players=2)
    rules.points = (10, 10)
    rules.paddles = (Paddle(0.2), Paddle(0.2))
    rules.ball = Ball(1.4, 0.8, 0.85, 0.0)
    assert "win" in until(rules, "goal")
    assert rules.over
    assert rules.outcome == "won_1"
    assert rules.scores == (11, 10)
