"""Draws the actors and items on a canvas, centred, each painted once per size."""

from collections.abc import Callable, Hashable

import pygame

from games.canvas import Canvas
from games.pacman.actor_art import (
    FLASHING,
    SCARED,
    WHITE,
    paint_bunny,
    paint_eyes,
    paint_hero,
    paint_scared,
)
from games.pacman.item_art import paint_battery, paint_fruit
from games.palette import Colour

Point = tuple[float, float]


def draw_hero(
    canvas: Canvas, centre: Point, size: int, direction: str, phase: int = 0, asleep: bool = False
) -> None:
    """Draw the robot."""
    _draw(
        canvas,
        ("hero", direction, phase, asleep),
        centre,
        size,
        lambda surface: paint_hero(surface, direction, phase, asleep),
    )


def draw_bunny(
    canvas: Canvas, centre: Point, size: int, role: str, direction: str, phase: int = 0
) -> None:
    """Draw a bunny that is not afraid."""
    _draw(
        canvas,
        ("bunny", role, direction, phase),
        centre,
        size,
        lambda surface: paint_bunny(surface, role, direction, phase),
    )


def draw_scared(
    canvas: Canvas, centre: Point, size: int, role: str, phase: int, flashing: bool
) -> None:
    """Draw a frightened bunny."""
    _draw(
        canvas,
        ("scared", role, phase, flashing),
        centre,
        size,
        lambda surface: paint_scared(surface, role, phase, flashing),
        FLASHING if flashing else SCARED,
    )


def draw_eyes(canvas: Canvas, centre: Point, size: int, direction: str) -> None:
    """Draw what is left of an eaten bunny."""
    _draw(
        canvas,
        ("eyes", direction),
        centre,
        size,
        lambda surface: paint_eyes(surface, direction),
        WHITE,
    )


def draw_battery(canvas: Canvas, centre: Point, size: int) -> None:
    """Draw an energizer."""
    _draw(canvas, "battery", centre, size, paint_battery)


def draw_fruit(canvas: Canvas, centre: Point, size: int, fruit: str) -> None:
    """Draw a fruit by its name in the level table."""
    _draw(canvas, ("fruit", fruit), centre, size, lambda surface: paint_fruit(surface, fruit))


def _draw(
    canvas: Canvas,
    key: Hashable,
    centre: Point,
    size: int,
    paint: Callable[[pygame.Surface], None],
    tint: Colour = (0, 0, 0),
) -> None:
    corner = round(centre[0] - size / 2), round(centre[1] - size / 2)
    canvas.sprite(("pacman", key), (size, size), lambda surface, _: paint(surface), corner, tint)
