import pytest

from games.base import Setup
from games.snake import GAME
from tests.games.playing import play


@pytest.mark.parametrize(("edges", "delay"), [("wrap", 0), ("walls", 9)])
def test_it_eats_well_even_when_its_wishes_arrive_late(edges: str, delay: int) -> None:
    match = play(GAME, Setup(options={"edges": edges}), seconds=60, delay=delay)
    assert match.rules.scores[0] >= 30
    assert not match.rules.over
