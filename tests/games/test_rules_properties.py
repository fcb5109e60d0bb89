"""Whatever the players do, the rules of Snake and Pong hold."""

from hypothesis import given, settings
from hypothesis import strategies as st

from games.base import DIRECTIONS, Pad
from games.pong.ball import BALL, HEIGHT, PADDLE_LENGTH, REACH
from games.pong.rules import POINTS_TO_WIN, PongRules
from games.snake.rules import OPPOSITE, START_LENGTH, SnakeRules

DT = 1 / 60
turns = st.lists(st.lists(st.sampled_from(DIRECTIONS), max_size=4), max_size=60)
moves = st.lists(
    st.tuples(
        st.sampled_from([(), ("up",), ("down",), ("up", "down")]),
        st.dictionaries(st.just("paddle"), st.floats(-1, 1), max_size=1),
    ),
    min_size=1,
    max_size=40,
)


@settings(deadline=None, max_examples=60)
@given(turns, st.sampled_from(["walls", "wrap"]), st.integers(0, 5))
def test_snake(pressed, edges, seed) -> None:  # type: ignore[no-untyped-def]
    rules = SnakeRules(edges=edges, level=5, seed=seed, columns=7, rows=5)
    for names in pressed:
        before = rules.snakes[0]
        rules.step((Pad(tuple(names)),), DT)
        for _ in range(4):
            rules.step((Pad(),), DT)
        snake = rules.snakes[0]
        assert len(set(snake.body)) == len(snake.body)
        assert rules.food not in snake.body
        assert len(snake.body) == START_LENGTH + snake.score // rules.level
        assert snake.heading != OPPOSITE[before.heading]
        assert len(snake.turns) <= 2


@settings(deadline=None, max_examples=30)
@given(moves, st.integers(1, 2), st.integers(0, 5))
def test_pong(held_and_axes, players, seed) -> None:  # type: ignore[no-untyped-def]
    rules = PongRules(players=players, ball="fast", seed=seed)
    edge = REACH + PADDLE_LENGTH / 2
    for held, axes in held_and_axes * 3:
        for _ in range(20):
            points = sum(rules.points)
            happened = rules.step((Pad(held=held, axes=axes),) * players, DT)
            assert sum(rules.points) == points + happened.count("goal")
            assert all(edge - 1e-9 <= each.y <= HEIGHT - edge + 1e-9 for each in rules.paddles)
            if rules.ball:
                assert BALL / 2 - 1e-9 <= rules.ball.y <= HEIGHT - BALL / 2 + 1e-9
            if rules.over:
                assert max(rules.points) == POINTS_TO_WIN
                return
