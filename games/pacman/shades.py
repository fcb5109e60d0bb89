"""The bunnies foreseen, tile by tile. Their manners are public, so a good player knows them."""

from dataclasses import dataclass
from math import inf

from games.pacman.bunny import Bunny
from games.pacman.levels import pace
from games.pacman.maze import DOOR, OUTSIDE_Y
from games.pacman.minds import PEN_PACE, bunny_pace, nearest_way
from games.pacman.targets import CHASER, CORNERS, ROLES, chase_target
from games.pacman.tiles import HALF, STEPS, TILE, Tile, centre, opposite
from games.pacman.world import World

# Frames by which bunnies are thought to be ahead of where they are, to be on the safe side.
CAUTION = 3.0


@dataclass(slots=True)
class Shade:
    """A bunny foreseen: it leaves ``tile`` by ``turn`` at frame ``leaves``, the next by ``after``.

    Until ``harmless_until`` it is frightened; at ``reverses_at`` all turn round.
    """

    role: str
    tile: Tile
    turn: str
    after: str
    leaves: float
    harmless_until: float
    reverses_at: float

    def copy(self) -> "Shade":
        """Return the same, to run on differently."""
        return Shade(
            self.role,
            self.tile,
            self.turn,
            self.after,
            self.leaves,
            self.harmless_until,
            self.reverses_at,
        )


class Manners:
    """How the bunnies of one world go on from here."""

    def __init__(self, world: World) -> None:
        self._world = world
        level = world.level
        usual = tile_frames(pace(level.ghost))
        self._usual = dict.fromkeys(ROLES, usual)
        if world.elroy:
            self._usual[CHASER] = tile_frames(pace(level.elroy_speeds[world.elroy - 1]))
        self._frightened = tile_frames(pace(level.ghost_fright))
        self._tunnel = tile_frames(pace(level.tunnel))

    def shades(self) -> list[Shade]:
        """Return the bunnies that are out, or on their way out, as they are now."""
        found = [self._shade(bunny) for bunny in self._world.bunnies]
        return [shade for shade in found if shade is not None]

    def step(self, shade: Shade, frame: float, hero: Tile, facing: str, chaser: Tile) -> None:
        """Let a shade go to its next tile, as the hero is at ``hero`` at that frame."""
        maze, came = self._world.maze, shade.turn
        shade.tile = maze.neighbour(shade.tile, came)
        if shade.leaves >= shade.reverses_at:
            shade.reverses_at = inf
            shade.turn = opposite(came)
        else:
            shade.turn = shade.after
        if shade.tile in maze.tunnel:
            shade.leaves += self._tunnel
        elif shade.leaves < shade.harmless_until:
            shade.leaves += self._frightened
        else:
            shade.leaves += self._usual[shade.role]
        there = maze.neighbour(shade.tile, shade.turn)
        if len(maze.exits(there)) == 2:
            back = opposite(shade.turn)
            shade.after = next(way for way in maze.exits(there) if way != back)
            return
        aim = self._aim(shade, frame, hero, facing, chaser)
        shade.after = nearest_way(maze, there, shade.turn, aim, there not in maze.no_up)

    def _aim(self, shade: Shade, frame: float, hero: Tile, facing: str, chaser: Tile) -> Tile:
        world = self._world
        scatter = world.clock.scatter == (frame < world.clock.left)
        if scatter and not (shade.role == CHASER and world.elroy):
            return CORNERS[shade.role]
        return chase_target(shade.role, shade.tile, hero, facing, chaser)

    def _shade(self, bunny: Bunny) -> Shade | None:
        world = self._world
        harmless = float(world.fright_left) if bunny.frightened else 0.0
        reverses = world.clock.left + world.fright_left
        if bunny.life == "outside":
            tile = world.maze.wrapped(bunny.tile)
            to_edge = HALF - beyond_centre(bunny.x, bunny.y, bunny.direction)
            leaves = to_edge * 16 / bunny_pace(world, bunny) - CAUTION
            if bunny.reversing:
                reverses = 0.0
            return Shade(bunny.role, tile, bunny.turn, bunny.after, leaves, harmless, reverses)
        if bunny.life == "leaving":
            leaves = (bunny.y - OUTSIDE_Y + abs(bunny.x - centre(DOOR)[0])) * 16 / PEN_PACE
            way = "right" if bunny.leaves_right else "left"
            return Shade(bunny.role, DOOR, way, way, leaves, harmless, reverses)
        return None


def tile_frames(speed: int) -> float:
    """Return the frames for a tile at a speed in sixteenths of a pixel a frame."""
    return TILE * 16 / speed


def beyond_centre(x: int, y: int, direction: str) -> int:
    """Return how many pixels beyond the centre of its tile somebody is; negative before it."""
    middle_x, middle_y = centre((x // TILE, y // TILE))
    dx, dy = STEPS[direction]
    return (x - middle_x) * dx + (y - middle_y) * dy
