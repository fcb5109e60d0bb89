"""The room behind the drawn player."""

import cv2
import numpy as np

from bridge.cameras.figure import HEIGHT, WIDTH, Colour
from bridge.types import Image

_BOOKS: tuple[Colour, ...] = (
    *((196, 84, 72), (226, 178, 84), (88, 128, 150), (120, 150, 98)),
    *((172, 120, 160), (214, 206, 190), (80, 92, 120)),
)


def paint_room(wall: Colour) -> Image:
    """Return an empty room (480, 640, 3), RGB, a little out of focus as a webcam shows it."""
    scale = 2
    room = np.empty((HEIGHT * scale, WIDTH * scale, 3), np.uint8)
    light = np.linspace(1.06, 0.84, room.shape[1])[None, :, None]
    fall = np.linspace(1.04, 0.92, room.shape[0])[:, None, None]
    room[:] = np.clip(np.array(wall) * light * fall, 0, 255)
    _window(room)
    _shelf(room)
    _plant(room)
    room = np.asarray(cv2.GaussianBlur(room, (0, 0), 3.0), np.uint8)
    return np.asarray(cv2.resize(room, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)


def _window(room: Image) -> None:
    cv2.rectangle(room, (60, 70), (330, 470), (244, 240, 232), cv2.FILLED)
    for left in (80, 205):
        sky = room[90:450, left : left + 105]
        height = np.linspace(0, 1, sky.shape[0])[:, None, None]
        sky[:] = np.array((150, 200, 235)) * (1 - height) + np.array((226, 238, 240)) * height
    cv2.ellipse(room, (255, 470), (90, 70), 0, 180, 360, (134, 170, 128), cv2.FILLED, cv2.LINE_AA)
    cv2.ellipse(room, (130, 470), (70, 46), 0, 180, 360, (156, 188, 138), cv2.FILLED, cv2.LINE_AA)
    cv2.rectangle(room, (40, 450), (350, 480), (232, 226, 214), cv2.FILLED)


def _shelf(room: Image) -> None:
    cv2.rectangle(room, (900, 330), (1240, 348), (150, 108, 74), cv2.FILLED)
    left = 925
    for number, colour in enumerate(_BOOKS):
        width, height = 26 + 7 * (number % 3), 92 + 17 * (number * 5 % 4)
        cv2.rectangle(room, (left, 330 - height), (left + width, 330), colour, cv2.FILLED)
        left += width + 5
    cv2.rectangle(room, (985, 430), (1165, 570), (250, 247, 240), cv2.FILLED)
    cv2.rectangle(room, (985, 430), (1165, 570), (110, 84, 66), 8)
    cv2.circle(room, (1110, 478), 18, (240, 190, 90), cv2.FILLED, cv2.LINE_AA)
    hills = np.array([(1000, 556), (1052, 490), (1090, 530), (1120, 505), (1152, 556)])
    cv2.fillPoly(room, [hills], (110, 150, 150), cv2.LINE_AA)


def _plant(room: Image) -> None:
    for angle, length in ((-62, 170), (-88, 200), (-112, 175), (-40, 125), (-138, 130)):
        turn = np.deg2rad(angle)
        middle = (round(165 + length / 2 * np.cos(turn)), round(780 + length / 2 * np.sin(turn)))
        cv2.ellipse(
            room, middle, (length // 2, 24), angle, 0, 360, (84, 134, 92), cv2.FILLED, cv2.LINE_AA
        )
    pot = np.array([(105, 780), (225, 780), (205, 930), (125, 930)])
    cv2.fillPoly(room, [pot], (206, 122, 88), cv2.LINE_AA)
