import pytest

from games.base import Setup
from games.match import LONGEST_CATCH_UP_S
from games.snake import GAME


def test_steps_are_fixed_whatever_the_frames() -> None:
    even, odd = GAME.match(seed=4), GAME.match(seed=4)
    for _ in range(600):
        even.advance(1 / 60)
    for _ in range(250):
        odd.advance(1 / 25)
    assert even.rules.snakes == odd.rules.snakes  # type: ignore[attr-defined]


def test_speed_scales_the_match_s_time() -> None:
    slow = GAME.match(Setup(speed=0.5), seed=4)
    for _ in range(60):
        slow.advance(1 / 60)
    rules = slow.rules
    assert rules.ticks + rules.progress == pytest.approx(3.0, abs=0.2)  # type: ignore[attr-defined]


def test_after_a_halt_it_goes_on_instead_of_racing() -> None:
    match = GAME.match(seed=4)
    match.advance(60.0)
    assert match.rules.ticks <= LONGEST_CATCH_UP_S * 6 + 1  # type: ignore[attr-defined]
    assert match.ahead < GAME.step_s
