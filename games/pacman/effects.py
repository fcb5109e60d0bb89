"""Small things that fly: dust on its way into the robot, and stars for a life won."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin

from games.canvas import Canvas
from games.pacman.actor_art import BODY
from games.pacman.rules import MazeRules
from games.palette import YELLOW, Colour, mix

Point = tuple[float, float]
RING_S = {"energizer": 0.5, "bunny": 0.6, "fruit": 0.6, "extra": 1.2}
RING_TILES = {"energizer": 3.0, "bunny": 2.0, "fruit": 2.0, "extra": 3.5}
RAYS = 12


@dataclass(frozen=True, slots=True)
class Ring:
    """Sparks that fly apart from a pixel."""

    what: str
    x: float
    y: float
    born: float


class Effects:
    """What is in the air; nothing of it matters to the rules."""

    def __init__(self) -> None:
        self._now = 0.0
        self._rings: list[Ring] = []

    def update(self, rules: MazeRules, happened: tuple[str, ...], seconds: float) -> None:
        """Let things fly on, and add what ``happened``."""
        self._now += seconds
        hero = rules.world.hero
        self._rings = [
            ring for ring in self._rings if self._now - ring.born < RING_S[ring.what]
        ] + [Ring(what, hero.x, hero.y, self._now) for what in happened if what in RING_S]

    def draw(self, canvas: Canvas, at: Callable[[Point], Point], cell: int) -> None:
        """Draw everything; ``at`` turns the rules' pixels into the window's."""
        if canvas.calm:
            return
        for ring in self._rings:
            age = (self._now - ring.born) / RING_S[ring.what]
            x, y = at((ring.x, ring.y))
            far = RING_TILES[ring.what] * cell * (0.25 + 0.75 * age)
            colour: Colour = YELLOW if ring.what in ("extra", "fruit") else BODY
            tint = mix(colour, canvas.palette.board, age)
            for ray in range(RAYS):
                angle = ray * 2 * pi / RAYS
                spot = (x + far * cos(angle), y + far * sin(angle))
                canvas.disc(spot, max(1.5, cell * 0.16 * (1 - age)), tint)
