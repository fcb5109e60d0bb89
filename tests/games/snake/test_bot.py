from itertools import pairwise

import pytest

from games.base import Setup
from games.snake import GAME
from games.snake.bot import _route, best_direction
from games.snake.rules import Snake, SnakeRules
from tests.games.playing import play


@pytest.mark.parametrize(("edges", "delay"), [("wrap", 0), ("walls", 9)])
def test_it_eats_well_even_when_its_wishes_arrive_late(edges: str, delay: int) -> None:
    match = play(GAME, Setup(options={"edges": edges}), seconds=60, delay=delay)
    assert match.rules.scores[0] >= 30
    assert not match.rules.over


def test_turns_are_no_closer_than_they_can_arrive() -> None:
    """A snake before a wall that would have to turn twice at once goes round the other way."""
    rules = SnakeRules(edges="walls", columns=8, rows=6)
    body = ((3, 2), (2, 2), (1, 2))
    snake = Snake(body, "right")
    rules.snakes = (snake,)
    rules.food = (2, 3)  # beneath its own body
    assert best_direction(rules, snake, pause=1) == "down"
    route = _route(rules, snake, rules.food, 3)
    turns = [i for i, way in enumerate(route) if way != (["right", *route][i])]
    assert len(turns) > 1
    assert all(later - sooner >= 3 for sooner, later in pairwise(turns))
