"""The drawn player before a camera of its own: noise, drifting light, a body that never rests."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import sin, tau

import cv2
import numpy as np

from bridge.cameras.figure import HEIGHT, NEUTRAL, POSES, WIDTH, Body, Look, mix, paint
from bridge.cameras.pace import Pace
from bridge.cameras.room import paint_room
from bridge.types import Frame, Image

RATE = 30.0
MOVE_S = 0.2  # how long the arms take from one pose to the next
CYCLE_S = 1.5
CYCLE = (NEUTRAL, "left", NEUTRAL, "right", NEUTRAL, "up", NEUTRAL, "down")

_SKINS = ((255, 214, 178), (240, 190, 150), (200, 146, 106), (146, 98, 70), (104, 70, 52))
_HAIRS = ((52, 40, 38), (104, 68, 44), (214, 170, 96), (150, 70, 40), (70, 70, 78))
_SHIRTS = (
    *(((38, 108, 134), (244, 200, 92)), ((206, 82, 72), (250, 236, 214))),
    *(((92, 84, 148), (170, 214, 190)), ((62, 122, 84), (244, 236, 200))),
)
_WALLS = ((214, 206, 190), (190, 204, 206), (216, 196, 186), (198, 206, 188))


class SyntheticPlayer:
    """A camera before a drawn player; ``seed`` chooses the person, the room and every chance.

    Like a real webcam it does not mirror: the pose ``left`` is on the right of its pictures.
    Until somebody asks for a pose with ``show`` it goes through all of them by itself.
    ``paced=False`` draws as fast as frames are read, in the same order.
    """

    live = True
    poses: Sequence[str] = tuple(POSES)

    def __init__(
        self,
        seed: int | str = 0,
        *,
        rate: float = RATE,
        paced: bool = True,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = "Drawn player"
        self._random = np.random.default_rng(int(seed))
        self._look = _choose_look(int(seed))
        self._room = paint_room(_WALLS[int(seed) % len(_WALLS)])
        self._grain = _grain(self._random)
        self._phases = self._random.uniform(0, tau, 6)
        self._pace = Pace(rate, paced=paced, clock=clock, sleep=sleep)
        self._start = 0.0
        self._index = 0
        self._asked: str | None = None
        self._pose = NEUTRAL
        self._from = self._to = POSES[NEUTRAL]
        self._moved_at = 0.0

    def open(self) -> None:
        """Nothing can go wrong with a drawn player."""

    def show(self, pose: str | None) -> None:
        """Ask for a pose; it is taken from the next frame on, as smoothly as a person would."""
        wanted = pose or NEUTRAL
        if wanted not in POSES:
            raise KeyError(wanted)
        self._asked = wanted

    def read(self) -> Frame:
        """Return the next frame when it is due."""
        now = self._pace.next()
        if self._index == 0:
            self._start = now
        since = now - self._start
        asked = self._asked
        self._turn_to(asked if asked is not None else _in_turn(since), since)
        frame = Frame(self._picture(self._body(since), since), now, self._index)
        self._index += 1
        return frame

    def close(self) -> None:
        """Nothing to free."""

    def _turn_to(self, pose: str, now: float) -> None:
        if pose == self._pose:
            return
        self._from = self._posture(now)
        # Nobody takes a pose twice in exactly the same way.
        arms = POSES[pose]
        spread = self._random.normal(0, 3.0, 4)
        self._to = replace(
            arms,
            left_upper=arms.left_upper + spread[0],
            left_fore=arms.left_fore + spread[1],
            right_upper=arms.right_upper + spread[2],
            right_fore=arms.right_fore + spread[3],
        )
        self._pose, self._moved_at = pose, now

    def _posture(self, now: float) -> Body:
        share = min(1.0, max(0.0, (now - self._moved_at) / MOVE_S))
        return mix(self._from, self._to, share * share * (3 - 2 * share))

    def _body(self, now: float) -> Body:
        body = self._posture(now)
        sway = [
            sin(tau * now / period + phase)
            for period, phase in zip((5.3, 3.9, 2.3, 2.9, 7.1, 4.4), self._phases, strict=True)
        ]
        return replace(
            body,
            lean=body.lean + 5 * sway[0] + 2 * sway[2],
            crouch=body.crouch + 2.5 * sway[1],
            left_upper=body.left_upper + 2 * sway[2],
            right_upper=body.right_upper + 2 * sway[3],
            left_fore=body.left_fore + 3 * sway[3],
            right_fore=body.right_fore + 3 * sway[5],
            blink=float((now + self._phases[4]) % 3.7 < 0.13),
        )

    def _picture(self, body: Body, now: float) -> Image:
        canvas = self._room.copy()
        paint(canvas, body, self._look)
        light = 1 + 0.05 * sin(tau * now / 17 + self._phases[5])
        top, left = (int(value) for value in self._random.integers(0, 64, 2))
        grain = self._grain[top : top + HEIGHT, left : left + WIDTH]
        lit = cv2.addWeighted(canvas, light, grain, 1.0, -128.0)
        image = np.asarray(cv2.flip(lit, 1), np.uint8)
        image.flags.writeable = False
        return image


def _in_turn(since: float) -> str:
    return CYCLE[int(since / CYCLE_S) % len(CYCLE)]


def _choose_look(seed: int) -> Look:
    chance = np.random.default_rng(seed + 1)
    shirt, stripe = _SHIRTS[seed % len(_SHIRTS)]
    return Look(
        skin=_SKINS[(2 * seed + 1) % len(_SKINS)],
        hair=_HAIRS[(3 * seed + 1) % len(_HAIRS)],
        shirt=shirt,
        stripe=stripe,
        long_hair=bool(chance.random() < 0.5),
        glasses=bool(chance.random() < 0.4),
    )


def _grain(random: np.random.Generator) -> Image:
    """Return sensor noise around 128, larger than a frame so that each takes another piece."""
    noise = random.normal(128, 4.0, (HEIGHT + 64, WIDTH + 64, 3))
    return np.clip(np.round(noise), 0, 255).astype(np.uint8)
