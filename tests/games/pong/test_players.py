import pytest

from games.base import Setup
from games.pong import GAME
from games.pong.opponent import SKILLS
from tests.games.playing import play


@pytest.mark.parametrize("delay", [0, 9, 24])
def test_the_bot_beats_the_easy_computer(delay: int) -> None:
    match = play(GAME, Setup(options={"opponent": "easy"}), seconds=400, delay=delay)
    assert match.rules.outcome == "won"


def test_the_computer_wins_against_nobody_and_is_never_perfect() -> None:
    alone = GAME.match(Setup(options={"opponent": "hard"}), seed=3)
    while not alone.rules.over:
        alone.advance(GAME.step_s * 1.000001)
    assert alone.rules.outcome == "lost"
    match = play(GAME, Setup(options={"opponent": "hard"}), seconds=400)
    assert match.rules.scores[0] > 0


def test_levels_differ_in_delay_speed_and_error() -> None:
    easy, normal, hard = (SKILLS[name] for name in ("easy", "normal", "hard"))
    assert easy.delay > normal.delay > hard.delay > 0
    assert easy.speed < normal.speed < hard.speed
    assert easy.error > normal.error > hard.error > 0
