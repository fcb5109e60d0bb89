"""A game plug-in: drops fall, a bucket catches them. Rules know no pygame and no clock."""

import random
from dataclasses import dataclass
from typing import Any

from games.base import STANDARD, Bot, Game, Inputs, Note, Setup, View

BUCKET, MISSES = 0.2, 5
SPEED, FALL = 0.9, 0.5  # widths and heights of the field a second


@dataclass
class CatchRules:
    """One match on a field of 1 x 1; same seed and same inputs give the same states."""

    seed: int
    speed: float
    bucket: float = 0.5
    caught: int = 0
    missed: int = 0
    outcome: str = ""

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self.drop = (self._random.random(), 0.0)

    @property
    def scores(self) -> tuple[int, ...]:
        """Drops caught."""
        return (self.caught,)

    @property
    def over(self) -> bool:
        """Whether too many drops were missed."""
        return self.missed >= MISSES

    @property
    def state(self) -> object:
        """Everything that decides what happens next."""
        return (self.bucket, self.drop, self.caught, self.missed, self._random.getstate())

    def step(self, inputs: Inputs, dt: float) -> tuple[str, ...]:
        """Move on by ``dt`` seconds, and name what happened."""
        held = inputs[0].held[-1:]
        way = {("left",): -1, ("right",): 1}.get(held, 0)
        self.bucket = min(1.0, max(0.0, self.bucket + way * SPEED * dt))
        x, y = self.drop
        self.drop = (x, y + FALL * self.speed * dt)
        if y < 1 or self.over:
            return ()
        self.drop = (self._random.random(), 0.0)
        if abs(x - self.bucket) < BUCKET / 2:
            self.caught += 1
            return ("catch",)
        self.missed += 1
        return ("miss",)


@dataclass
class CatchBot:
    """Runs under the drop."""

    reaction: float

    def wish(self, rules: CatchRules) -> str | None:
        """Return the direction to take."""
        off = rules.drop[0] - rules.bucket
        if abs(off) < BUCKET / 4:
            return None
        return "left" if off < 0 else "right"


class CatchGame(Game):
    """Catch drops with a bucket."""

    def new_rules(self, setup: Setup = STANDARD, seed: int = 0) -> CatchRules:
        """Return a new match."""
        return CatchRules(seed, setup.speed)

    def bot(self, player: int = 0, reaction: float = 0.0) -> Bot:
        """Return a player."""
        return CatchBot(reaction)

    def view(self, rules: Any) -> View:
        """Return what draws the match; pygame is imported only now."""
        from posebridge_catch.view import CatchView

        return CatchView(rules)


GAME = CatchGame(
    name="catch",
    title="Catch",
    controls=("left", "right"),
    sounds={"catch": (Note(660, 0.08),), "miss": (Note(200, 0.2, glide=90),)},
)
