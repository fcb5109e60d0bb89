"""A canvas that takes note of where things are drawn."""

from typing import Any

import pygame

from games.canvas import Canvas
from games.palette import PALETTES
from games.words import load_words


class Drawn(Canvas):
    """Keeps the places of texts and bars, the newest last."""

    def __init__(self, size: tuple[int, int], language: str = "en") -> None:
        pygame.font.init()
        super().__init__(pygame.Surface(size), PALETTES["night"], load_words(language))
        self.written: list[tuple[str, pygame.Rect]] = []
        self.bars: list[pygame.Rect] = []

    def text(self, string: str, *rest: Any, **more: Any) -> pygame.Rect:
        place = super().text(string, *rest, **more)
        self.written.append((string, place))
        return place

    def bar(self, rect: pygame.Rect, *rest: Any) -> None:
        super().bar(rect, *rest)
        self.bars.append(rect.copy())
