"""Pong: keep the ball in play, to eleven points."""

from typing import Any

from games.base import STANDARD, Bot, Game, Note, Option, Setup, View
from games.pong.bot import PongBot
from games.pong.rules import PongRules


class PongGame(Game):
    """Pong for one against the computer, or two against each other."""

    def new_rules(self, setup: Setup = STANDARD, seed: int = 0) -> PongRules:
        """Return a new match against a computer of three levels, at one of three ball speeds."""
        return PongRules(
            opponent=self.chosen(setup, "opponent"),
            ball=self.chosen(setup, "ball"),
            players=setup.players,
            seed=seed,
        )

    def bot(self, player: int = 0, reaction: float = 0.0) -> Bot:
        """Return a player who moves by poses."""
        return PongBot(player, reaction)

    def view(self, rules: Any) -> View:
        """Return the drawn field; imports pygame."""
        from games.pong.view import PongView

        return PongView(rules)


GAME = PongGame(
    name="pong",
    title="Pong",
    controls=("up", "down"),
    axis="paddle",
    players=2,
    ranked=False,
    options=(
        Option("opponent", ("easy", "normal", "hard"), "easy"),
        Option("ball", ("slow", "normal", "fast"), "normal"),
    ),
    sounds={
        "hit": (Note(480, 0.05, wave="square", volume=0.3),),
        "wall": (Note(240, 0.04, wave="square", volume=0.25),),
        "faster": (Note(480, 0.12, glide=960),),
        "serve": (Note(360, 0.06, wave="sine", volume=0.3),),
        "goal": (Note(220, 0.35, glide=110, wave="square", volume=0.3),),
        "win": (Note(523, 0.12), Note(659, 0.12), Note(784, 0.25)),
    },
)
