"""Snake's rules: a grid, one cell per tick, a head that drags its body behind."""

from dataclasses import dataclass, replace
from random import Random
from typing import Literal, TypeAlias

from games.base import Inputs

Cell: TypeAlias = tuple[int, int]
Edges = Literal["walls", "wrap"]

STEPS: dict[str, Cell] = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
OPPOSITE = {"left": "right", "right": "left", "up": "down", "down": "up"}

COLUMNS, ROWS = 20, 15
START_LENGTH = 3
QUEUED_TURNS = 2  # two quick poses both count, a third has to wait its turn
CELLS_PER_SECOND = (4.0, 6.0, 8.0, 10.0, 12.0)  # by level; TeachableSnake's 125 ms is level 3


@dataclass(frozen=True, slots=True)
class Snake:
    """``body`` has the head first; ``vacated`` is the cell that the tail left at the last tick.

    ``fate`` is empty while alive, then ``wall``, ``bitten`` (itself) or ``crashed`` (the other).
    """

    body: tuple[Cell, ...]
    heading: str
    turns: tuple[str, ...] = ()
    vacated: Cell | None = None
    score: int = 0
    fate: str = ""

    def asked(self, direction: str) -> "Snake":
        """Queue a turn, unless the queue is full or it would be no turn or a reversal."""
        last = self.turns[-1] if self.turns else self.heading
        if len(self.turns) == QUEUED_TURNS or direction in (last, OPPOSITE[last]):
            return self
        return replace(self, turns=(*self.turns, direction))

    def turned(self) -> "Snake":
        """Take the first turn off the queue."""
        if not self.turns:
            return self
        return replace(self, heading=self.turns[0], turns=self.turns[1:])


class SnakeRules:
    """One match on a board of ``columns`` by ``rows`` cells for one or two snakes.

    ``level`` (1..5) sets the speed and the points per piece of food. ``progress`` (0..1) tells how
    much of the time to the next tick has passed, ``food`` is None once the board is full.
    """

    def __init__(
        self,
        *,
        edges: Edges = "walls",
        level: int = 2,
        players: int = 1,
        seed: int = 0,
        columns: int = COLUMNS,
        rows: int = ROWS,
    ) -> None:
        self.columns, self.rows = columns, rows
        self.edges: Edges = edges
        self.level = level
        self.rate = CELLS_PER_SECOND[level - 1]
        self.progress = 0.0
        self.ticks = 0
        self._random = Random(seed)
        self.snakes = tuple(self._newborn(player, players) for player in range(players))
        self.food: Cell | None = self._new_food()

    @property
    def scores(self) -> tuple[int, ...]:
        """Points of each player."""
        return tuple(snake.score for snake in self.snakes)

    @property
    def over(self) -> bool:
        """Whether a snake is dead or the board is full."""
        return self.food is None or any(snake.fate for snake in self.snakes)

    @property
    def outcome(self) -> str:
        """``wall``, ``bitten`` or ``full`` alone; ``won_1``, ``won_2`` or ``draw`` for two."""
        if not self.over:
            return ""
        fates = [snake.fate for snake in self.snakes]
        if len(fates) == 1:
            return fates[0] or "full"
        if all(fates) or not any(fates):
            ranks = self.scores
            return "draw" if ranks[0] == ranks[1] else f"won_{1 + (ranks[1] > ranks[0])}"
        return f"won_{1 + fates.index('')}"

    @property
    def state(self) -> object:
        """All that decides what happens next."""
        return (self.snakes, self.food, self.progress, self.ticks, self._random.getstate())

    def step(self, inputs: Inputs, dt: float) -> tuple[str, ...]:
        """Queue the turns asked for and move whenever a tick is due."""
        self.snakes = tuple(
            _with_turns(snake, pad.pressed) for snake, pad in zip(self.snakes, inputs, strict=True)
        )
        happened: list[str] = []
        self.progress += dt * self.rate
        while self.progress >= 1 and not self.over:
            self.progress -= 1
            happened += self._tick()
        return tuple(happened)

    def neighbour(self, cell: Cell, direction: str) -> Cell | None:
        """Return the next cell in a direction, or None where a wall stands."""
        x, y = cell[0] + STEPS[direction][0], cell[1] + STEPS[direction][1]
        if self.edges == "wrap":
            return x % self.columns, y % self.rows
        return (x, y) if 0 <= x < self.columns and 0 <= y < self.rows else None

    def _tick(self) -> list[str]:
        self.ticks += 1
        before = self.snakes
        turned = [snake.turned() for snake in before]
        heads = [self.neighbour(snake.body[0], snake.heading) for snake in turned]
        eats = [head is not None and head == self.food for head in heads]
        # A tail that moves on this tick leaves its cell free for a head.
        blocks = [
            set(snake.body if eaten else snake.body[:-1])
            for snake, eaten in zip(turned, eats, strict=True)
        ]
        self.snakes = tuple(
            self._moved(snake, head, eaten, _fate(index, heads, blocks))
            for index, (snake, head, eaten) in enumerate(zip(turned, heads, eats, strict=True))
        )
        happened = ["turn"] * sum(
            len(old.turns) > len(new.turns) for old, new in zip(before, turned, strict=True)
        )
        if any(snake.fate for snake in self.snakes):
            return [*happened, "die"]
        if any(eats):
            self.food = self._new_food()
            happened.append("eat" if self.food else "full")
        return happened

    def _moved(self, snake: Snake, head: Cell | None, eaten: bool, fate: str) -> Snake:
        if fate or head is None:
            return replace(snake, fate=fate)
        return replace(
            snake,
            body=(head, *(snake.body if eaten else snake.body[:-1])),
            vacated=None if eaten else snake.body[-1],
            score=snake.score + self.level * eaten,
        )

    def _new_food(self) -> Cell | None:
        taken = {cell for snake in self.snakes for cell in snake.body}
        free = [
            (x, y) for y in range(self.rows) for x in range(self.columns) if (x, y) not in taken
        ]
        return self._random.choice(free) if free else None

    def _newborn(self, player: int, players: int) -> Snake:
        row = self.rows * (player + 1) // (players + 1)
        middle = self.columns // 2
        if player == 0:
            return Snake(tuple((middle - 1 - i, row) for i in range(START_LENGTH)), "right")
        return Snake(tuple((middle + i, row) for i in range(START_LENGTH)), "left")


def _with_turns(snake: Snake, pressed: tuple[str, ...]) -> Snake:
    for direction in pressed:
        if direction in STEPS:
            snake = snake.asked(direction)
    return snake


def _fate(index: int, heads: list[Cell | None], blocks: list[set[Cell]]) -> str:
    head = heads[index]
    if head is None:
        return "wall"
    if head in blocks[index]:
        return "bitten"
    others = [i for i in range(len(heads)) if i != index]
    if any(head in blocks[i] or head == heads[i] for i in others):
        return "crashed"
    return ""
