"""A match in real time: pads in, fixed steps, what happened out. No pygame here."""

from collections.abc import Iterable

from bridge.api import Action
from games.base import Game, Setup
from games.pads import PadReader

LONGEST_CATCH_UP_S = 0.25


class Match:
    """Steps a game's rules at their fixed rate, whatever the rate of the frames.

    ``ahead`` is the time that has passed since the last step, for views to interpolate.
    """

    def __init__(self, game: Game, setup: Setup, seed: int) -> None:
        self.game = game
        self.setup = setup
        self.rules = game.new_rules(setup, seed)
        self.pads = tuple(PadReader() for _ in range(setup.players))
        self.ahead = 0.0

    def add(self, actions: Iterable[Action], player: int = 0) -> None:
        """Hand a player's actions, as a feed gives them, to the next step."""
        self.pads[player].add(actions)

    def advance(self, seconds: float) -> tuple[str, ...]:
        """Let ``seconds`` of real time pass and return what happened, in order.

        The speed of the setup slows the match's time against real time. After a long halt the
        match goes on from where it was instead of racing to catch up.
        """
        happened: list[str] = []
        self.ahead += self.setup.speed * min(seconds, LONGEST_CATCH_UP_S)
        while self.ahead >= self.game.step_s and not self.rules.over:
            self.ahead -= self.game.step_s
            inputs = tuple(pad.take() for pad in self.pads)
            happened += self.rules.step(inputs, self.game.step_s)
        return tuple(happened)
