from games.base import Pad
from games.snake.rules import CELLS_PER_SECOND, Snake, SnakeRules

DT = 1 / 60


def play(rules: SnakeRules, *pressed: str, ticks: int = 1) -> list[str]:
    """Press in the first step, then let ``ticks`` ticks pass."""
    happened: list[str] = []
    until = rules.ticks + ticks
    happened += rules.step((Pad(pressed),), DT)
    while rules.ticks < until and not rules.over:
        happened += rules.step((Pad(),), DT)
    return happened


def rules_with(
    body: tuple[tuple[int, int], ...],
    heading: str,
    food: tuple[int, int] = (0, 0),
    **settings: object,
) -> SnakeRules:
    rules = SnakeRules(**{"columns": 8, "rows": 6, "edges": "walls", **settings})  # type: ignore[arg-type]
    rules.snakes = (Snake(body, heading),)
    rules.food = food
    return rules


def test_one_cell_a_tick_at_the_level_s_speed() -> None:
    for level, rate in enumerate(CELLS_PER_SECOND, start=1):
        rules = SnakeRules(level=level, edges="wrap")
        for _ in range(600):
            rules.step((Pad(),), DT)
        assert abs(rules.ticks - 10 * rate) <= 1


def test_two_quick_turns_both_count_and_make_a_u_turn() -> None:
    rules = rules_with(((4, 3), (3, 3), (2, 3)), "right")
    play(rules, "up", "left", ticks=2)
    assert rules.snakes[0].body[0] == (3, 2)
    assert rules.snakes[0].heading == "left"


def test_a_third_turn_in_the_queue_is_ignored() -> None:
    rules = rules_with(((4, 3), (3, 3), (2, 3)), "right")
    play(rules, "up", "left", "down", ticks=3)
    assert rules.snakes[0].heading == "left"


def test_no_reversal_and_no_turn_into_the_same_direction() -> None:
    rules = rules_with(((4, 3), (3, 3), (2, 3)), "right")
    play(rules, "left", "right")
    assert rules.snakes[0].heading == "right"
    assert rules.snakes[0].turns == ()


def test_a_reversal_is_judged_against_the_last_queued_turn() -> None:
    rules = rules_with(((4, 3), (3, 3), (2, 3)), "right")
    play(rules, "up", "down", ticks=1)
    assert rules.snakes[0].heading == "up"
    assert rules.snakes[0].turns == ()


def test_the_cell_that_the_tail_leaves_is_free() -> None:
    ring = ((3, 3), (3, 2), (2, 2), (2, 3))
    rules = rules_with(ring, "down")
    rules.snakes = (Snake(ring, "left"),)
    play(rules)
    assert not rules.over
    assert rules.snakes[0].body[0] == (2, 3)


def test_it_dies_on_itself() -> None:
    body = ((3, 3), (3, 2), (2, 2), (2, 3), (2, 4))
    rules = rules_with(body, "left")
    assert "die" in play(rules)
    assert rules.outcome == "bitten"


def test_walls_kill_and_open_edges_wrap() -> None:
    body = ((7, 2), (6, 2), (5, 2))
    rules = rules_with(body, "right")
    play(rules)
    assert rules.outcome == "wall"
    rules = rules_with(body, "right", edges="wrap")
    play(rules)
    assert rules.snakes[0].body[0] == (0, 2)


def test_food_grows_by_one_and_scores_the_level() -> None:
    rules = rules_with(((4, 3), (3, 3), (2, 3)), "right", food=(5, 3), level=4)
    assert "eat" in play(rules)
    assert len(rules.snakes[0].body) == 4
    assert rules.scores == (4,)


def test_food_never_lies_on_a_snake() -> None:
    for seed in range(50):
        rules = SnakeRules(columns=4, rows=3, seed=seed)
        assert rules.food not in rules.snakes[0].body


def test_a_full_board_wins() -> None:
    body = ((1, 0), (0, 0), (0, 1))
    rules = SnakeRules(columns=2, rows=2 + 1, edges="walls")
    rules.snakes = (Snake((*body, (0, 2), (1, 2)), "down"),)
    rules.food = (1, 1)
    assert "full" in play(rules)
    assert rules.over
    assert rules.outcome == "full"


def test_of_two_snakes_the_one_that_runs_into_the_other_loses() -> None:
    rules = SnakeRules(players=2, edges="walls")
    rules.snakes = (
        Snake(((4, 4), (3, 4)), "right"),
        Snake(((5, 6), (5, 5), (5, 4), (5, 3)), "down"),
    )
    while not rules.over:
        rules.step((Pad(), Pad()), DT)
    assert [snake.fate for snake in rules.snakes] == ["crashed", ""]
    assert rules.outcome == "won_2"


def test_heads_that_meet_both_die_and_the_points_decide() -> None:
    rules = SnakeRules(players=2, edges="walls")
    rules.snakes = (Snake(((4, 4), (3, 4)), "right", score=6), Snake(((6, 4), (7, 4)), "left"))
    while not rules.over:
        rules.step((Pad(), Pad()), DT)
    assert rules.outcome == "won_1"
