"""The studio's icons: strokes on a small grid, read from ``icons.toml``, smooth at any size."""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

import pygame

from bridge.studio.theme import Colour

GRID = 24
_STROKE = 2.4
_SMOOTH = 4  # drawn this many times larger, then averaged down

Point = tuple[float, float]


@cache
def icon_table() -> dict[str, list[str]]:
    """Return the shapes of every icon by name."""
    resource = files("bridge.studio") / "icons.toml"
    table: dict[str, list[str]] = tomllib.loads(resource.read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=400)
def icon(name: str, pixels: int, colour: Colour) -> pygame.Surface:
    """Return an icon as a square surface of that many pixels; KeyError for an unknown name."""
    side = pixels * _SMOOTH
    ink = pygame.Surface((side, side), pygame.SRCALPHA)
    ink.fill((*colour, 0))
    for shape in icon_table()[name]:
        _draw(ink, shape, side / GRID, colour)
    return pygame.transform.smoothscale(ink, (pixels, pixels))


def _draw(ink: pygame.Surface, shape: str, unit: float, colour: Colour) -> None:
    kind, *words = shape.split()
    numbers = [tuple(float(part) * unit for part in word.split(",")) for word in words]
    points: list[Point] = [(pair[0], pair[1]) for pair in numbers if len(pair) == 2]
    width = _STROKE * unit
    if kind == "line":
        _stroke(ink, points, width, colour)
    elif kind == "fill":
        pygame.draw.polygon(ink, colour, points)
    elif kind == "disc":
        pygame.draw.circle(ink, colour, points[0], numbers[-1][0])
    else:
        pygame.draw.circle(ink, colour, points[0], numbers[-1][0] + width / 2, round(width))


def _stroke(ink: pygame.Surface, points: list[Point], width: float, colour: Colour) -> None:
    for point in points:
        pygame.draw.circle(ink, colour, point, width / 2)
    for (x0, y0), (x1, y1) in pairwise(points):
        length = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 1e-6)
        dx, dy = -(y1 - y0) / length * width / 2, (x1 - x0) / length * width / 2
        corners = [(x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy)]
        pygame.draw.polygon(ink, colour, corners)
