"""Looks ahead tile by tile: what becomes of the hero if he goes a certain way."""

from dataclasses import dataclass, field
from math import inf

from games.pacman.levels import pace
from games.pacman.shades import Manners, Shade, beyond_centre, tile_frames
from games.pacman.tiles import TILE, Tile, opposite
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


@dataclass(slots=True)
class Outlook:
    """The hero foreseen in the middle of a tile at a frame, and what he ate on the way there.

    ``route`` are the tiles he left and the directions he left them in. ``ready`` is the frame from
    which another wish can reach him, ``passed`` the frames at which he went by a way that he did
    not take. ``alive`` is False when a bunny gets him.
    """

    tile: Tile
    way: str
    frame: float
    shades: list[Shade]
    eaten: set[Tile] = field(default_factory=set)
    route: list[tuple[Tile, str]] = field(default_factory=list)
    worth: float = 0.0
    alive: bool = True
    ready: float = 0.0
    passed: dict[str, float] = field(default_factory=dict)

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
            self.ready,
            dict(self.passed),
        )


class Foresight:
    """Runs outlooks of one world on.

    ``delay`` is how many frames a wish takes to reach the hero; the next one begins only then.
    """

    def __init__(self, world: World, delay: float) -> None:
        self._world = world
        self._delay = delay
        self._manners = Manners(world)
        self._usual = tile_frames(pace(world.level.hero))
        self._in_fright = tile_frames(pace(world.level.hero_fright))
        self._fright_until = float(world.fright_left)

    @property
    def half_tile(self) -> float:
        """Frames that the hero takes for half a tile now."""
        return (self._in_fright if self._fright_until else self._usual) / 2

    def now(self) -> Outlook:
        """Return the present."""
        hero = self._world.hero
        frame = -beyond_centre(hero.x, hero.y, hero.direction) * self.half_tile * 2 / TILE
        tile = self._world.maze.wrapped(hero.tile)
        return Outlook(tile, hero.direction, frame, self._manners.shades())

    def turned(self, outlook: Outlook, moment: float) -> Outlook:
        """Return the outlook of a hero who turns back at a frame near the middle of his tile."""
        after = outlook.copy()
        after.way = opposite(outlook.way)
        after.frame = 2 * moment - outlook.frame
        after.passed.clear()
        return after

    def stay(self, outlook: Outlook, until: float) -> None:
        """Let an outlook wait in place."""
        self._move_shades(outlook, until)
        outlook.frame = max(outlook.frame, until)

    def can_turn(self, outlook: Outlook) -> bool:
        """Return whether another wish can reach the hero before he has passed this tile."""
        return outlook.ready <= outlook.frame + self.half_tile

    def turn(self, outlook: Outlook, way: str) -> None:
        """Let an outlook go on round a corner, once the wish for it has arrived."""
        self.stay(outlook, outlook.ready)
        arrived = max(outlook.ready, outlook.passed.get(way, 0.0))
        outlook.ready = max(arrived + self._delay, outlook.frame)
        outlook.passed.clear()
        self.go(outlook, way)

    def go(self, outlook: Outlook, way: str) -> None:
        """Let an outlook go on to the middle of the next tile."""
        world, maze = self._world, self._world.maze
        exits = maze.exits(outlook.tile)
        if len(exits) > 2:
            for other in exits:
                outlook.passed[other] = outlook.frame
        there = maze.neighbour(outlook.tile, way)
        food = there not in outlook.eaten and (there in world.dots or there in world.energizers)
        frames = self._in_fright if outlook.frame < self._fright_until else self._usual
        self._move_shades(outlook, outlook.frame + frames / 2)
        outlook.route.append((outlook.tile, way))
        outlook.tile, outlook.way = there, way
        outlook.frame += frames + food
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

    def _frighten(self, outlook: Outlook) -> None:
        fright = self._world.level.fright_frames
        for shade in outlook.shades:
            shade.reverses_at = outlook.frame
            shade.harmless_until = outlook.frame + fright
            apart = abs(shade.tile[0] - outlook.tile[0]) + abs(shade.tile[1] - outlook.tile[1])
            if apart < HUNT_TILES and fright:
                outlook.worth += HUNT_WORTH

    def _move_shades(self, outlook: Outlook, until: float) -> None:
        for shade in outlook.shades:
            self._meet(outlook, shade)
            while shade.leaves <= until:
                chaser = outlook.shades[0].tile
                self._manners.step(shade, shade.leaves, outlook.tile, outlook.way, chaser)
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
