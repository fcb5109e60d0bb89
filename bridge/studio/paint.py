"""Drawing in design units with smooth edges: panels, bars, text, icons and pictures."""

from functools import lru_cache
from typing import Literal, TypeAlias

import numpy as np
import pygame

from bridge.studio.icons import icon
from bridge.studio.layout import Box
from bridge.studio.lettering import LINE_HEIGHT, Lettering, Weight
from bridge.studio.theme import RADIUS, TYPE, Colour, Size, Theme

Align = Literal["left", "middle", "right"]
Coverage: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.float64]]


class Paint:
    """Draws on ``surface``; all lengths are design units unless a name says pixels."""

    def __init__(self, surface: pygame.Surface, theme: Theme, scale: float) -> None:
        self.surface = surface
        self.theme = theme
        self.scale = scale
        self.letters = Lettering(scale)

    @property
    def window(self) -> Box:
        """The whole surface."""
        width, height = self.surface.get_size()
        return Box(0, 0, width / self.scale, height / self.scale)

    def pixels(self, box: Box) -> pygame.Rect:
        """Return the pixels that a box covers."""
        x, y = round(box.x * self.scale), round(box.y * self.scale)
        return pygame.Rect(
            x, y, round(box.right * self.scale) - x, round(box.bottom * self.scale) - y
        )

    def clip(self, box: Box | None) -> None:
        """Draw only inside ``box`` from now on; None is everywhere."""
        self.surface.set_clip(None if box is None else self.pixels(box))

    def panel(
        self,
        box: Box,
        fill: Colour,
        *,
        radius: float = RADIUS,
        border: Colour | None = None,
        width: float = 1.5,
    ) -> None:
        """Draw a filled rounded box, with a border of ``width`` inside its edge if wanted."""
        if border is not None:
            self._rounded(box, border, radius)
            box, radius = box.inset(width), max(radius - width, 0)
        self._rounded(box, fill, radius)

    def ring(self, box: Box, colour: Colour, width: float = 3, radius: float = RADIUS) -> None:
        """Draw only the outline of a rounded box, along its inner edge."""
        rect = self.pixels(box)
        thick = max(round(width * self.scale), 2)
        corner = min(round(radius * self.scale), rect.w // 2, rect.h // 2)
        if rect.w > 0 and rect.h > 0:
            _blit_frame(self.surface, rect, corner, thick, colour)

    def veil(self, share: float = 0.55) -> None:
        """Darken everything drawn so far, under a dialog."""
        cover = pygame.Surface(self.surface.get_size(), pygame.SRCALPHA)
        cover.fill((8, 9, 12, round(255 * share)))
        self.surface.blit(cover, (0, 0))

    def bar(self, box: Box, share: float, colour: Colour, track: Colour | None = None) -> None:
        """Draw a level, ``share`` 0..1 of the width, on its track."""
        radius = box.h / 2
        self.panel(box, self.theme.sunken if track is None else track, radius=radius)
        if share > 0.005:
            filled = Box(box.x, box.y, max(box.w * min(share, 1), box.h), box.h)
            self.panel(filled, colour, radius=radius)

    def text(
        self,
        box: Box,
        text: str,
        size: Size = "body",
        colour: Colour | None = None,
        *,
        weight: Weight = "Regular",
        align: Align = "left",
    ) -> float:
        """Write one line, vertically centred and cut to fit; returns its width."""
        rect = self.pixels(box)
        shown = self.letters.cut(text, size, weight, rect.w)
        image = self.letters.render(shown, size, weight, colour or self.theme.ink)
        x = {"left": rect.x, "right": rect.right - image.get_width()}.get(
            align, rect.x + (rect.w - image.get_width()) // 2
        )
        self.surface.blit(image, (x, rect.y + (rect.h - image.get_height()) // 2))
        return float(image.get_width() / self.scale)

    def paragraph(
        self,
        box: Box,
        text: str,
        size: Size = "body",
        colour: Colour | None = None,
        *,
        weight: Weight = "Regular",
        align: Align = "left",
    ) -> float:
        """Write wrapped lines from the top of ``box``; returns the height they take."""
        height = TYPE[size] * LINE_HEIGHT
        lines = self.letters.wrap(text, size, weight, round(box.w * self.scale))
        for number, line in enumerate(lines):
            row = Box(box.x, box.y + number * height, box.w, height)
            self.text(row, line, size, colour, weight=weight, align=align)
        return len(lines) * height

    def width_of(self, text: str, size: Size = "body", weight: Weight = "Regular") -> float:
        """Return how wide a line would be."""
        return self.letters.width(text, size, weight) / self.scale

    def height_of(
        self, text: str, width: float, size: Size = "body", weight: Weight = "Regular"
    ) -> float:
        """Return how high a wrapped paragraph would be."""
        lines = self.letters.wrap(text, size, weight, round(width * self.scale))
        return len(lines) * TYPE[size] * LINE_HEIGHT

    def icon(self, box: Box, name: str, colour: Colour | None = None) -> None:
        """Draw an icon as large as fits in the middle of ``box``."""
        rect = self.pixels(box)
        side = max(min(rect.w, rect.h), 4)
        image = icon(name, side, colour or self.theme.ink)
        self.surface.blit(image, (rect.centerx - side // 2, rect.centery - side // 2))

    def picture(
        self, box: Box, image: pygame.Surface, ground: Colour, radius: float = RADIUS
    ) -> None:
        """Draw a picture over the whole ``box``, cut where it is too long, corners rounded."""
        rect = self.pixels(box)
        if rect.w <= 0 or rect.h <= 0:
            return
        self.surface.blit(_covering(image, rect.w, rect.h), rect, (0, 0, rect.w, rect.h))
        corner = min(round(radius * self.scale), rect.w // 2, rect.h // 2)
        for mask, place in _corner_masks(corner, ground):
            x = rect.x if place[0] == 0 else rect.right - corner
            y = rect.y if place[1] == 0 else rect.bottom - corner
            self.surface.blit(mask, (x, y))

    def _rounded(self, box: Box, colour: Colour, radius: float) -> None:
        rect = self.pixels(box)
        corner = min(round(radius * self.scale), rect.w // 2, rect.h // 2)
        if rect.w <= 0 or rect.h <= 0:
            return
        if corner < 1:
            self.surface.fill(colour, rect)
            return
        disc = _disc(corner, colour)
        for x, sx in ((rect.x, 0), (rect.right - corner, corner)):
            for y, sy in ((rect.y, 0), (rect.bottom - corner, corner)):
                self.surface.blit(disc, (x, y), (sx, sy, corner, corner))
        self.surface.fill(colour, (rect.x + corner, rect.y, rect.w - 2 * corner, rect.h))
        for x in (rect.x, rect.right - corner):
            self.surface.fill(colour, (x, rect.y + corner, corner, rect.h - 2 * corner))


def _coverage(radius: int) -> Coverage:
    """Return how much of each pixel a disc of ``radius`` pixels covers, (2r, 2r), 0..1."""
    axis = np.arange(2 * radius) + 0.5 - radius
    distance = np.hypot(axis[:, None], axis[None, :])
    coverage: Coverage = np.clip(radius + 0.5 - distance, 0, 1)
    return coverage


def _tinted(alpha: Coverage, colour: Colour) -> pygame.Surface:
    surface = pygame.Surface(alpha.shape, pygame.SRCALPHA)
    surface.fill((*colour, 255))
    pygame.surfarray.pixels_alpha(surface)[:] = np.round(alpha.T * 255).astype(np.uint8)
    return surface


@lru_cache(maxsize=300)
def _disc(radius: int, colour: Colour) -> pygame.Surface:
    return _tinted(_coverage(radius), colour)


@lru_cache(maxsize=100)
def _corner_masks(
    radius: int, ground: Colour
) -> tuple[tuple[pygame.Surface, tuple[int, int]], ...]:
    if radius < 1:
        return ()
    outside = 1 - _coverage(radius)
    return tuple(
        (
            _tinted(outside[y * radius : (y + 1) * radius, x * radius : (x + 1) * radius], ground),
            (x, y),
        )
        for x in (0, 1)
        for y in (0, 1)
    )


@lru_cache(maxsize=100)
def _hollow(radius: int, thick: int, colour: Colour) -> pygame.Surface:
    alpha = _coverage(radius)
    if thick < radius:
        inner = np.zeros_like(alpha)
        inner[thick:-thick, thick:-thick] = _coverage(radius - thick)
        alpha = alpha - inner
    return _tinted(alpha, colour)


def _blit_frame(
    surface: pygame.Surface, rect: pygame.Rect, corner: int, thick: int, colour: Colour
) -> None:
    if corner >= 1:
        hollow = _hollow(corner, thick, colour)
        for x, sx in ((rect.x, 0), (rect.right - corner, corner)):
            for y, sy in ((rect.y, 0), (rect.bottom - corner, corner)):
                surface.blit(hollow, (x, y), (sx, sy, corner, corner))
    for y in (rect.y, rect.bottom - thick):
        surface.fill(colour, (rect.x + corner, y, rect.w - 2 * corner, thick))
    for x in (rect.x, rect.right - thick):
        surface.fill(colour, (x, rect.y + corner, thick, rect.h - 2 * corner))


def _covering(image: pygame.Surface, width: int, height: int) -> pygame.Surface:
    """Return the middle of ``image`` scaled so that it covers width x height pixels."""
    have_w, have_h = image.get_size()
    if abs(have_w - width) <= 1 and abs(have_h - height) <= 1:
        return image  # made for this size; edges of boxes round one way or the other
    factor = max(width / have_w, height / have_h)
    cut_w, cut_h = min(round(width / factor), have_w), min(round(height / factor), have_h)
    part = image.subsurface(((have_w - cut_w) // 2, (have_h - cut_h) // 2, cut_w, cut_h))
    return pygame.transform.smoothscale(part, (width, height))
