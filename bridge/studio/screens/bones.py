"""What the landmark networks found, drawn over the live picture."""

from collections.abc import Iterable

import pygame

from bridge.studio.layout import Box
from bridge.studio.paint import Paint
from bridge.types import Skeleton

HALO, LINE = (12, 16, 24), (255, 255, 255)


def draw(paint: Paint, box: Box, aspect: float, skeletons: Iterable[Skeleton]) -> None:
    """Draw skeletons over a picture that covers ``box``; ``aspect`` is its width over its height.

    Light lines with a dark halo can be seen on any picture.
    """
    area = paint.pixels(box)
    width = max(area.w, area.h * aspect)
    height = width / aspect
    left, top = area.centerx - width / 2, area.centery - height / 2
    lines = [
        [(left + x * width, top + y * height) for x, y in (part.points[a], part.points[b])]
        for part in skeletons
        for a, b in part.bones
    ]
    thick = max(1, round(1.5 * paint.scale))
    paint.clip(box)
    for colour, extent in ((HALO, thick + 2), (LINE, thick)):
        for start, end in lines:
            pygame.draw.line(paint.surface, colour, start, end, extent)
    paint.clip(None)
