"""The hero: turns that wait until they are possible, cut corners, and stops at walls."""

from dataclasses import dataclass

from games.pacman.maze import HERO_START, Maze
from games.pacman.tiles import COLUMNS, STEPS, TILE, Tile, centre, tile_at

WRAP = (COLUMNS + 4) * TILE


@dataclass(slots=True)
class Hero:
    """Where the hero is, in pixels, and where he wants to go.

    ``wanted`` stays until it is possible and after; ``pause`` are frames he still stands after
    eating, ``budget`` the sixteenths of a pixel that he has not walked yet.
    """

    x: int = HERO_START[0]
    y: int = HERO_START[1]
    direction: str = "left"
    wanted: str = "left"
    pace: int = 0
    budget: int = 0
    pause: int = 0
    walking: bool = False

    @property
    def tile(self) -> Tile:
        """The tile that holds his centre."""
        return tile_at(self.x, self.y)

    def pixels(self, pace: int) -> int:
        """Return how many pixels to walk this frame at ``pace`` sixteenths of a pixel."""
        if self.pause:
            self.pause -= 1
            self.pace = 0
            return 0
        self.pace = pace
        self.budget += pace
        pixels, self.budget = divmod(self.budget, 16)
        return pixels

    def keep(self, pixels: int) -> None:
        """Put pixels back that he has no time to walk in this frame."""
        self.budget += 16 * pixels

    def walk(self, maze: Maze) -> None:
        """Walk one pixel, unless a wall is in the way.

        A turn may begin anywhere in the tile, 3 or 4 pixels before or after its centre; he then
        moves along both axes at once until he is in the middle of the new corridor.
        """
        tile = self.tile
        if maze.neighbour(tile, self.wanted) in maze.floor:
            self.direction = self.wanted
        dx, dy = STEPS[self.direction]
        middle_x, middle_y = centre(tile)
        off_x, off_y = self.x - middle_x, self.y - middle_y
        before_centre = off_x * dx + off_y * dy < 0
        self.walking = before_centre or maze.neighbour(tile, self.direction) in maze.floor
        if not self.walking:
            return
        self.x += dx if dx else _towards_zero(off_x)
        self.y += dy if dy else _towards_zero(off_y)
        self.x = (self.x + 2 * TILE) % WRAP - 2 * TILE


def _towards_zero(offset: int) -> int:
    return (offset < 0) - (offset > 0)
