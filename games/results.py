"""The screen after a match: the score, the best, and how the poses were understood."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import pygame

from games.arcade import Arcade
from games.base import Game, Setup, View
from games.canvas import Canvas
from games.chooser import Chooser, Row
from games.controls import Signals
from games.match import Match
from games.playlog import PlayLog
from games.preferences import fitting_speed
from games.scores import Standing
from games.understood import draw_understood
from games.window import Screen


class Played(Protocol):
    """A match that has ended."""

    game: Game
    setup: Setup
    match: Match
    view: View
    logs: tuple[PlayLog, ...]


class ResultsScreen:
    """Shows a result and asks what next."""

    def __init__(
        self,
        arcade: Arcade,
        played: Played,
        standing: Standing,
        again: Callable[[float], Screen | None],
        home: Callable[[], Screen | None],
    ) -> None:
        words = arcade.window.words
        self.arcade, self.played = arcade, played
        self._again, self._home = again, home
        self._standing = standing
        latest = max((log.latency for log in played.logs), default=0.0)
        self._fitting = min(played.setup.speed, fitting_speed(latest))
        rows = [Row("again", words("results.again"))]
        if self._fitting < played.setup.speed:
            percent = round(100 * self._fitting)
            rows.append(Row("slower", words("results.slower", percent=percent)))
        rows.append(Row("menu", words("results.menu")))
        self._rows = Chooser(rows)

    def advance(self, signals: Signals) -> Screen | None:
        """Wait for a choice; the slower speed that poses need is kept."""
        answer = self._rows.advance(signals)
        if "back" in signals.commands or (answer and answer.name == "menu"):
            return self._home()
        if answer and answer.name == "slower":
            self.arcade.prefer(replace(self.arcade.window.preferences, speed=self._fitting))
            return self._again(self._fitting)
        return self._again(self.played.setup.speed) if answer else self

    def draw(self, canvas: Canvas) -> None:
        """Draw outcome and score on the left, tables on the right."""
        margin = max(12, canvas.area.h // 16)
        room = canvas.area.inflate(-2 * margin, -2 * margin)
        poses = any(log.tallies for log in self.played.logs)
        left = pygame.Rect(room.x, room.y, round(room.w * 0.46), room.h)
        right = pygame.Rect(left.right + margin, room.y, room.right - left.right - margin, room.h)
        self._draw_outcome(canvas, left)
        bottom = self._draw_best(canvas, right)
        below = pygame.Rect(right.x, bottom, right.w, right.bottom - bottom)
        if poses:
            controls, speed = self.played.game.controls, self.played.setup.speed
            draw_understood(canvas, below, self.played.logs, controls, speed)
        else:
            self.played.view.draw(canvas, below, 0.0)

    def _draw_outcome(self, canvas: Canvas, area: pygame.Rect) -> None:
        words, rules, name = canvas.words, self.played.match.rules, self.played.game.name
        at = canvas.text(words(f"{name}.title"), area.topleft, "small", canvas.palette.quiet)
        outcome = words(f"{name}.{rules.outcome}")
        at = canvas.text(outcome, (area.x, at.bottom + at.h // 2), "head", width=area.w)
        score = "  :  ".join(map(str, rules.scores))
        at = canvas.text(
            score, (area.x, at.bottom + at.h // 4), "title", canvas.palette.accent, width=area.w
        )
        if self._standing.place == 0:
            canvas.text(words("results.record"), at.bottomleft, "body", canvas.palette.good)
        how = words(self._rows.hint or "results.hint")
        hint = canvas.paragraph(how, area, "small", canvas.palette.quiet, "bottomleft")
        height = canvas.type_height("body") * 2 * len(self._rows.rows)
        self._rows.draw(canvas, pygame.Rect(area.x, hint.top - height, area.w, height))

    def _draw_best(self, canvas: Canvas, area: pygame.Rect) -> int:
        """Draw the best scores; return where the next thing may begin."""
        if not self._standing.best:
            return area.y
        palette, line = canvas.palette, round(canvas.type_height("body") * 1.35)
        canvas.text(
            canvas.words("results.best"), area.topleft, "small", palette.quiet, width=area.w
        )
        for place, score in enumerate(self._standing.best):
            y = area.y + line * (place + 1)
            ink = palette.accent if place == self._standing.place else palette.ink
            canvas.text(f"{place + 1}", (area.x, y), "body", palette.quiet)
            canvas.text(f"{score}", (area.x + line * 4, y), "body", ink, "topright")
        return area.y + line * (len(self._standing.best) + 2)
