"""The level table: speeds in percent, times in seconds, fruit and points.

Figures from J. Pittman, "The Pac-Man Dossier", 1.0.26. 100 % is 20 pixels in 16 frames at
60.606 frames a second: 75.76 pixels or 9.5 tiles a second.
"""

from dataclasses import dataclass
from functools import cache
from typing import TypeVar

Row = TypeVar("Row")

FRAME_RATE = 60.606
FRAME_S = 1 / FRAME_RATE


def pace(percent: int) -> int:
    """Return a speed as pixels in 16 frames."""
    return percent // 5


def frames(seconds: float) -> int:
    """Return a time as a whole number of frames, at least one."""
    return max(1, round(seconds * FRAME_RATE))


@dataclass(frozen=True, slots=True)
class Level:
    """What one level is like; speeds in percent of 9.5 tiles a second.

    ``elroy_dots`` are the dots left at which the chaser speeds up, a first and a second time, to
    ``elroy_speeds``. ``phases`` are seconds of scatter, chase, scatter ...; the last chase has no
    end. ``pen_limits`` are the dots before the second, third and fourth bunny may leave.
    """

    hero: int
    hero_fright: int
    ghost: int
    ghost_fright: int
    tunnel: int
    elroy_dots: tuple[int, int]
    elroy_speeds: tuple[int, int]
    fright_s: int
    flashes: int
    fruit: str
    fruit_points: int
    phases: tuple[float, ...]
    pen_limits: tuple[int, int, int]
    patience_s: float

    @property
    def fright_frames(self) -> int:
        """How long an energizer frightens, in frames."""
        return frames(self.fright_s) if self.fright_s else 0


# speeds: hero, hero in fright, ghost, ghost in fright, tunnel, Elroy 1, Elroy 2
SPEEDS = (
    (1, (80, 90, 75, 50, 40, 80, 85)),
    (2, (90, 95, 85, 55, 45, 90, 95)),
    (5, (100, 100, 95, 60, 50, 100, 105)),
    (21, (90, 90, 95, 60, 50, 100, 105)),
)
ELROY_DOTS = (
    (1, (20, 10)),
    (2, (30, 15)),
    (3, (40, 20)),
    (6, (50, 25)),
    (9, (60, 30)),
    (12, (80, 40)),
    (15, (100, 50)),
    (19, (120, 60)),
)
FRIGHT = (  # blue seconds, flashes; none from level 19 on
    *((6, 5), (5, 5), (4, 5), (3, 5), (2, 5), (5, 5), (2, 5), (2, 5), (1, 3), (5, 5)),
    *((2, 5), (1, 3), (1, 3), (3, 5), (1, 3), (1, 3), (0, 0), (1, 3)),
)
FRUIT = (
    (1, ("cherry", 100)),
    (2, ("strawberry", 300)),
    (3, ("peach", 500)),
    (5, ("apple", 700)),
    (7, ("melon", 1000)),
    (9, ("star", 2000)),
    (11, ("bell", 3000)),
    (13, ("key", 5000)),
)
PHASES = (
    (1, (7.0, 20.0, 7.0, 20.0, 5.0, 20.0, 5.0)),
    (2, (7.0, 20.0, 7.0, 20.0, 5.0, 1033.0, 1 / 60)),
    (5, (5.0, 20.0, 5.0, 20.0, 5.0, 1037.0, 1 / 60)),
)
PEN_LIMITS = ((1, (0, 30, 60)), (2, (0, 0, 50)), (3, (0, 0, 0)))
PATIENCE_S = ((1, 4.0), (5, 3.0))


def _from(table: tuple[tuple[int, Row], ...], number: int) -> Row:
    """Return the last row of a table that starts at ``number`` or before."""
    return [row for first, row in table if first <= number][-1]


@cache
def level(number: int) -> Level:
    """Return the level with this number, 1 or above; from 21 on all are alike."""
    hero, hero_fright, ghost, ghost_fright, tunnel, *elroy = _from(SPEEDS, number)
    fright_s, flashes = FRIGHT[number - 1] if number <= len(FRIGHT) else (0, 0)
    fruit, fruit_points = _from(FRUIT, number)
    return Level(
        hero=hero,
        hero_fright=hero_fright,
        ghost=ghost,
        ghost_fright=ghost_fright,
        tunnel=tunnel,
        elroy_dots=_from(ELROY_DOTS, number),
        elroy_speeds=(elroy[0], elroy[1]),
        fright_s=fright_s,
        flashes=flashes,
        fruit=fruit,
        fruit_points=fruit_points,
        phases=_from(PHASES, number),
        pen_limits=_from(PEN_LIMITS, number),
        patience_s=_from(PATIENCE_S, number),
    )
