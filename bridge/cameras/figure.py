"""The drawn player: a body of a few angles, and how it is painted.

Everything is in the pixels of a 640 x 480 mirror: the player's left is the picture's left.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from math import cos, radians, sin

import cv2
import numpy as np

from bridge.types import Image

WIDTH, HEIGHT = 640, 480
UPPER_ARM, FOREARM = 92.0, 78.0
Point = tuple[float, float]
Colour = tuple[int, int, int]
_SHIFT = 4  # cv2 draws at sixteenths of a pixel, so that slow motion does not jerk


@dataclass(frozen=True, slots=True)
class Body:
    """A posture. Arm angles in degrees: 0 hangs down, 90 points outwards, 180 up.

    ``crouch`` and ``lean`` move the body down and to the right in pixels; the gaze is -1..1 to the
    right and down; ``smile`` and ``blink`` are 0..1.
    """

    left_upper: float = 9.0
    left_fore: float = 3.0
    right_upper: float = 9.0
    right_fore: float = 3.0
    crouch: float = 0.0
    lean: float = 0.0
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    smile: float = 0.35
    blink: float = 0.0


NEUTRAL = "none"
POSES: Mapping[str, Body] = {
    NEUTRAL: Body(),
    "left": Body(left_upper=93, left_fore=97, lean=-8, gaze_x=-1, smile=0.7),
    "right": Body(right_upper=93, right_fore=97, lean=8, gaze_x=1, smile=0.7),
    "up": Body(152, 170, 152, 170, crouch=-6, gaze_y=-1, smile=1.0),
    "down": Body(56, -40, 56, -40, crouch=34, gaze_y=1, smile=0.2),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What the player wears and looks like, in RGB."""

    skin: Colour
    hair: Colour
    shirt: Colour
    stripe: Colour
    long_hair: bool
    glasses: bool


def mix(start: Body, end: Body, share: float) -> Body:
    """Return the posture at ``share`` (0..1) of the way between two."""
    pairs = zip(astuple(start), astuple(end), strict=True)
    return Body(*(a + (b - a) * share for a, b in pairs))


def paint(canvas: Image, body: Body, look: Look) -> None:
    """Paint the player onto ``canvas`` (480, 640, 3), RGB, in place."""
    brush = _Brush(canvas)
    neck = (WIDTH / 2 + body.lean, 232 + body.crouch)
    head = (neck[0] + 0.5 * body.lean, neck[1] - 92)
    if look.long_hair:
        brush.oval((head[0], head[1] + 22), 66, 84, look.hair)
    _paint_torso(brush, neck, look)
    brush.limb(head, (neck[0], neck[1] + 6), 24, 25, _shade(look.skin, 0.86))
    _paint_head(brush, head, body, look)
    for side, upper, fore in (
        (-1, body.left_upper, body.left_fore),
        (1, body.right_upper, body.right_fore),
    ):
        _paint_arm(brush, (neck[0] + side * 80, neck[1] + 32), side, upper, fore, look)


def _paint_torso(brush: "_Brush", neck: Point, look: Look) -> None:
    x, y = neck
    side = [(34, 2), (78, 12), (102, 36), (92, 110), (78, 190), (84, 300)]
    outline = [(x - dx, y + dy) for dx, dy in side] + [(x + dx, y + dy) for dx, dy in side[::-1]]
    brush.shape(outline, look.shirt)
    for top in (100, 136):
        brush.shape(
            [(x - 92, y + top), (x + 92, y + top), (x + 88, y + top + 18), (x - 88, y + top + 18)],
            look.stripe,
        )
    brush.oval((x, y + 3), 34, 17, _shade(look.shirt, 0.72))


def _paint_head(brush: "_Brush", head: Point, body: Body, look: Look) -> None:
    x, y = head
    dark = _shade(look.skin, 0.8)
    for side in (-1, 1):
        brush.oval((x + side * 52, y + 8), 11, 15, dark)
    brush.oval((x, y - 20), 58, 54, look.hair)
    brush.oval((x, y + 4), 52, 61, look.skin)
    brush.oval((x - 24, y - 40), 36, 22, look.hair)
    brush.oval((x + 22, y - 46), 38, 20, look.hair)
    brush.oval((x + 42, y - 30), 14, 20, look.hair)
    face = (x + 6 * body.gaze_x, y + 4 * body.gaze_y)
    for side in (-1, 1):
        _paint_eye(brush, (face[0] + side * 21, face[1] + 4), body, look)
        brush.oval((face[0] + side * 31, face[1] + 26), 10, 7, _blend(look.skin, (235, 110, 100)))
    brush.arc((face[0], face[1] + 15), 6, 5, (20, 160), _shade(look.skin, 0.7), width=3)
    _paint_mouth(brush, (face[0], face[1] + 31), body.smile)


def _paint_eye(brush: "_Brush", eye: Point, body: Body, look: Look) -> None:
    x, y = eye
    opened = 10 * (1 - body.blink)
    if opened > 2:
        brush.oval(eye, 9, opened, (250, 250, 250))
        brush.oval((x + 4 * body.gaze_x, y + 3 * body.gaze_y), 5, min(5, opened), (45, 35, 40))
    else:
        brush.line((x - 8, y), (x + 8, y), (60, 45, 45), 3)
    brow = y - 15 + 3 * body.gaze_y
    brush.line((x - 10, brow), (x + 10, brow - 1), _shade(look.hair, 0.8), 4)
    if look.glasses:
        brush.arc(eye, 15, 14, (0, 360), (40, 40, 50), width=3)
        brush.line((x - 15, y), (x - 19, y - 1), (40, 40, 50), 2)
        brush.line((x + 15, y), (x + 19, y - 1), (40, 40, 50), 2)


def _paint_mouth(brush: "_Brush", mouth: Point, smile: float) -> None:
    if smile > 0.6:
        brush.arc(mouth, 18, 6 + 11 * smile, (0, 180), (130, 40, 50), filled=True)
        brush.line((mouth[0] - 14, mouth[1] + 2), (mouth[0] + 14, mouth[1] + 2), (250, 248, 245), 4)
    else:
        brush.arc(mouth, 15, 4 + 10 * smile, (15, 165), (130, 50, 55), width=4)


def _paint_arm(
    brush: "_Brush", shoulder: Point, side: int, upper: float, fore: float, look: Look
) -> None:
    elbow = _reach(shoulder, side, upper, UPPER_ARM)
    wrist = _reach(elbow, side, fore, FOREARM)
    palm = _reach(wrist, side, fore, 16)
    skin, edge = look.skin, _shade(look.shirt, 0.78)
    brush.limb(_reach(shoulder, side, upper, 34), elbow, 27, 23, edge)
    brush.limb(elbow, wrist, 20, 15, _shade(skin, 0.84))
    brush.limb(elbow, wrist, 18, 13, skin)
    brush.limb(shoulder, elbow, 26, 20, look.shirt)
    brush.limb(wrist, _reach(wrist, side, fore + 55, 27), 8, 6, skin)
    brush.limb(wrist, palm, 13, 15, skin)
    for spread in (-36, -12, 12, 36):
        root = _reach(palm, side, fore + 1.6 * spread, 9)
        brush.limb(root, _reach(root, side, fore + 0.6 * spread, 22), 5.5, 5, skin)


def _reach(start: Point, side: int, angle: float, length: float) -> Point:
    turn = radians(angle)
    return start[0] + side * length * sin(turn), start[1] + length * cos(turn)


def _shade(colour: Colour, share: float) -> Colour:
    red, green, blue = (round(part * share) for part in colour)
    return red, green, blue


def _blend(first: Colour, second: Colour) -> Colour:
    red, green, blue = ((2 * a + b) // 3 for a, b in zip(first, second, strict=True))
    return red, green, blue


class _Brush:
    """Smooth shapes at fractions of a pixel."""

    def __init__(self, canvas: Image) -> None:
        self._canvas = canvas

    def shape(self, points: list[Point], colour: Colour) -> None:
        scaled = np.round(np.array(points) * (1 << _SHIFT)).astype(np.int32)
        cv2.fillPoly(self._canvas, [scaled], colour, cv2.LINE_AA, _SHIFT)

    def oval(self, centre: Point, across: float, down: float, colour: Colour) -> None:
        self.arc(centre, across, down, (0, 360), colour, filled=True)

    def arc(
        self,
        centre: Point,
        across: float,
        down: float,
        angles: tuple[float, float],
        colour: Colour,
        *,
        width: int = 1,
        filled: bool = False,
    ) -> None:
        cv2.ellipse(
            self._canvas,
            _fixed(centre),
            _fixed((across, down)),
            0,
            *angles,
            colour,
            cv2.FILLED if filled else width,
            cv2.LINE_AA,
            _SHIFT,
        )

    def line(self, start: Point, end: Point, colour: Colour, width: int) -> None:
        cv2.line(self._canvas, _fixed(start), _fixed(end), colour, width, cv2.LINE_AA, _SHIFT)

    def limb(self, start: Point, end: Point, thick: float, thin: float, colour: Colour) -> None:
        """Paint a tapered limb with round ends; the widths are radii."""
        along = np.subtract(end, start)
        length = float(np.hypot(*along)) or 1.0
        across = np.array([-along[1], along[0]]) / length
        sides = [start + thick * across, end + thin * across]
        sides += [end - thin * across, start - thick * across]
        self.shape([(float(x), float(y)) for x, y in sides], colour)
        for centre, radius in ((start, thick), (end, thin)):
            scaled = round(radius * (1 << _SHIFT))
            cv2.circle(
                self._canvas, _fixed(centre), scaled, colour, cv2.FILLED, cv2.LINE_AA, _SHIFT
            )


def _fixed(point: Point) -> tuple[int, int]:
    return round(point[0] * (1 << _SHIFT)), round(point[1] * (1 << _SHIFT))
