"""A careful snake: the shortest way to the food that leaves a way back to its own tail."""

from collections import deque
from dataclasses import replace

from games.snake.rules import OPPOSITE, STEPS, Cell, Snake, SnakeRules

PATIENCE_S = 1.0  # a wish that has not come true by then is thought over again
LEARNING = 0.3  # weight of a newly seen reaction time
SURE = (0.3, 0.8)  # part of a tick in which a turn must arrive to be sure of its cell


class SnakeBot:
    """Plays one snake; ``reaction`` is a first guess of the seconds from wish to turn.

    It learns the true reaction time from the turns it sees come true, plans from where the snake
    will be by then, and sticks to a wish until it comes true.
    """

    def __init__(self, player: int = 0, reaction: float = 0.0) -> None:
        self.player = player
        self.reaction = reaction
        self._wish: str | None = None
        self._since = 0.0

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
        if self._wish is None or SURE[0] <= phase <= SURE[1]:
            wish = best_direction(rules, _later(rules, snake, int(blind_ticks)))
            if wish != self._wish:
                self._since = 0.0 if wish == snake.heading else now
                self._wish = wish
        return self._wish

    def _settle(self, now: float) -> None:
        if self._since:
            self.reaction += LEARNING * (now - self._since - self.reaction)
            self._since = 0.0


def best_direction(rules: SnakeRules, snake: Snake) -> str:
    """Return where ``snake`` should turn now: to the food if safe, else towards its tail."""
    route = _route(rules, snake, rules.food)
    if route and _keeps_a_way_out(rules, snake, route):
        return route[0]
    choices = []
    for direction in STEPS:
        moved = _moved(rules, snake.turned(), direction)
        if moved is not None:
            back = _route(rules, moved, moved.body[-1])
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


def _route(rules: SnakeRules, snake: Snake, goal: Cell | None) -> list[str]:
    """Shortest way as directions; a cell of the body is free once the tail has passed it."""
    length = len(snake.body)
    free_at = {cell: length - place for place, cell in enumerate(snake.body)}
    walls = _others(rules, snake)
    start = snake.body[0]
    came: dict[Cell, tuple[Cell, str]] = {}
    edge = deque([(start, snake.heading, 0)])
    while edge:
        cell, heading, steps = edge.popleft()
        for direction in (heading, *(d for d in STEPS if d not in (heading, OPPOSITE[heading]))):
            after = rules.neighbour(cell, direction)
            if after is None or after in came or after in walls or after == start:
                continue
            if steps + 1 < free_at.get(after, 0):
                continue
            came[after] = (cell, direction)
            if after == goal:
                return _unwound(came, start, after)
            edge.append((after, direction, steps + 1))
    return []


def _unwound(came: dict[Cell, tuple[Cell, str]], start: Cell, goal: Cell) -> list[str]:
    route: list[str] = []
    while goal != start:
        goal, direction = came[goal]
        route.append(direction)
    return route[::-1]


def _keeps_a_way_out(rules: SnakeRules, snake: Snake, route: list[str]) -> bool:
    for direction in route:
        moved = _moved(rules, snake, direction)
        if moved is None:
            return False
        snake = moved
    full = len(snake.body) >= rules.columns * rules.rows
    return full or bool(_route(rules, snake, snake.body[-1]))


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
