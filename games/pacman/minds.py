"""What the bunnies want and how fast they go."""

from games.pacman.bunny import Bunny
from games.pacman.levels import pace
from games.pacman.maze import DOOR, Maze
from games.pacman.targets import CHASER, CORNERS, chase_target
from games.pacman.tiles import CLOCKWISE, Tile, clockwise, distance_squared, opposite
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

    Frightened it takes any way but back: a random one, or the next clockwise that is open.
    """
    if not bunny.frightened:
        may_turn_up = bunny.life == "eyes" or tile not in world.maze.no_up
        return nearest_way(world.maze, tile, coming, target(world, bunny), may_turn_up)
    exits = [way for way in world.maze.exits(tile) if way != opposite(coming)]
    way = CLOCKWISE[world.dice.roll(4)]
    while way not in exits:
        way = clockwise(way)
    return way


def nearest_way(maze: Maze, tile: Tile, coming: str, aim: Tile, may_turn_up: bool) -> str:
    """Return the way, but not back, whose next tile is nearest to ``aim`` in a straight line.

    Ties go up, left, down, right, which is the order of the maze's exits.
    """
    exits = [
        way for way in maze.exits(tile) if way != opposite(coming) and (way != "up" or may_turn_up)
    ]
    if len(exits) == 1:
        return exits[0]
    return min(exits, key=lambda way: distance_squared(maze.neighbour(tile, way), aim))
