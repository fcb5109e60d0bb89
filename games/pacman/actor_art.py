"""Paints the robot Whirr and the dust bunnies, each on a square surface of any size."""

from math import cos, pi, sin

import pygame

from games.pacman.targets import AMBUSHER, CHASER, SHY, TRICKSTER
from games.pacman.tiles import STEPS
from games.palette import ORANGE, PINK, SKY, Colour, mix

RED: Colour = (224, 66, 54)
COLOURS: dict[str, Colour] = {CHASER: RED, AMBUSHER: PINK, TRICKSTER: SKY, SHY: ORANGE}
BODY: Colour = (104, 226, 188)
DARK: Colour = (18, 26, 40)
WHITE: Colour = (250, 252, 255)
SCARED: Colour = (120, 134, 204)
FLASHING: Colour = (236, 238, 250)
PHASES = 4

Point = tuple[float, float]


def paint_hero(surface: pygame.Surface, direction: str, phase: int, asleep: bool = False) -> None:
    """Paint Whirr from above: a bumper and two eyes in front, brushes that turn."""
    size = surface.get_width()
    middle = size / 2
    dx, dy = STEPS[direction]

    def at(forward: float, sideways: float) -> Point:
        return (
            middle + (dx * forward - dy * sideways) * size,
            middle + (dy * forward + dx * sideways) * size,
        )

    for side in (-1, 1):
        hub = at(0.24, side * 0.27)
        for arm in range(3):
            angle = side * (arm * 2 * pi / 3 + phase * 2 * pi / 3 / PHASES)
            tip = (hub[0] + cos(angle) * size * 0.17, hub[1] + sin(angle) * size * 0.17)
            pygame.draw.line(surface, WHITE, hub, tip, max(1, round(size * 0.045)))
    shell = mix(BODY, DARK, 0.45) if asleep else BODY
    for offset, radius, tint in (
        (0.0, 0.42, mix(shell, DARK, 0.6)),
        (0.0, 0.37, shell),
        (-0.02, 0.31, mix(shell, WHITE, 0.35)),
        (0.06, 0.28, DARK),
        (-0.06, 0.28, mix(shell, WHITE, 0.35)),
        (-0.14, 0.10, shell),
        (-0.14, 0.05, mix(shell, DARK, 0.6)),
    ):
        _disc(surface, at(offset, 0), size * radius, tint)
    bumper = [at(0.40 * cos(bow / 5), 0.40 * sin(bow / 5)) for bow in range(-5, 6)]
    pygame.draw.lines(surface, DARK, False, bumper, max(2, round(size * 0.06)))
    for side in (-1, 1):
        eye = at(0.16, side * 0.13)
        if asleep:
            half = size * 0.06
            for slope in (-1, 1):
                start = (eye[0] - half, eye[1] - half * slope)
                end = (eye[0] + half, eye[1] + half * slope)
                pygame.draw.line(surface, DARK, start, end, max(1, round(size * 0.04)))
        else:
            _disc(surface, eye, size * 0.095, WHITE)
            _disc(surface, at(0.195, side * 0.125), size * 0.05, DARK)


def paint_bunny(surface: pygame.Surface, role: str, direction: str, phase: int) -> None:
    """Paint one of the four: told apart by ears as well as by colour."""
    _paint_fluff(surface, role, COLOURS[role], phase)
    paint_eyes(surface, direction)


def paint_scared(surface: pygame.Surface, role: str, phase: int, flashing: bool) -> None:
    """Paint a frightened bunny: pale, with small eyes and a wavy mouth."""
    size = surface.get_width()
    colour = FLASHING if flashing else SCARED
    ink = RED if flashing else WHITE
    _paint_fluff(surface, role, colour, phase)
    for side in (-1, 1):
        _disc(surface, ((0.5 + side * 0.13) * size, 0.55 * size), size * 0.05, ink)
    mouth = [((0.32 + 0.06 * step) * size, (0.70 + 0.035 * (step % 2)) * size) for step in range(7)]
    pygame.draw.lines(surface, ink, False, mouth, max(1, round(size * 0.035)))


def paint_eyes(surface: pygame.Surface, direction: str) -> None:
    """Paint the eyes alone: what is left of an eaten bunny."""
    size = surface.get_width()
    dx, dy = STEPS[direction]
    for side in (-1, 1):
        eye = ((0.5 + side * 0.15 + dx * 0.04) * size, (0.54 + dy * 0.05) * size)
        _disc(surface, eye, size * 0.125, WHITE)
        look = (eye[0] + dx * size * 0.055, eye[1] + dy * size * 0.055)
        _disc(surface, look, size * 0.07, DARK)


def _paint_fluff(surface: pygame.Surface, role: str, colour: Colour, phase: int) -> None:
    size = surface.get_width()
    rim, inside = mix(colour, DARK, 0.45), mix(colour, WHITE, 0.55)
    for width, tint in ((0.03, rim), (0.0, colour)):
        for root, tip, thick in _ears(role):
            _stroke(surface, root, tip, thick + width, tint)
        for puff in range(11):
            angle = puff * 2 * pi / 11 + phase * 0.12
            where = ((0.5 + 0.25 * cos(angle)) * size, (0.60 + 0.22 * sin(angle)) * size)
            _disc(surface, where, (0.12 + width) * size, tint)
        for side in (-1, 1):
            hop = 0.02 if phase % 2 == (side > 0) else 0.0
            _disc(
                surface,
                ((0.5 + side * 0.17) * size, (0.89 - hop) * size),
                (0.075 + width) * size,
                tint,
            )
    for root, tip, thick in _ears(role):
        middle = ((root[0] + tip[0] * 2) / 3, (root[1] + tip[1] * 2) / 3)
        _stroke(surface, root, middle, thick * 0.45, inside)
    _disc(surface, (0.5 * size, 0.60 * size), 0.26 * size, colour)
    _disc(surface, (0.5 * size, 0.76 * size), 0.035 * size, inside)


def _ears(role: str) -> list[tuple[Point, Point, float]]:
    """Return root, tip and thickness of both ears, in shares of the size."""
    left, right = (0.38, 0.42), (0.62, 0.42)
    if role == CHASER:
        return [(left, (0.34, 0.13), 0.085), (right, (0.66, 0.13), 0.085)]
    if role == AMBUSHER:
        return [(left, (0.34, 0.13), 0.085), (right, (0.84, 0.27), 0.085)]
    if role == TRICKSTER:
        return [(left, (0.15, 0.52), 0.085), (right, (0.85, 0.52), 0.085)]
    return [(left, (0.33, 0.29), 0.12), (right, (0.67, 0.29), 0.12)]


def _stroke(surface: pygame.Surface, root: Point, tip: Point, thick: float, colour: Colour) -> None:
    size = surface.get_width()
    for step in range(13):
        share = step / 12
        where = tuple((a + (b - a) * share) * size for a, b in zip(root, tip, strict=True))
        _disc(surface, (where[0], where[1]), thick * size, colour)


def _disc(surface: pygame.Surface, centre: Point, radius: float, colour: Colour) -> None:
    pygame.draw.circle(surface, colour, centre, max(1.0, radius))
