"""Hands, bodies and heads, drawn over the picture they were found in."""

from collections.abc import Iterable

import pygame

from bridge.api import Skeleton

HALO, LINE = (12, 16, 24), (255, 255, 255)


def draw(surface: pygame.Surface, skeletons: Iterable[Skeleton]) -> None:
    """Draw skeletons over the whole ``surface``: light lines with a dark halo, on any picture."""
    width, height = surface.get_size()
    thick = max(1, height // 120)
    lines = [
        [(round(x * width), round(y * height)) for x, y in (part.points[a], part.points[b])]
        for part in skeletons
        for a, b in part.bones
    ]
    for colour, extent in ((HALO, thick + 2), (LINE, thick)):
        for start, end in lines:
            pygame.draw.line(surface, colour, start, end, extent)
