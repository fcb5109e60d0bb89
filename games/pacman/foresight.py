"""Looks ahead tile by tile: where the bunnies will be if the hero goes a certain way.

The bunnies' manners are public, so a good player foresees them; so does the bot.
"""

from dataclasses import dataclass, replace

from games.pacman.bunny import Bunny
from games.pacman.levels import pace
from games.pacman.maze import DOOR, OUTSIDE_Y
from games.pacman.minds import PEN_PACE, bunny_pace, nearest_way
from games.pacman.targets import CHASER, CORNERS, chase_target
from games.pacman.tiles import HALF, STEPS, TILE, Tile, centre, opposite
from games.pacman.world import World

DOT_WORTH = 10.0
BUNNY_WORTH = 120.0
# A meal now is worth more than later; the share that is left of it after one frame.
PATIENCE = 0.995


@dataclass(slots=True)
class Shade:
    """A bunny foreseen: it leaves ``tile`` by ``turn`` at frame ``leaves``."""

    role: str
    tile: Tile
    turn: str
    after: str
    leaves: float
    tile_frames: float
    harmless_until: float


@dataclass(slots=True)
class Outlook:
    """The hero foreseen in the middle of a tile at a frame, and what he ate on the way there.

    ``route`` are the tiles he left and the directions he left them in. ``alive`` is False when a
    bunny gets him.
    """

    tile: Tile
    way: str
    frame: float
    shades: list[Shade]
    eaten: frozenset[Tile] = frozenset()
    route: tuple[tuple[Tile, str], ...] = ()
    worth: float = 0.0
    alive: bool = True


class Foresight:
    """Runs outlooks of one world on."""

    def __init__(self, world: World) -> None:
        self._world = world
        percent = world.level.hero_fright if world.fright_left else world.level.hero
        self.tile_frames = _tile_frames(pace(percent))

    def now(self) -> Outlook:
        """Return the present."""
        hero = self._world.hero
        frame = -_beyond_centre(hero.x, hero.y, hero.direction) * self.tile_frames / TILE
        shades = [self._shade(bunny) for bunny in self._world.bunnies]
        return Outlook(
            self._world.maze.wrapped(hero.tile),
            hero.direction,
            frame,
            [shade for shade in shades if shade is not None],
        )

    def turned(self, outlook: Outlook, moment: float) -> Outlook:
        """Return the outlook of a hero who turns back at a frame near the middle of his tile."""
        after = self._copy(outlook)
        after.way = opposite(outlook.way)
        after.frame = 2 * moment - outlook.frame
        return after

    def stay(self, outlook: Outlook, until: float) -> Outlook:
        """Return the outlook after waiting in place."""
        after = self._copy(outlook)
        self._move_shades(after, until)
        after.frame = until
        return after

    def go(self, outlook: Outlook, way: str) -> Outlook:
        """Return the outlook after going on to the middle of the next tile."""
        world = self._world
        there = world.maze.neighbour(outlook.tile, way)
        food = there not in outlook.eaten and (there in world.dots or there in world.energizers)
        after = self._copy(outlook)
        self._move_shades(after, outlook.frame + self.tile_frames / 2)
        after.route += ((outlook.tile, way),)
        after.tile, after.way = there, way
        after.frame += self.tile_frames + food
        self._move_shades(after, after.frame)
        if food:
            after.eaten |= {there}
            after.worth += DOT_WORTH * PATIENCE**after.frame
            if there in world.energizers:
                self._frighten(after)
        return after

    def _shade(self, bunny: Bunny) -> Shade | None:
        world = self._world
        harmless = float(world.fright_left) if bunny.frightened else 0.0
        if bunny.life == "outside":
            tile_frames = _tile_frames(bunny_pace(world, bunny))
            to_edge = HALF - _beyond_centre(bunny.x, bunny.y, bunny.direction)
            tile, leaves = world.maze.wrapped(bunny.tile), to_edge * tile_frames / TILE
            return Shade(bunny.role, tile, bunny.turn, bunny.after, leaves, tile_frames, harmless)
        if bunny.life == "leaving":
            leaves = (bunny.y - OUTSIDE_Y + abs(bunny.x - centre(DOOR)[0])) * 16 / PEN_PACE
            tile_frames = _tile_frames(pace(world.level.ghost))
            return Shade(bunny.role, DOOR, "left", "left", leaves, tile_frames, harmless)
        return None

    def _copy(self, outlook: Outlook) -> Outlook:
        return replace(outlook, shades=[replace(shade) for shade in outlook.shades])

    def _frighten(self, outlook: Outlook) -> None:
        fright = self._world.level.fright_frames
        for shade in outlook.shades:
            shade.harmless_until = outlook.frame + fright
            apart = abs(shade.tile[0] - outlook.tile[0]) + abs(shade.tile[1] - outlook.tile[1])
            if apart < 10 and fright:
                outlook.worth += 30

    def _move_shades(self, outlook: Outlook, until: float) -> None:
        maze = self._world.maze
        for shade in outlook.shades:
            while shade.leaves <= until:
                shade.tile = maze.neighbour(shade.tile, shade.turn)
                shade.turn = shade.after
                shade.after = self._way_after(shade, outlook)
                slow = 2 if shade.tile in maze.tunnel else 1
                shade.leaves += slow * shade.tile_frames
                self._meet(outlook, shade)
            self._meet(outlook, shade)
        outlook.shades = [shade for shade in outlook.shades if shade.leaves < GONE]

    def _meet(self, outlook: Outlook, shade: Shade) -> None:
        if shade.tile != outlook.tile:
            return
        if outlook.frame + TILE < shade.harmless_until:
            outlook.worth += BUNNY_WORTH * PATIENCE**outlook.frame
            shade.leaves = GONE
        else:
            outlook.alive = False

    def _way_after(self, shade: Shade, outlook: Outlook) -> str:
        world, maze = self._world, self._world.maze
        there = maze.neighbour(shade.tile, shade.turn)
        chaser = outlook.shades[0].tile
        scatter = world.clock.scatter == (outlook.frame < world.clock.left)
        if scatter and not (shade.role == CHASER and world.elroy):
            aim = CORNERS[shade.role]
        else:
            aim = chase_target(shade.role, shade.tile, outlook.tile, outlook.way, chaser)
        return nearest_way(maze, there, shade.turn, aim, there not in maze.no_up)


GONE = 1e9


def _tile_frames(speed: int) -> float:
    return TILE * 16 / speed


def _beyond_centre(x: int, y: int, direction: str) -> int:
    """Return how many pixels beyond the centre of its tile somebody is; negative before it."""
    middle_x, middle_y = centre((x // TILE, y // TILE))
    dx, dy = STEPS[direction]
    return (x - middle_x) * dx + (y - middle_y) * dy
