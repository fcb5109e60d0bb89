"""Looks ahead tile by tile: where the bunnies will be if the hero goes a certain way.

The bunnies' manners are public, so a good player foresees them; so does the bot.
"""

from dataclasses import dataclass, field
from math import inf

from games.pacman.bunny import Bunny
from games.pacman.levels import pace
from games.pacman.maze import DOOR, OUTSIDE_Y
from games.pacman.minds import PEN_PACE, bunny_pace, nearest_way
from games.pacman.targets import CHASER, CORNERS, chase_target
from games.pacman.tiles import HALF, STEPS, TILE, Tile, centre, opposite
from games.pacman.world import World

DOT_WORTH = 10.0
BUNNY_WORTH = 200.0
# What an energizer is worth for each bunny so near that it could be caught afterwards.
HUNT_TILES, HUNT_WORTH = 10, 30.0
# A meal now is worth more than later; the share that is left of it after one frame.
PATIENCE = 0.995
# Tiles within which a bunny is uncomfortably near, and what each tile nearer costs.
NEAR = 3
NEAR_COST = 9.0
# Frames by which bunnies are thought to be ahead of where they are, to be on the safe side.
CAUTION = 3.0


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

    def copy(self) -> "Shade":
        """Return the same, to run on differently."""
        return Shade(
            self.role,
            self.tile,
            self.turn,
            self.after,
            self.leaves,
            self.tile_frames,
            self.harmless_until,
        )


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
    eaten: set[Tile] = field(default_factory=set)
    route: list[tuple[Tile, str]] = field(default_factory=list)
    worth: float = 0.0
    alive: bool = True

    def copy(self) -> "Outlook":
        """Return the same, to run on differently."""
        return Outlook(
            self.tile,
            self.way,
            self.frame,
            [shade.copy() for shade in self.shades],
            set(self.eaten),
            list(self.route),
            self.worth,
            self.alive,
        )


class Foresight:
    """Runs outlooks of one world on; ``tile_frames`` is how long the hero takes for a tile."""

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
        after = outlook.copy()
        after.way = opposite(outlook.way)
        after.frame = 2 * moment - outlook.frame
        return after

    def stay(self, outlook: Outlook, until: float) -> None:
        """Let an outlook wait in place."""
        self._move_shades(outlook, until)
        outlook.frame = until

    def go(self, outlook: Outlook, way: str) -> None:
        """Let an outlook go on to the middle of the next tile."""
        world = self._world
        there = world.maze.neighbour(outlook.tile, way)
        food = there not in outlook.eaten and (there in world.dots or there in world.energizers)
        self._move_shades(outlook, outlook.frame + self.tile_frames / 2)
        outlook.route.append((outlook.tile, way))
        outlook.tile, outlook.way = there, way
        outlook.frame += self.tile_frames + food
        self._move_shades(outlook, outlook.frame)
        if food:
            outlook.eaten.add(there)
            outlook.worth += DOT_WORTH * PATIENCE**outlook.frame
            if there in world.energizers:
                self._frighten(outlook)
        for shade in outlook.shades:
            apart = abs(shade.tile[0] - there[0]) + abs(shade.tile[1] - there[1])
            if apart < NEAR and outlook.frame > shade.harmless_until:
                outlook.worth -= NEAR_COST * (NEAR - apart)

    def _shade(self, bunny: Bunny) -> Shade | None:
        world = self._world
        harmless = float(world.fright_left) if bunny.frightened else 0.0
        if bunny.life == "outside":
            tile_frames = _tile_frames(bunny_pace(world, bunny))
            to_edge = HALF - _beyond_centre(bunny.x, bunny.y, bunny.direction)
            tile, leaves = world.maze.wrapped(bunny.tile), to_edge * tile_frames / TILE - CAUTION
            return Shade(bunny.role, tile, bunny.turn, bunny.after, leaves, tile_frames, harmless)
        if bunny.life == "leaving":
            leaves = (bunny.y - OUTSIDE_Y + abs(bunny.x - centre(DOOR)[0])) * 16 / PEN_PACE
            tile_frames = _tile_frames(pace(world.level.ghost))
            return Shade(bunny.role, DOOR, "left", "left", leaves, tile_frames, harmless)
        return None

    def _frighten(self, outlook: Outlook) -> None:
        fright = self._world.level.fright_frames
        for shade in outlook.shades:
            shade.harmless_until = outlook.frame + fright
            apart = abs(shade.tile[0] - outlook.tile[0]) + abs(shade.tile[1] - outlook.tile[1])
            if apart < HUNT_TILES and fright:
                outlook.worth += HUNT_WORTH

    def _move_shades(self, outlook: Outlook, until: float) -> None:
        maze = self._world.maze
        for shade in outlook.shades:
            self._meet(outlook, shade)
            while shade.leaves <= until:
                shade.tile = maze.neighbour(shade.tile, shade.turn)
                shade.turn = shade.after
                shade.after = self._way_after(shade, outlook)
                slow = 2 if shade.tile in maze.tunnel else 1
                shade.leaves += slow * shade.tile_frames
                self._meet(outlook, shade)
        outlook.shades = [shade for shade in outlook.shades if shade.leaves < inf]

    def _meet(self, outlook: Outlook, shade: Shade) -> None:
        if shade.tile != outlook.tile:
            return
        if outlook.frame + TILE < shade.harmless_until:
            outlook.worth += BUNNY_WORTH * PATIENCE**outlook.frame
            shade.leaves = inf
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


def _tile_frames(speed: int) -> float:
    return TILE * 16 / speed


def _beyond_centre(x: int, y: int, direction: str) -> int:
    """Return how many pixels beyond the centre of its tile somebody is; negative before it."""
    middle_x, middle_y = centre((x // TILE, y // TILE))
    dx, dy = STEPS[direction]
    return (x - middle_x) * dx + (y - middle_y) * dy
