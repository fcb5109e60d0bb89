"""Dust bunnies in a maze, by the rules of the 1980 classic; maze, art, names and sounds are own."""

from typing import Any

from games.base import STANDARD, Bot, Game, Note, Option, Setup, View
from games.pacman.bot import PlanningBot
from games.pacman.levels import FRAME_S
from games.pacman.rules import MazeRules


class MazeGame(Game):
    """One robot, four dust bunnies, 244 specks of dust."""

    def new_rules(self, setup: Setup = STANDARD, seed: int = 0) -> MazeRules:
        """Return a new match from the chosen level on, with the chosen lives."""
        return MazeRules(
            seed,
            lives=int(self.chosen(setup, "lives")),
            bonus_at=int(self.chosen(setup, "bonus")),
            first_level=int(self.chosen(setup, "level")),
        )

    def bot(self, player: int = 0, reaction: float = 0.0) -> Bot:
        """Return a player who plans a few junctions ahead."""
        return PlanningBot(reaction)

    def view(self, rules: Any) -> View:
        """Return the drawn maze; imports pygame."""
        from games.pacman.view import MazeView

        return MazeView(rules)


GAME = MazeGame(
    name="pacman",
    title="Dust Bunnies",
    step_s=FRAME_S,
    options=(
        Option("level", ("1", "2", "3", "5", "9", "13", "17", "21"), "1"),
        Option("lives", ("1", "3", "5"), "3"),
        Option("bonus", ("0", "10000", "15000", "20000"), "10000"),
    ),
    sounds={
        "ready": (
            *(Note(hertz, 0.11, wave="square", volume=0.25) for hertz in (392, 494, 587, 494)),
            *(Note(hertz, 0.11, wave="square", volume=0.25) for hertz in (440, 554, 659)),
            Note(784, 0.3, wave="square", volume=0.25),
        ),
        "dot": (Note(210, 0.035, 330, volume=0.35), Note(330, 0.035, 230, volume=0.3)),
        "energizer": (Note(180, 0.12, 520, "square", 0.3), Note(520, 0.12, 300, "square", 0.3)),
        "bunny": (Note(300, 0.10, 900), Note(900, 0.16, 1500, "sine")),
        "fruit": (Note(660, 0.07), Note(880, 0.07), Note(1320, 0.12)),
        "extra": tuple(Note(1047, 0.08, wave="sine") for _ in range(3)),
        "caught": (
            Note(620, 0.35, 420),
            Note(480, 0.35, 280),
            Note(330, 0.5, 70, "square", 0.35),
            Note(900, 0.12, 200, "noise", 0.15),
        ),
        "cleared": tuple(Note(hertz, 0.12) for hertz in (523, 659, 784, 1047, 784, 1047)),
        "over": (Note(294, 0.25), Note(262, 0.25), Note(196, 0.6)),
    },
)
