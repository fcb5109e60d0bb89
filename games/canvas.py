"""The drawing kit: a window's surface with type, colours, panels and smooth sprites.

Everything is drawn for the window's size at hand, so it is crisp at any size.
"""

from collections.abc import Callable, Hashable
from typing import Literal

import pygame

from bridge.typefaces import readable
from games.palette import Colour, Palette
from games.words import Words

Anchor = Literal[
    "topleft", "midtop", "topright", "midleft", "center", "midright", "midbottom", "bottomleft"
]
Size = Literal["title", "head", "body", "small"]

# Heights of type as shares of the window's shorter side, and the least height in pixels.
TYPE_SCALE: dict[Size, tuple[float, int]] = {
    "title": (0.088, 30),
    "head": (0.060, 22),
    "body": (0.036, 16),
    "small": (0.026, 13),
}
NAME_SHARE = 0.75  # of its height that a name keeps: rather cut than unlike its neighbours
_OVERSAMPLING = 4
_SPRITES_KEPT = 2000
_LEAST_HEIGHT = 9
_PITCH = 1.3  # of the lines of a paragraph, in their height
_ELLIPSIS = "…"


class Canvas:
    """One frame's drawing surface; make a new one when the window changes its size.

    ``calm`` asks views for no flashes and no shaking. ``words`` gives texts by key.
    """

    def __init__(
        self, surface: pygame.Surface, palette: Palette, words: Words, calm: bool = False
    ) -> None:
        self.surface = surface
        self.palette = palette
        self.words = words
        self.calm = calm
        self.area = surface.get_rect()
        self._sprites: dict[Hashable, pygame.Surface] = {}
        self._fonts: dict[int, pygame.font.Font] = {}
        self._fits: dict[tuple[str, int, int, float], tuple[str, int]] = {}

    def type_height(self, size: Size) -> int:
        """Return the height in pixels of capital letters plus their room in this size of type."""
        share, least = TYPE_SCALE[size]
        return max(least, round(share * min(self.area.w, self.area.h * 1.3)))

    def text(
        self,
        string: str,
        where: tuple[float, float],
        size: Size | int = "body",
        colour: Colour | None = None,
        anchor: Anchor = "topleft",
        width: int = 0,
        least: float = 0.5,
    ) -> pygame.Rect:
        """Write one line and return where it stands.

        With a ``width`` it shrinks to fit, to the share ``least`` of its height, and is then cut.
        """
        height = size if isinstance(size, int) else self.type_height(size)
        ink = colour or self.palette.ink
        if width:
            string, height = self.fitting(string, height, width, least)
        image = self._text(string, height, ink)
        place = image.get_rect(**{anchor: (round(where[0]), round(where[1]))})
        self.surface.blit(image, place)
        return place

    def paragraph(
        self,
        string: str,
        area: pygame.Rect,
        size: Size,
        colour: Colour,
        align: Literal["topleft", "bottomleft", "center"] = "topleft",
    ) -> pygame.Rect:
        """Write text broken into lines as wide as ``area``, and return the room that they take.

        They stand at its top, at its bottom, or in its middle, whatever its height.
        """
        lines = self.lines(string, area.w, size)
        pitch = self.pitch(size)
        block = pygame.Rect(0, 0, area.w, pitch * len(lines))
        setattr(block, align, getattr(area, align))
        for index, line in enumerate(lines):
            y = block.y + (index + 0.5) * pitch
            middle = align == "center"
            where = (block.centerx if middle else block.x, y)
            self.text(line, where, size, colour, "center" if middle else "midleft", area.w)
        return block

    def pitch(self, size: Size) -> int:
        """Return the height in pixels of a line of a paragraph."""
        return round(self.type_height(size) * _PITCH)

    def lines(self, string: str, width: int, size: Size) -> list[str]:
        """Return text broken at spaces into lines of at most ``width`` pixels, where it can be."""
        lines: list[str] = []
        for paragraph in string.split("\n"):
            written = ""
            for word in paragraph.split():
                longer = f"{written} {word}".strip()
                if written and self.width(longer, size) > width:
                    lines.append(written)
                    longer = word
                written = longer
            lines.append(written)
        return lines

    def width(self, string: str, size: Size | int) -> int:
        """Return how many pixels wide a line of text is."""
        height = size if isinstance(size, int) else self.type_height(size)
        return self._text(string, height, self.palette.ink).get_width()

    def fitting(self, string: str, height: int, width: int, least: float) -> tuple[str, int]:
        """Return the text and the height in which a line is at most ``width`` pixels wide.

        It shrinks to the share ``least`` of its height, and is then cut.
        """
        key = (string, height, width, least)
        if key not in self._fits:
            if len(self._fits) >= _SPRITES_KEPT:
                self._fits.clear()
            lowest = max(min(_LEAST_HEIGHT, height), round(height * least))
            while height > lowest and self._measure(string, height) > width:
                height = max(lowest, height - max(1, height // 16))
            self._fits[key] = self._cut(string, height, width), height
        return self._fits[key]

    def _cut(self, string: str, height: int, width: int) -> str:
        if self._measure(string, height) <= width:
            return string
        while string and self._measure(string + _ELLIPSIS, height) > width:
            string = string[:-1]
        return string.rstrip() + _ELLIPSIS

    def _measure(self, string: str, height: int) -> int:
        font, drawn = self._font(string, height)
        return font.size(drawn)[0]

    def _font(self, string: str, height: int) -> tuple[pygame.font.Font, str]:
        if height not in self._fonts:
            self._fonts[height] = pygame.font.Font(None, round(height * 1.45))
        return readable(string, self._fonts[height], height, round(height * _PITCH))

    def _text(self, string: str, height: int, ink: Colour) -> pygame.Surface:
        def render() -> pygame.Surface:
            font, drawn = self._font(string, height)
            return font.render(drawn, True, ink)

        return self._kept((string, height, ink), render)

    def fill(self) -> None:
        """Paint the whole window with the ground colour."""
        self.surface.fill(self.palette.ground)

    def panel(self, rect: pygame.Rect, colour: Colour | None = None, radius: int = -1) -> None:
        """Draw a plate with smooth round corners."""
        fill = colour or self.palette.panel
        round_by = radius if radius >= 0 else max(4, self.type_height("small") // 2)
        round_by = min(round_by, rect.w // 2, rect.h // 2)

        def paint(surface: pygame.Surface, scale: int) -> None:
            pygame.draw.rect(surface, fill, surface.get_rect(), border_radius=round_by * scale)

        self.sprite(("panel", fill, round_by), rect.size, paint, rect.topleft, fill)

    def bar(self, rect: pygame.Rect, share: float, colour: Colour) -> None:
        """Draw a horizontal bar that is full to ``share`` (0..1)."""
        pygame.draw.rect(self.surface, self.palette.grid, rect, border_radius=rect.h // 2)
        filled = rect.copy()
        filled.w = round(rect.w * max(0.0, min(1.0, share)))
        if filled.w >= 2:
            pygame.draw.rect(self.surface, colour, filled, border_radius=rect.h // 2)

    def disc(self, centre: tuple[float, float], radius: float, colour: Colour) -> None:
        """Draw a smooth filled circle."""
        size = max(2, round(2 * radius))
        corner = (round(centre[0] - size / 2), round(centre[1] - size / 2))
        self.surface.blit(self.disc_sprite(size, colour), corner)

    def disc_sprite(self, size: int, colour: Colour) -> pygame.Surface:
        """Return a smooth disc, ``size`` pixels wide, for views that blit many."""

        def paint(surface: pygame.Surface, scale: int) -> None:
            pygame.draw.circle(surface, colour, surface.get_rect().center, size * scale / 2)

        return self.sprite(("disc", colour), (size, size), paint, tint=colour)

    def glow(self, centre: tuple[float, float], radius: float, colour: Colour) -> None:
        """Draw a soft light; ``colour`` is what it adds to the middle. None on bright ground."""
        if sum(self.palette.ground) > 3 * 128:
            return
        size = max(4, round(2 * radius))

        def render() -> pygame.Surface:
            light = pygame.Surface((64, 64))
            for ring in range(32, 0, -1):
                share = (1 - ring / 32) ** 2
                tint = tuple(round(part * share) for part in colour)
                pygame.draw.circle(light, tint, (32, 32), ring)
            return pygame.transform.smoothscale(light, (size, size))

        image = self._kept(("glow", colour, size), render)
        corner = (round(centre[0] - size / 2), round(centre[1] - size / 2))
        self.surface.blit(image, corner, special_flags=pygame.BLEND_RGB_ADD)

    def sprite(
        self,
        key: Hashable,
        size: tuple[int, int],
        paint: Callable[[pygame.Surface, int], None],
        corner: tuple[int, int] | None = None,
        tint: Colour = (0, 0, 0),
        solid: bool = False,
    ) -> pygame.Surface:
        """Return the picture ``key`` at ``size``, and blit it when a ``corner`` is given.

        ``paint(surface, scale)`` draws it once, ``scale`` times larger on a clear surface; it is
        shrunk smoothly and kept. ``tint`` is what its soft edges lean to: the outline's colour.
        A ``solid`` picture has no clear parts and is painted at its own size.
        """

        def render() -> pygame.Surface:
            if solid:
                plain = pygame.Surface(size, 0, self.surface)
                paint(plain, 1)
                return plain
            large = pygame.Surface(
                (size[0] * _OVERSAMPLING, size[1] * _OVERSAMPLING), pygame.SRCALPHA
            )
            large.fill((*tint, 0))
            paint(large, _OVERSAMPLING)
            return pygame.transform.smoothscale(large, size)

        image = self._kept((key, size), render)
        if corner is not None:
            self.surface.blit(image, corner)
        return image

    def _kept(self, key: Hashable, render: Callable[[], pygame.Surface]) -> pygame.Surface:
        if key not in self._sprites:
            if len(self._sprites) >= _SPRITES_KEPT:
                self._sprites.clear()
            self._sprites[key] = render()
        return self._sprites[key]


def grid_area(area: pygame.Rect, columns: int, rows: int) -> tuple[pygame.Rect, int]:
    """Return the largest centred rectangle of square cells in ``area``, and the cell's side."""
    cell = max(1, min(area.w // columns, area.h // rows))
    board = pygame.Rect(0, 0, cell * columns, cell * rows)
    board.center = area.center
    return board, cell
