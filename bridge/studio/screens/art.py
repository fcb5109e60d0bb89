"""Small drawings of what can be controlled, made of the same rounded boxes as everything else."""

from bridge.studio.layout import Box
from bridge.studio.paint import Paint
from bridge.studio.theme import Colour, mix

_SNAKE = ((0, 3), (1, 3), (2, 3), (2, 2), (2, 1), (3, 1), (4, 1), (5, 1))
_APPLE = (7, 1)
_WALLS = (
    *((0.0, 0.0, 9.0, 0.3), (0.0, 5.7, 9.0, 0.3)),
    *((2.0, 1.9, 1.9, 0.5), (5.1, 1.9, 1.9, 0.5), (2.0, 3.6, 1.9, 0.5), (5.1, 3.6, 1.9, 0.5)),
)
_CAPS = {"up": (1, 0), "left": (0, 1), "down": (1, 1), "right": (2, 1)}


def draw_art(paint: Paint, box: Box, name: str, colour: Colour) -> None:
    """Draw the picture of the goal ``name`` in the middle of ``box``."""
    soft = mix(paint.theme.card, colour, 0.16)
    paint.panel(box, soft)
    room = box.inset(box.w * 0.1, box.h * 0.1)
    match name:
        case "snake":
            _snake(paint, room, colour)
        case "pacman":
            _maze(paint, room, colour)
        case "pong":
            _pong(paint, room, colour)
        case "app":
            _keys(paint, room, colour, soft)
        case _:
            side = min(room.w, room.h) * 0.8
            paint.icon(room.middle(side, side), "pose", colour)


def _cells(box: Box, across: int, down: int) -> tuple[float, float, float]:
    side = min(box.w / across, box.h / down)
    return (
        side,
        box.x + (box.w - side * across) / 2,
        box.y + (box.h - side * down) / 2,
    )


def _snake(paint: Paint, box: Box, colour: Colour) -> None:
    side, left, top = _cells(box, 8, 5)
    gap = side * 0.08
    for number, (x, y) in enumerate(_SNAKE):
        cell = Box(left + x * side, top + y * side, side, side).inset(gap)
        shade = mix(colour, paint.theme.card, 0.45 * (1 - number / len(_SNAKE)))
        paint.panel(cell, shade, radius=side * 0.28)
    head = Box(left + 5 * side, top + side, side, side)
    for dy in (0.28, 0.58):
        eye = Box(head.x + side * 0.58, head.y + side * dy, side * 0.16, side * 0.16)
        paint.panel(eye, paint.theme.card, radius=side * 0.08)
    apple = Box(left + _APPLE[0] * side, top + _APPLE[1] * side, side, side).inset(side * 0.16)
    paint.panel(apple, paint.theme.label(1), radius=side)


def _maze(paint: Paint, box: Box, colour: Colour) -> None:
    side, left, top = _cells(box, 9, 6)
    for x, y, w, h in _WALLS:
        wall = Box(left + x * side, top + y * side, w * side, h * side)
        paint.panel(wall, mix(colour, paint.theme.card, 0.35), radius=side * 0.15)
    dots = [(x + 0.5, y) for y in (1.1, 4.9) for x in range(9)]
    dots += [(x + 0.5, 3.0) for x in range(9) if x not in (3, 4)]
    for x, y in dots:
        dot = Box(
            left + x * side - side * 0.11, top + y * side - side * 0.11, side * 0.22, side * 0.22
        )
        paint.panel(dot, colour, radius=side * 0.11)
    player = Box(left + 3.55 * side, top + 2.55 * side, side * 0.95, side * 0.95)
    paint.panel(player, colour, radius=side * 0.48)
    eye = Box(player.x + side * 0.52, player.y + side * 0.2, side * 0.2, side * 0.2)
    paint.panel(eye, paint.theme.card, radius=side * 0.1)


def _pong(paint: Paint, box: Box, colour: Colour) -> None:
    side, left, top = _cells(box, 9, 6)
    for number in range(6):
        dash = Box(left + 4.4 * side, top + (number + 0.2) * side, side * 0.2, side * 0.6)
        paint.panel(dash, mix(colour, paint.theme.card, 0.55), radius=side * 0.1)
    for x, y in ((0.3, 0.8), (8.3, 2.9)):
        paddle = Box(left + x * side, top + y * side, side * 0.42, side * 2)
        paint.panel(paddle, colour, radius=side * 0.2)
    ball = Box(left + 6.1 * side, top + 2.2 * side, side * 0.7, side * 0.7)
    paint.panel(ball, paint.theme.label(1), radius=side * 0.35)


def _keys(paint: Paint, box: Box, colour: Colour, soft: Colour) -> None:
    side = min(box.w / 3, box.h / 2) * 0.86
    left, top = box.x + (box.w - 3 * side) / 2, box.y + (box.h - 2 * side) / 2
    for key, (x, y) in _CAPS.items():
        cap = Box(left + x * side, top + y * side, side, side).inset(side * 0.06)
        pressed = key == "right"
        paint.panel(cap, colour if pressed else paint.theme.card, radius=side * 0.2, border=colour)
        paint.icon(cap.inset(side * 0.24), key, soft if pressed else colour)
