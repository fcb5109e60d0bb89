"""A player for the virtual player and the tests: plans a few junctions ahead, around bunnies."""

from collections import deque
from collections.abc import Mapping, Sequence

from games.pacman.foresight import Foresight, Outlook
from games.pacman.levels import FRAME_RATE
from games.pacman.maze import FRUIT_SPOT
from games.pacman.rules import MazeRules
from games.pacman.tiles import Tile, opposite, tile_at
from games.pacman.world import World

HORIZON = 170
BEAM = 5
# What a tile of distance to the next food costs, and what being caught costs.
DISTANCE_COST = 1.5
DEATH_COST = 1000.0
REPLAN_FRAMES = 6
KEEP_WORTH = 4.0


class PlanningBot:
    """Plans at every tile; its wishes reach the rules ``reaction`` seconds later."""

    def __init__(self, reaction: float = 0.0) -> None:
        self._reaction = reaction * FRAME_RATE
        self._wish: str | None = None
        self._planned_at: object = None
        self._on_the_way: deque[tuple[float, str | None]] = deque()

    def wish(self, rules: MazeRules) -> str | None:
        """Return the direction to show now."""
        if rules.stage == "play":
            moment = rules.world.hero.tile, rules.frame // REPLAN_FRAMES
            if moment != self._planned_at:
                self._planned_at = moment
                self._plan_at(rules.frame, rules.world)
        return self._wish

    def _plan_at(self, frame: int, world: World) -> None:
        while self._on_the_way and self._on_the_way[0][0] <= frame:
            self._on_the_way.popleft()
        wish = self._plan(world, [(arrives - frame, sent) for arrives, sent in self._on_the_way])
        if wish != self._wish:
            self._wish = wish
            self._on_the_way.append((frame + self._reaction, wish))

    def _plan(self, world: World, coming: Sequence[tuple[float, str | None]]) -> str | None:
        foresight = Foresight(world)
        start = self._where_it_takes_effect(world, foresight, coming)
        distances = _food_distances(world)
        leaves: list[Outlook] = []
        turned = foresight.turned(start, self._reaction)
        beam = _successors(world, foresight, start, _onward(world, start))
        if turned.way in world.maze.exits(start.tile):
            beam += _successors(world, foresight, turned, (turned.way,))
        while beam:
            ranked = sorted(beam, key=lambda each: _value(each, distances), reverse=True)
            alive = [each for each in ranked if each.alive]
            leaves += [each for each in ranked if not each.alive or each.frame >= HORIZON]
            going = [each for each in alive if each.frame < HORIZON][:BEAM]
            beam = [
                after
                for each in going
                for after in _successors(world, foresight, each, _onward(world, each))
            ]
        if not leaves:
            return self._wish

        def final(each: Outlook) -> float:
            keep = KEEP_WORTH if _first_turn(world, start, each) == self._wish else 0.0
            return _value(each, distances) + keep

        return _first_turn(world, start, max(leaves, key=final))

    def _where_it_takes_effect(
        self, world: World, foresight: Foresight, coming: Sequence[tuple[float, str | None]]
    ) -> Outlook:
        """Return the outlook at the time when today's wish reaches the hero.

        Until then he follows the wishes that are still ``coming``, each after some frames.
        """
        maze = world.maze
        outlook = foresight.now()
        while outlook.frame + foresight.tile_frames / 2 < self._reaction and outlook.alive:
            wanted = world.hero.wanted
            for frame, wish in coming:
                if wish and frame <= outlook.frame + foresight.tile_frames / 2:
                    wanted = wish
            way = wanted if wanted in maze.exits(outlook.tile) else outlook.way
            if way not in maze.exits(outlook.tile):
                return foresight.stay(outlook, self._reaction)
            if way == opposite(outlook.way):
                outlook = foresight.turned(outlook, outlook.frame)
            outlook = foresight.go(outlook, way)
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
    for way in ways:
        after = foresight.go(outlook, way)
        while after.alive and after.frame < HORIZON and len(world.maze.exits(after.tile)) == 2:
            after = foresight.go(after, _onward(world, after)[0])
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


def _first_turn(world: World, start: Outlook, goal: Outlook) -> str:
    """Return the wish that follows a route: its next turn, once that cannot happen too soon."""
    passed: list[Tile] = []
    for tile, way in goal.route[len(start.route) :]:
        if way != start.way:
            too_soon = any(way in world.maze.exits(before) for before in passed)
            return start.way if too_soon else way
        passed.append(tile)
    return start.way
