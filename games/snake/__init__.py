"""Snake: eat, grow, and do not bite yourself."""

from typing import Any

from games.base import STANDARD, Bot, Game, Note, Option, Setup, View
from games.snake.bot import SnakeBot
from games.snake.rules import SnakeRules


class SnakeGame(Game):
    """Snake for one, or two on one board."""

    def new_rules(self, setup: Setup = STANDARD, seed: int = 0) -> SnakeRules:
        """Return a new match on a board with walls or open edges, at one of five speeds."""
        edges = self.chosen(setup, "edges")
        return SnakeRules(
            edges="walls" if edges == "walls" else "wrap",
            level=int(self.chosen(setup, "level")),
            players=setup.players,
            seed=seed,
        )

    def bot(self, player: int = 0, reaction: float = 0.0) -> Bot:
        """Return a careful player."""
        return SnakeBot(player, reaction)

    def view(self, rules: Any) -> View:
        """Return the drawn board; imports pygame."""
        from games.snake.view import SnakeView

        return SnakeView(rules)


GAME = SnakeGame(
    name="snake",
    title="Snake",
    players=2,
    options=(
        Option("level", ("1", "2", "3", "4", "5"), "2"),
        Option("edges", ("wrap", "walls"), "wrap"),
    ),
    sounds={
        "turn": (Note(330, 0.03, wave="sine", volume=0.2),),
        "eat": (Note(520, 0.06), Note(780, 0.09)),
        "die": (Note(300, 0.5, glide=60, wave="square", volume=0.4),),
        "full": (Note(523, 0.12), Note(659, 0.12), Note(784, 0.12), Note(1047, 0.3)),
    },
)
