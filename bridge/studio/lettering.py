"""Text on surfaces: the shipped fonts at every size, wrapped or cut to fit.

The typeface is Atkinson Hyperlegible Next, drawn by the Braille Institute so that letters cannot
be mistaken for each other.
"""

from functools import lru_cache
from importlib.resources import as_file, files
from typing import Literal

import pygame

from bridge.studio.theme import TYPE, Colour, Size
from bridge.typefaces import readable

Weight = Literal["Regular", "SemiBold", "Bold"]
LINE_HEIGHT = 1.35
ELLIPSIS = "…"


class Lettering:
    """Fonts for one scale.

    ``font``, ``drawn``, ``render``, ``cut`` and ``wrap`` remember what they were asked before:
    the same texts come with every picture of the window.
    """

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self.font = lru_cache(maxsize=32)(self._open)
        self.drawn = lru_cache(maxsize=800)(self._drawn)
        self.render = lru_cache(maxsize=800)(self._render)
        self.cut = lru_cache(maxsize=800)(self._cut)
        self.wrap = lru_cache(maxsize=200)(self._wrap)

    def width(self, text: str, size: Size, weight: Weight = "Regular") -> int:
        """Return how many pixels wide a line of text is."""
        font, drawn = self.drawn(text, size, weight)
        width: int = font.size(drawn)[0]
        return width

    def line(self, size: Size) -> float:
        """Return the height of one line in design units."""
        return TYPE[size] * LINE_HEIGHT

    def _cut(self, text: str, size: Size, weight: Weight, width: float) -> str:
        """Return the text, shortened with an ellipsis to at most ``width`` pixels."""
        if self.width(text, size, weight) <= width:
            return text
        while text and self.width(text + ELLIPSIS, size, weight) > width:
            text = text[:-1]
        return text.rstrip() + ELLIPSIS

    def _drawn(self, text: str, size: Size, weight: Weight) -> tuple[pygame.font.Font, str]:
        own = self.font(size, weight)
        height = own.get_height()
        return readable(text, own, height * 3 // 4, height)

    def _open(self, size: Size, weight: Weight) -> pygame.font.Font:
        resource = files("bridge.studio") / "fonts" / f"AtkinsonHyperlegibleNext-{weight}.ttf"
        with as_file(resource) as path:
            return pygame.font.Font(str(path), max(round(TYPE[size] * self._scale), 6))

    def _render(self, text: str, size: Size, weight: Weight, colour: Colour) -> pygame.Surface:
        font, drawn = self.drawn(text, size, weight)
        return font.render(drawn, True, colour)

    def _wrap(self, text: str, size: Size, weight: Weight, width: int) -> tuple[str, ...]:
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if line and self.width(longer, size, weight) > width:
                    lines.append(line)
                    line = word
                else:
                    line = longer
            lines.append(line)
        return tuple(lines)
