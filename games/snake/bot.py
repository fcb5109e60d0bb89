"""A careful snake: the shortest way to the food that leaves a way back to its own tail."""

from collections import deque
from dataclasses import replace
from math import ceil
from typing import TypeAlias

from games.snake.rules import OPPOSITE, STEPS, Cell, Snake, SnakeRules

# A cell, the direction in which it was entered, and the ticks until a turn is possible.
Place: TypeAlias = tuple[Cell, str, int]

PATIENCE_S = 1.0  # a wish that has not come true by then is thought over again
LEARNING = 0.3  # weight of a newly seen reaction time
SURE = (0.45, 0.8)  # part of a tick in which a turn must arrive to be sure of its cell


class SnakeBot:
    """Plays one snake; ``reaction`` is a first guess of the seconds from wish to turn.

    It learns the true reaction time from the turns it sees come true, plans from where the snake
    will be by then, with turns no closer than they can arrive, and sticks to a wish until it comes
    true.
    """

    def __init__(self, player: int = 0, reaction: float = 0.0) -> None:
        self.player = player
        self.reaction = reaction
        self._wish: str | None = None
        self._since = 0.0
        self._planned_at = -1

    def wish(self, rules: SnakeRules) -> str | None:
        """Return the direction to show now."""
        snake = rules.snakes[self.player]
        now = (rules.ticks + rules.progress) / rules.rate
        if self._wish in (snake.heading, *snake.turns):
            self._settle(now)
        elif (
            self._wish and now - self._since < PATIENCE_S and self._wish != OPPOSITE[snake.heading]
        ):
            return self._wish
        blind_ticks, phase = divmod(self.reaction * rules.rate + rules.progress, 1.0)
        if self._wish is None or (SURE[0] <= phase <= SURE[1] and rules.ticks != self._planned_at):
            self._planned_at = rules.ticks
            pause = ceil(self.reaction * rules.rate)
            wish = best_direction(rules, _later(rules, snake, int(blind_ticks)), max(1, pause))
            if wish != self._wish:
                self._since = 0.0 if wish == snake.heading else now
                self._wish = wish
        return self._wish

    def _settle(self, now: float) -> None:
        if self._since:
            self.reaction += LEARNING * (now - self._since - self.reaction)
            self._since = 0.0


def best_direction(rules: SnakeRules, snake: Snake, pause: int = 1) -> str:
    """Return where ``snake`` should turn now: to the food if safe, else towards its tail.

    Another turn can follow only ``pause`` ticks after a turn.
    """
    route = _route(rules, snake, rules.food, pause)
    if route and _keeps_a_way_out(rules, snake, route, pause):
        return route[0]
    choices = []
    for direction in STEPS:
        moved = _moved(rules, snake.turned(), direction)
        if moved is not None:
            straight = direction == snake.heading
            back = _route(rules, moved, moved.body[-1], pause, 0 if straight else pause - 1)
            choices.append((len(back), _room(rules, moved), direction))
    return max(choices)[2] if choices else snake.heading


def _later(rules: SnakeRules, snake: Snake, ticks: int) -> Snake:
    """Return ``snake`` after ``ticks`` without a new turn, or just before it would die."""
    for _ in range(ticks):
        turned = snake.turned()
        moved = _moved(rules, turned)
        if moved is None:
            return turned
        snake = replace(moved, turns=turned.turns)
    return snake


def _moved(rules: SnakeRules, snake: Snake, direction: str = "") -> Snake | None:
    heading = direction or snake.heading
    head = rules.neighbour(snake.body[0], heading)
    if head is None or heading == OPPOSITE[snake.heading]:
        return None
    eaten = head == rules.food
    rest = snake.body if eaten else snake.body[:-1]
    return None if head in rest or head in _others(rules, snake) else Snake((head, *rest), heading)


def _others(rules: SnakeRules, snake: Snake) -> set[Cell]:
    """Cells of the other snakes; a snake that was moved in thought is still known by its tail."""
    mine = set(snake.body)
    return {c for each in rules.snakes if not mine & set(each.body) for c in each.body}


def _route(
    rules: SnakeRules, snake: Snake, goal: Cell | None, pause: int, wait: int = 0
) -> list[str]:
    """Shortest way as directions; a cell of the body is free once the tail has passed it.

    The first turn can come after ``wait`` ticks, each further one ``pause`` after the last.
    """
    length = len(snake.body)
    free_at = {cell: length - place for place, cell in enumerate(snake.body)}
    walls = _others(rules, snake)
    start: Place = snake.body[0], snake.heading, wait
    came: dict[Place, Place] = {}
    edge = deque([(start, 0)])
    while edge:
        place, steps = edge.popleft()
        cell, heading, left = place
        turns = [d for d in STEPS if d not in (heading, OPPOSITE[heading])] if left == 0 else []
        for direction in (heading, *turns):
            there = rules.neighbour(cell, direction)
            if there is None or there in walls or there == start[0]:
                continue
            after = there, direction, max(0, left - 1) if direction == heading else pause - 1
            if after in came or steps + 1 < free_at.get(there, 0):
                continue
            came[after] = place
            if there == goal:
                return _unwound(came, start, after)
            edge.append((after, steps + 1))
    return []


def _unwound(came: dict[Place, Place], start: Place, goal: Place) -> list[str]:
    route: list[str] = []
    while goal != start:
        route.append(goal[1])
        goal = came[goal]
    return route[::-1]


def _keeps_a_way_out(rules: SnakeRules, snake: Snake, route: list[str], pause: int) -> bool:
    wait = 0
    for direction in route:
        moved = _moved(rules, snake, direction)
        if moved is None:
            return False
        wait = max(0, wait - 1) if direction == snake.heading else pause - 1
        snake = moved
    full = len(snake.body) >= rules.columns * rules.rows
    return full or bool(_route(rules, snake, snake.body[-1], pause, wait))


def _room(rules: SnakeRules, snake: Snake) -> int:
    """Count the cells that the head can still reach."""
    walls = set(snake.body[:-1]) | _others(rules, snake)
    seen = {snake.body[0]}
    edge = [snake.body[0]]
    while edge:
        cell = edge.pop()
        for direction in STEPS:
            after = rules.neighbour(cell, direction)
            if after is not None and after not in walls and after not in seen:
                seen.add(after)
                edge.append(after)
    return len(seen)
