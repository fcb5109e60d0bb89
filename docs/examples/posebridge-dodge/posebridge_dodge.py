"""Dodge: step left and right, and let nothing fall on you."""

from random import Random

from games.base import STANDARD, Game, Inputs, Note, Setup

LANES, FALL_S = 5, 1.2


class DodgeRules:
    def __init__(self, seed: int) -> None:
        self.random, self.lane, self.score, self.outcome = Random(seed), LANES // 2, 0, ""
        self.stone, self.fallen = self.random.randrange(LANES), 0.0

    scores = property(lambda self: (self.score,))
    over = property(lambda self: bool(self.outcome))
    state = property(lambda self: (self.lane, self.score, self.stone, self.fallen, self.outcome))

    def step(self, inputs: Inputs, dt: float) -> tuple[str, ...]:
        for name in inputs[0].pressed:
            self.lane += {"left": -1, "right": 1}.get(name, 0)
        self.lane = max(0, min(LANES - 1, self.lane))
        self.fallen += dt / (FALL_S * 0.97**self.score)
        if self.fallen < 1:
            return ()
        if self.stone == self.lane:
            self.outcome = "hit"
            return ("hit",)
        self.stone, self.fallen, self.score = self.random.randrange(LANES), 0.0, self.score + 1
        return ("dodged",)


class DodgeBot:
    def wish(self, rules: DodgeRules) -> str | None:
        return ("left" if rules.lane else "right") if rules.stone == rules.lane else None


class DodgeView:
    def __init__(self, rules: DodgeRules) -> None:
        self.rules = rules

    def update(self, happened: tuple[str, ...], seconds: float) -> None: ...

    def draw(self, canvas, area, ahead: float) -> None:
        cell = min(area.w // LANES, area.h // 6)
        left = area.centerx - (LANES - 1) * cell / 2
        y = area.y + self.rules.fallen * (area.h - cell)
        canvas.disc((left + self.rules.stone * cell, y), cell / 3, canvas.palette.food)
        player = (left + self.rules.lane * cell, area.bottom - cell)
        canvas.disc(player, cell / 2.5, canvas.palette.players[0])
        canvas.text(str(self.rules.score), area.midtop, "title", anchor="midtop")


class Dodge(Game):
    def new_rules(self, setup: Setup = STANDARD, seed: int = 0) -> DodgeRules:
        return DodgeRules(seed)

    def bot(self, player: int = 0, reaction: float = 0.0) -> DodgeBot:
        return DodgeBot()

    def view(self, rules: DodgeRules) -> DodgeView:
        return DodgeView(rules)


GAME = Dodge(
    name="dodge",
    title="Dodge",
    controls=("left", "right"),
    sounds={"hit": (Note(200, 0.4, glide=60),), "dodged": (Note(700, 0.05),)},
    words={"hit": "A stone hit you", "how": "Step out of the way."},
)
