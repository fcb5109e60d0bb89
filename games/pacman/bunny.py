"""A bunny: walks from tile to tile, looks one tile ahead, lives in the pen."""

from collections.abc import Callable
from dataclasses import dataclass

from games.pacman.maze import DOOR_X, OUTSIDE_Y, PEN_Y, Maze
from games.pacman.targets import AMBUSHER, CHASER, SHY, TRICKSTER
from games.pacman.tiles import COLUMNS, STEPS, TILE, Tile, centre, opposite, tile_at

WRAP = (COLUMNS + 4) * TILE
SLOTS = {CHASER: DOOR_X, AMBUSHER: DOOR_X, TRICKSTER: DOOR_X - 16, SHY: DOOR_X + 16}
BOB = 4

# Chooses the way out of a tile for a bunny that comes in a direction.
Choose = Callable[["Bunny", Tile, str], str]


@dataclass(slots=True)
class Bunny:
    """One of the four.

    ``life`` is ``outside``, ``waiting`` or ``leaving`` the pen, ``bitten`` for a moment, then
    ``eyes`` on the way home and ``entering`` the pen. ``turn`` is the way out of this tile and
    ``after`` that out of the next. ``reversing`` turns it round at the next tile. ``leaves_right``
    is how it will leave the pen.
    """

    role: str
    x: int
    y: int
    direction: str
    life: str
    turn: str = "left"
    after: str = "left"
    frightened: bool = False
    reversing: bool = False
    leaves_right: bool = False
    pace: int = 0
    budget: int = 0

    @property
    def tile(self) -> Tile:
        """The tile that holds its centre."""
        return tile_at(self.x, self.y)

    def pixels(self, pace: int) -> int:
        """Return how many pixels to walk this frame at ``pace`` sixteenths of a pixel."""
        self.pace = pace
        self.budget += pace
        pixels, self.budget = divmod(self.budget, 16)
        return pixels

    def turn_back(self) -> None:
        """Reverse at the next tile; in the pen, leave to the other side instead."""
        if self.life == "outside":
            self.reversing = True
        elif self.life in ("waiting", "leaving"):
            self.leaves_right = True

    def set_out(self, maze: Maze, direction: str, choose: Choose) -> None:
        """Begin to walk in the maze."""
        self.life = "outside"
        self.direction = self.turn = direction
        self.after = choose(self, maze.neighbour(self.tile, direction), direction)

    def walk(self, maze: Maze, choose: Choose) -> None:
        """Go one pixel further, in the maze or in the pen."""
        if self.life in ("outside", "eyes"):
            self._roam(maze, choose)
        elif self.life == "waiting":
            self._bob()
        elif self.life == "leaving":
            self._leave(maze, choose)
        else:
            self._enter()

    def _roam(self, maze: Maze, choose: Choose) -> None:
        tile = self.tile
        if (self.x, self.y) == centre(tile):
            self.direction = self.turn
        self._step()
        self.x = (self.x + 2 * TILE) % WRAP - 2 * TILE
        if self.life == "eyes" and (self.x, self.y) == (DOOR_X, OUTSIDE_Y):
            self.life, self.direction = "entering", "down"
        elif self.tile != tile:
            if self.reversing:
                self.reversing = False
                self.direction = self.turn = opposite(self.direction)
            else:
                self.turn = self.after
            self.after = choose(self, maze.neighbour(self.tile, self.turn), self.turn)

    def _step(self) -> None:
        dx, dy = STEPS[self.direction]
        self.x += dx
        self.y += dy

    def _bob(self) -> None:
        if self.y <= PEN_Y - BOB:
            self.direction = "down"
        elif self.y >= PEN_Y + BOB:
            self.direction = "up"
        self._step()

    def _leave(self, maze: Maze, choose: Choose) -> None:
        if self.x != DOOR_X:
            self.direction = "right" if self.x < DOOR_X else "left"
        else:
            self.direction = "up"
        self._step()
        if self.y == OUTSIDE_Y:
            self.set_out(maze, "right" if self.leaves_right else "left", choose)
            self.leaves_right = False

    def _enter(self) -> None:
        slot = SLOTS[self.role]
        if self.y < PEN_Y:
            self.direction = "down"
        elif self.x != slot:
            self.direction = "right" if self.x < slot else "left"
        if (self.x, self.y) == (slot, PEN_Y):
            self.life, self.direction = "waiting", "up"
        else:
            self._step()


def at_start() -> tuple[Bunny, ...]:
    """Return the four where a level or a life begins: the chaser outside, the others waiting."""
    return (
        Bunny(CHASER, DOOR_X, OUTSIDE_Y, "left", "outside"),
        Bunny(AMBUSHER, SLOTS[AMBUSHER], PEN_Y, "down", "waiting"),
        Bunny(TRICKSTER, SLOTS[TRICKSTER], PEN_Y, "up", "waiting"),
        Bunny(SHY, SLOTS[SHY], PEN_Y, "up", "waiting"),
    )
