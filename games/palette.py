"""Colours by role. The hues are Okabe and Ito's, told apart by colour-blind players.

Source: M. Okabe and K. Ito, "Color Universal Design", 2002. Games never tell things apart by hue
alone: shape, brightness or a letter always goes with it.
"""

from dataclasses import dataclass
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]

ORANGE = (230, 159, 0)
SKY = (86, 180, 233)
GREEN = (0, 158, 115)
YELLOW = (240, 228, 66)
BLUE = (0, 114, 178)
VERMILION = (213, 94, 0)
PINK = (204, 121, 167)


@dataclass(frozen=True, slots=True)
class Palette:
    """``ground`` lies behind everything, ``board`` and ``grid`` are the playing field."""

    ground: Colour
    board: Colour
    grid: Colour
    panel: Colour
    ink: Colour
    quiet: Colour
    accent: Colour
    players: tuple[Colour, Colour]
    food: Colour
    good: Colour
    bad: Colour


PALETTES = {
    "night": Palette(
        ground=(12, 15, 24),
        board=(20, 25, 38),
        grid=(27, 33, 49),
        panel=(31, 38, 56),
        ink=(240, 243, 250),
        quiet=(148, 160, 184),
        accent=YELLOW,
        players=(SKY, ORANGE),
        food=(255, 122, 64),
        good=(40, 196, 148),
        bad=(240, 110, 60),
    ),
    "day": Palette(
        ground=(232, 236, 242),
        board=(250, 251, 253),
        grid=(238, 241, 246),
        panel=(214, 220, 230),
        ink=(24, 28, 40),
        quiet=(88, 98, 118),
        accent=BLUE,
        players=(BLUE, VERMILION),
        food=(190, 60, 20),
        good=(0, 122, 88),
        bad=(190, 60, 0),
    ),
    "contrast": Palette(
        ground=(0, 0, 0),
        board=(0, 0, 0),
        grid=(26, 26, 26),
        panel=(34, 34, 34),
        ink=(255, 255, 255),
        quiet=(214, 214, 214),
        accent=YELLOW,
        players=((255, 255, 255), ORANGE),
        food=YELLOW,
        good=(90, 240, 190),
        bad=(255, 140, 80),
    ),
}


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour ``share`` (0..1) of the way from ``first`` to ``second``."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue
