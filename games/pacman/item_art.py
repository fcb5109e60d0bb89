"""Paints what lies in the maze: batteries and fruit, each on a square surface of any size."""

from collections.abc import Callable
from math import cos, pi, sin

import pygame

from games.palette import GREEN, ORANGE, PINK, SKY, VERMILION, YELLOW, Colour, mix

DARK: Colour = (40, 30, 34)
WHITE: Colour = (255, 255, 255)
RED: Colour = (224, 62, 62)
LEAF: Colour = (60, 176, 96)

Point = tuple[float, float]


class Brush:
    """Draws in shares of the surface's size."""

    def __init__(self, surface: pygame.Surface) -> None:
        self.surface = surface
        self.size = surface.get_width()

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Draw a filled circle."""
        centre = (x * self.size, y * self.size)
        pygame.draw.circle(self.surface, colour, centre, radius * self.size)

    def line(self, start: Point, end: Point, width: float, colour: Colour) -> None:
        """Draw a line."""
        first, last = ((x * self.size, y * self.size) for x, y in (start, end))
        pygame.draw.line(self.surface, colour, first, last, max(1, round(width * self.size)))

    def shape(self, points: list[Point], colour: Colour) -> None:
        """Draw a filled polygon."""
        scaled = [(x * self.size, y * self.size) for x, y in points]
        pygame.draw.polygon(self.surface, colour, scaled)

    def box(
        self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0.0
    ) -> None:
        """Draw a filled rectangle with round corners."""
        rect = pygame.Rect(*(round(each * self.size) for each in (x, y, width, height)))
        pygame.draw.rect(self.surface, colour, rect, border_radius=round(radius * self.size))


def paint_battery(surface: pygame.Surface) -> None:
    """Paint an energizer: a battery with a bolt."""
    brush = Brush(surface)
    brush.box(0.40, 0.06, 0.20, 0.12, WHITE, 0.03)
    brush.box(0.22, 0.14, 0.56, 0.80, mix(GREEN, DARK, 0.45), 0.12)
    brush.box(0.27, 0.19, 0.46, 0.70, (64, 214, 156), 0.08)
    bolt = [(0.56, 0.24), (0.36, 0.58), (0.49, 0.58), (0.43, 0.84), (0.65, 0.47), (0.51, 0.47)]
    brush.shape(bolt, WHITE)


def paint_fruit(surface: pygame.Surface, fruit: str) -> None:
    """Paint a fruit by its name in the level table."""
    FRUITS[fruit](Brush(surface))


def _cherry(brush: Brush) -> None:
    for x, y in ((0.32, 0.70), (0.66, 0.76)):
        brush.line((x, y), (0.62, 0.16), 0.06, LEAF)
        brush.disc(x, y, 0.20, mix(RED, DARK, 0.3))
        brush.disc(x, y, 0.175, RED)
        brush.disc(x - 0.06, y - 0.07, 0.045, WHITE)
    brush.shape([(0.60, 0.18), (0.78, 0.06), (0.90, 0.18), (0.74, 0.26)], LEAF)


def _strawberry(brush: Brush) -> None:
    brush.shape([(0.14, 0.36), (0.86, 0.36), (0.60, 0.88), (0.50, 0.94), (0.40, 0.88)], RED)
    brush.disc(0.32, 0.40, 0.19, RED)
    brush.disc(0.68, 0.40, 0.19, RED)
    for x, y in ((0.30, 0.45), (0.50, 0.50), (0.70, 0.45), (0.40, 0.64), (0.60, 0.64), (0.5, 0.79)):
        brush.disc(x, y, 0.032, YELLOW)
    brush.shape(
        [(0.2, 0.26), (0.5, 0.36), (0.8, 0.26), (0.62, 0.2), (0.5, 0.04), (0.38, 0.2)], LEAF
    )


def _peach(brush: Brush) -> None:
    brush.disc(0.5, 0.56, 0.37, mix(ORANGE, DARK, 0.25))
    brush.disc(0.5, 0.56, 0.34, (255, 176, 84))
    brush.disc(0.38, 0.62, 0.20, (250, 142, 98))
    brush.line((0.5, 0.24), (0.47, 0.52), 0.05, mix(ORANGE, DARK, 0.25))
    brush.shape([(0.50, 0.22), (0.66, 0.04), (0.90, 0.10), (0.72, 0.26)], LEAF)


def _apple(brush: Brush) -> None:
    for x in (0.37, 0.63):
        brush.disc(x, 0.52, 0.25, RED)
        brush.disc(x + (0.5 - x) * 0.4, 0.70, 0.21, RED)
    brush.disc(0.33, 0.44, 0.06, (255, 190, 180))
    brush.line((0.5, 0.36), (0.56, 0.10), 0.06, (128, 84, 48))
    brush.shape([(0.56, 0.22), (0.72, 0.08), (0.88, 0.14), (0.74, 0.26)], LEAF)


def _melon(brush: Brush) -> None:
    brush.disc(0.5, 0.56, 0.38, mix(GREEN, DARK, 0.35))
    brush.disc(0.5, 0.56, 0.34, (70, 186, 110))
    for x in (0.3, 0.5, 0.7):
        brush.line((x, 0.28 if x != 0.5 else 0.2), (x, 0.84 if x != 0.5 else 0.92), 0.06, LEAF)
    brush.line((0.5, 0.2), (0.62, 0.06), 0.06, (128, 84, 48))


def _star(brush: Brush) -> None:
    for reach, colour in ((0.48, mix(YELLOW, DARK, 0.35)), (0.41, YELLOW)):
        points = []
        for tip in range(10):
            angle, far = tip * pi / 5 - pi / 2, reach if tip % 2 == 0 else reach * 0.45
            points.append((0.5 + far * cos(angle), 0.53 + far * sin(angle)))
        brush.shape(points, colour)
    brush.disc(0.5, 0.53, 0.10, WHITE)


def _bell(brush: Brush) -> None:
    brush.disc(0.5, 0.83, 0.10, VERMILION)
    brush.disc(0.5, 0.38, 0.24, YELLOW)
    brush.shape([(0.26, 0.38), (0.74, 0.38), (0.90, 0.78), (0.10, 0.78)], YELLOW)
    brush.box(0.08, 0.72, 0.84, 0.10, ORANGE, 0.05)
    brush.disc(0.5, 0.12, 0.06, ORANGE)


def _key(brush: Brush) -> None:
    brush.disc(0.5, 0.26, 0.22, SKY)
    brush.disc(0.5, 0.24, 0.09, DARK)
    brush.box(0.44, 0.40, 0.12, 0.54, SKY, 0.03)
    brush.box(0.54, 0.66, 0.18, 0.09, PINK, 0.02)
    brush.box(0.54, 0.82, 0.14, 0.09, PINK, 0.02)


FRUITS: dict[str, Callable[[Brush], None]] = {
    "cherry": _cherry,
    "strawberry": _strawberry,
    "peach": _peach,
    "apple": _apple,
    "melon": _melon,
    "star": _star,
    "bell": _bell,
    "key": _key,
}
