"""A game that plays itself in a menu."""

import pygame

from games.base import Game, Setup
from games.canvas import Canvas

LINGER_S = 2.0


class Attract:
    """Lets the game's own bots play it, over and over."""

    def __init__(self, game: Game, seed: int = 0) -> None:
        self._game = game
        self._seed = seed
        self._start()

    def advance(self, seconds: float) -> None:
        """Let the bots play on."""
        for player, bot in enumerate(self._bots):
            wish = bot.wish(self._match.rules)
            if wish != self._shown[player]:
                pad = self._match.pads[player]
                pad.release_all()
                if wish:
                    pad.press(wish, down=True)
                self._shown[player] = wish
        self._view.update(self._match.advance(seconds), seconds)
        if self._match.rules.over:
            self._over_for += seconds
            if self._over_for > LINGER_S:
                self._seed += 1
                self._start()

    def draw(self, canvas: Canvas, area: pygame.Rect) -> None:
        """Draw the match into ``area``."""
        self._view.draw(canvas, area, self._match.ahead if not self._match.rules.over else 0.0)

    def _start(self) -> None:
        self._match = self._game.match(Setup(), self._seed)
        self._view = self._game.view(self._match.rules)
        self._bots = [self._game.bot(0)]
        self._shown: list[str | None] = [None]
        self._over_for = 0.0
