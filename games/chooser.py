"""A list to choose from by keyboard, mouse, gamepad or pose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pygame

from games.canvas import NAME_SHARE, Canvas
from games.controls import Signals
from games.pads import PadReader

HOLD_S = 0.8  # holding "right" this long chooses
REST_S = 2.5  # resting this long after moving by pose chooses, for players with up and down only
REPEAT_S = 0.7  # holding up or down moves again after this


@dataclass(frozen=True, slots=True)
class Row:
    """One line: an action, or with a ``value`` something that left and right change."""

    name: str
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was done to a row: ``chosen``, or changed to the value before or after."""

    name: str
    kind: Literal["chosen", "less", "more"]


class Chooser:
    """Keeps the marked row, and how near a held or resting pose is to choosing it.

    ``hint`` says how to choose where somebody has no pose for it, else nothing.
    """

    def __init__(self, rows: Sequence[Row], *, index: int = 0) -> None:
        self.rows = list(rows)
        self.index = index
        self.progress = 0.0
        self.hint = ""
        self._pad = PadReader()
        self._held_for = 0.0
        self._rested_for: float | None = None
        self._places: list[pygame.Rect] = []

    def advance(self, signals: Signals) -> Answer | None:
        """Move the mark and return an answer once there is one."""
        self.hint = "menu.rest" if signals.rests else ""
        for actions in signals.actions:
            self._pad.add(actions)
        pad = self._pad.take()
        for name in pad.pressed:
            answer = self._press(name, rests=signals.posed and signals.rests)
            if answer:
                return answer
        answer = self._mouse(signals)
        if answer:
            return answer
        if "choose" in signals.commands:
            return self._choose()
        return self._hold(pad.held, signals.seconds)

    def draw(self, canvas: Canvas, area: pygame.Rect) -> None:
        """Draw the rows from the top of ``area``, the marked one on a plate."""
        palette = canvas.palette
        height = round(canvas.type_height("body") * 1.9)
        height = min(height, area.h // max(1, len(self.rows)))
        self._places = [
            pygame.Rect(area.x, area.y + i * height, area.w, round(height * 0.9))
            for i in range(len(self.rows))
        ]
        pad = canvas.type_height("small") // 2
        for i, (row, place) in enumerate(zip(self.rows, self._places, strict=True)):
            marked = i == self.index
            if marked:
                canvas.panel(place)
                mark = pygame.Rect(place.x, place.y, max(4, pad // 2), place.h)
                pygame.draw.rect(canvas.surface, palette.accent, mark, border_radius=mark.w // 2)
                if self.progress:
                    line = pygame.Rect(place.x, place.bottom - 4, place.w, 4)
                    canvas.bar(line, self.progress, palette.accent)
            self._write(canvas, row, place.inflate(-4 * pad, 0), marked=marked)

    def _write(self, canvas: Canvas, row: Row, place: pygame.Rect, *, marked: bool) -> None:
        """Write a row's text, and its value in the room that this leaves, or in half of it."""
        ink = canvas.palette.ink if marked else canvas.palette.quiet
        height = min(canvas.type_height("body"), place.h)
        room = place.w
        if row.value:
            gap = height // 2
            left = room - gap - canvas.width(row.text, height)
            arrows = "‹ {} ›" if marked else "{}"
            taken = canvas.width(arrows.format(""), height)
            width = max(left, room // 2) - taken
            value, size = canvas.fitting(row.value, height, width, NAME_SHARE)
            at = canvas.text(arrows.format(value), place.midright, size, ink, "midright")
            room -= at.w + gap
        canvas.text(row.text, place.midleft, height, ink, "midleft", room)

    def _press(self, name: str, *, rests: bool) -> Answer | None:
        self._held_for = 0.0
        if name in ("up", "down"):
            self.index = (self.index + (1 if name == "down" else -1)) % len(self.rows)
            self._rested_for = 0.0 if rests else None
        elif name in ("left", "right") and self.rows[self.index].value:
            return Answer(self.rows[self.index].name, "more" if name == "right" else "less")
        return None

    def _mouse(self, signals: Signals) -> Answer | None:
        if signals.pointer is None:
            return None
        for i, place in enumerate(self._places):
            if place.collidepoint(signals.pointer):
                self.index = i
                self._rested_for = None
                return self._choose() if signals.clicked else None
        return None

    def _hold(self, held: tuple[str, ...], seconds: float) -> Answer | None:
        row = self.rows[self.index]
        self.progress = 0.0
        if held:
            self._held_for += seconds
            if self._rested_for is not None:
                self._rested_for = 0.0
            if held[-1] == "right" and not row.value:
                self.progress = self._held_for / HOLD_S
                return self._choose() if self.progress >= 1 else None
            if held[-1] in ("up", "down") and self._held_for >= REPEAT_S:
                self._press(held[-1], rests=self._rested_for is not None)
        elif self._rested_for is not None:
            self._rested_for += seconds
            self.progress = self._rested_for / REST_S
            return self._choose() if self.progress >= 1 else None
        return None

    def _choose(self) -> Answer:
        self._held_for, self._rested_for, self.progress = 0.0, None, 0.0
        row = self.rows[self.index]
        return Answer(row.name, "more" if row.value else "chosen")
