"""What the bunnies want and how fast they go."""

from games.pacman.bunny import Bunny
from games.pacman.levels import pace
from games.pacman.maze import DOOR
from games.pacman.targets import CHASER, CORNERS, chase_target
from games.pacman.tiles import CLOCKWISE, TIE_ORDER, Tile, clockwise, distance_squared, opposite
from games.pacman.world import World

PEN_PACE = 8
EYES_PACE = 32


def bunny_pace(world: World, bunny: Bunny) -> int:
    """Return a bunny's speed in sixteenths of a pixel a frame."""
    level = world.level
    if bunny.life in ("eyes", "entering"):
        return EYES_PACE
    if bunny.life in ("waiting", "leaving"):
        return PEN_PACE
    if bunny.tile in world.maze.tunnel:
        return pace(level.tunnel)
    if bunny.frightened:
        return pace(level.ghost_fright)
    if bunny.role == CHASER and world.elroy:
        return pace(level.elroy_speeds[world.elroy - 1])
    return pace(level.ghost)


def target(world: World, bunny: Bunny) -> Tile:
    """Return the tile that a bunny makes for."""
    if bunny.life == "eyes":
        return DOOR
    if world.clock.scatter and not (bunny.role == CHASER and world.elroy):
        return CORNERS[bunny.role]
    hero = world.hero
    return chase_target(bunny.role, bunny.tile, hero.tile, hero.direction, world.bunnies[0].tile)


def choose(world: World, bunny: Bunny, tile: Tile, coming: str) -> str:
    """Return the way out of ``tile`` for a bunny that comes in the direction ``coming``.

    It never turns back. Frightened it takes any way; otherwise the one whose next tile is nearest
    to its target in a straight line, ties going up, left, down, right.
    """
    exits = [way for way in world.maze.exits(tile) if way != opposite(coming)]
    if bunny.frightened:
        way = CLOCKWISE[world.dice.roll(4)]
        while way not in exits:
            way = clockwise(way)
        return way
    if bunny.life != "eyes" and tile in world.maze.no_up and "up" in exits:
        exits.remove("up")
    aim = target(world, bunny)

    def order(way: str) -> tuple[int, int]:
        next_tile = world.maze.neighbour(tile, way)
        return distance_squared(next_tile, aim), TIE_ORDER.index(way)

    return min(exits, key=order)
