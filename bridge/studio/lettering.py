"""Text on surfaces: the shipped fonts at every size, wrapped or cut to fit.

The typeface is Atkinson Hyperlegible Next, drawn by the Braille Institute so that letters cannot
be mistaken for each other.
"""

from functools import lru_cache
from importlib.resources import as_file, files
from typing import Literal

import pygame

from bridge.studio.theme import TYPE, Colour, Size
from bridge.studio.writing import visual

Weight = Literal["Regular", "SemiBold", "Bold"]
LINE_HEIGHT = 1.35
ELLIPSIS = "…"
NO_SIGN = "\ufdd0"  # Unicode promises never to give it a meaning
MANY_SIGNS = (
    *("arialunicodems", "applesdgothicneo", "hiraginosansgb", "pingfangsc"),
    *("microsoftyahei", "msgothic", "malgungothic", "segoeui", "nirmalaui"),
    *("notosanscjksc", "notosanscjkjp", "wenquanyizenhei", "droidsansfallback"),
    *("notosansarabic", "notosanshebrew", "notosansdevanagari"),
    *("dejavusans", "freesans", "unifont"),
)


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
        """Return the font for a text, and the text as it is drawn.

        That is the shipped font, or one of the system's for signs that it lacks. Signs that no font
        here has become question marks, since nobody can read boxes.
        """
        own = self.font(size, weight)
        if text.isascii():
            return own, text
        text = visual(text)
        if _writes(own, text):
            return own, text
        fonts = [_no_higher(path, own.get_height()) for path in _system_fonts()]
        for font in fonts:
            if _writes(font, text):
                return font, text
        best = max([own, *fonts], key=lambda font: sum(_writes(font, sign) for sign in text))
        return best, "".join(sign if _writes(best, sign) else "?" for sign in text)

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


def _no_higher(path: str, height: int) -> pygame.font.Font:
    """Open a system font for lines of ``height`` pixels, whatever its own idea of a line is."""
    size = height * 3 // 4
    font = pygame.font.Font(path, size)
    if font.get_height() <= height:
        return font
    return pygame.font.Font(path, size * height // font.get_height())


def _writes(font: pygame.font.Font, text: str) -> bool:
    """Whether a font has every sign of a text: it draws those it lacks as one that nobody has."""
    lacking = (None, font.metrics(NO_SIGN)[0])
    return not any(sign in lacking for sign in font.metrics(text))


@lru_cache(maxsize=1)
def _system_fonts() -> tuple[str, ...]:
    """Return the system's fonts that have more signs than most, those of more languages first."""
    found = (pygame.font.match_font(name) for name in MANY_SIGNS)
    return tuple(path for path in found if path)
