"""A player for the virtual player and the tests: plans a few junctions ahead, around bunnies."""

from collections import deque
from collections.abc import Mapping, Sequence

from games.pacman.foresight import Foresight, Outlook
from games.pacman.levels import FRAME_RATE
from games.pacman.maze import FRUIT_SPOT
from games.pacman.rules import MazeRules
from games.pacman.tiles import Tile, opposite, tile_at
from games.pacman.wishes import Wishes
from games.pacman.world import World

# How far ahead it looks, in frames, and how many outlooks it follows from junction to junction.
HORIZON = 220
BEAM = 5
REPLAN_FRAMES = 12
# Frames by which a wish may arrive sooner or later than most do.
SPREAD = 1.0
# What a tile of distance to the next food costs, what being caught costs, and what it is worth
# to stay with a wish, so that poses do not flicker.
DISTANCE_COST = 1.5
DEATH_COST = 1000.0
KEEP_WORTH = 15.0


class PlanningBot:
    """Plans at every tile; its wishes reach the rules late, and it learns how late."""

    def __init__(self, reaction: float = 0.0) -> None:
        self._wishes = Wishes(reaction * FRAME_RATE)
        self._planned_at: object = None

    def wish(self, rules: MazeRules) -> str | None:
        """Return the direction to show now."""
        world = rules.world
        wanted = world.hero.wanted
        self._wishes.observe(rules.frame, wanted)
        if rules.stage == "play" and not self._wishes.under_way:
            moment = world.hero.tile, wanted, rules.frame // REPLAN_FRAMES
            if moment != self._planned_at:
                self._planned_at = moment
                self._wishes.send(rules.frame, self._plan(world), wanted)
        return self._wishes.newest

    def _plan(self, world: World) -> str:
        delay = self._wishes.delay
        foresight = Foresight(world, delay)
        start = _when_it_arrives(world, foresight, delay)
        distances = _food_distances(world)
        turned = foresight.turned(start, start.ready)
        turned.ready += delay
        beam = _successors(world, foresight, start, _onward(world, start))
        if turned.way in world.maze.exits(start.tile):
            beam += _successors(world, foresight, turned, (turned.way,))
        ends: list[Outlook] = []
        while beam:
            beam.sort(key=lambda each: _value(each, distances), reverse=True)
            ends += [each for each in beam if not each.alive or each.frame >= HORIZON]
            going = [each for each in beam if each.alive and each.frame < HORIZON]
            beam = [
                after
                for each in going[:BEAM]
                for after in _successors(world, foresight, each, _onward(world, each))
            ]

        def final(end: Outlook) -> float:
            keeps = _first_turn(world, start, end) == world.hero.wanted
            return _value(end, distances) + KEEP_WORTH * keeps

        return _first_turn(world, start, max(ends, key=final, default=start))


def _when_it_arrives(world: World, foresight: Foresight, delay: float) -> Outlook:
    """Return the outlook at the frame when today's wish has surely reached the hero.

    Until then he follows what he wants already.
    """
    maze, half = world.maze, foresight.half_tile
    outlook = foresight.now()
    while outlook.frame + half < delay + SPREAD and outlook.alive:
        wanted = world.hero.wanted
        way = wanted if wanted in maze.exits(outlook.tile) else outlook.way
        if way not in maze.exits(outlook.tile):
            foresight.stay(outlook, delay + SPREAD)
            break
        if way == opposite(outlook.way):
            outlook = foresight.turned(outlook, outlook.frame)
        foresight.go(outlook, way)
        outlook.passed = {} if outlook.frame + half < delay - SPREAD else outlook.passed
    outlook.ready = delay + SPREAD
    return outlook


def _onward(world: World, outlook: Outlook) -> list[str]:
    """Return the ways on that do not lead back."""
    back = opposite(outlook.way)
    return [way for way in world.maze.exits(outlook.tile) if way != back]


def _successors(
    world: World, foresight: Foresight, outlook: Outlook, ways: Sequence[str]
) -> list[Outlook]:
    """Return the outlooks at the next junction in each direction."""
    found = []
    straight_on = outlook.way in ways
    for way in ways:
        after = outlook.copy()
        if way == after.way:
            foresight.go(after, way)
        elif not straight_on or foresight.can_turn(after):
            foresight.turn(after, way)
        else:
            continue
        while after.alive and after.frame < HORIZON and len(world.maze.exits(after.tile)) == 2:
            (on,) = _onward(world, after)
            if on == after.way:
                foresight.go(after, on)
            else:
                foresight.turn(after, on)
        found.append(after)
    return found


def _value(outlook: Outlook, distances: Mapping[Tile, int]) -> float:
    if not outlook.alive:
        return outlook.frame - DEATH_COST
    return outlook.worth - DISTANCE_COST * distances.get(outlook.tile, 0)


def _food_distances(world: World) -> Mapping[Tile, int]:
    """Return how many tiles it is from each tile to the nearest food."""
    food = world.dots | world.energizers
    if world.fruit_left:
        food = food | {tile_at(*FRUIT_SPOT)}
    distances = dict.fromkeys(sorted(food), 0)
    queue = deque(distances)
    while queue:
        tile = queue.popleft()
        for way in world.maze.exits(tile):
            there = world.maze.neighbour(tile, way)
            if there not in distances:
                distances[there] = distances[tile] + 1
                queue.append(there)
    return distances


def _first_turn(world: World, start: Outlook, end: Outlook) -> str:
    """Return the wish that follows a route: its next turn, once that cannot happen too soon."""
    passed: list[Tile] = []
    for tile, way in end.route[len(start.route) :]:
        if way != start.way:
            too_soon = any(way in world.maze.exits(before) for before in passed)
            return start.way if too_soon or way in start.passed else way
        passed.append(tile)
    return start.way
