"""Where the four want to go, for set positions."""

import pytest

from games.pacman.levels import level
from games.pacman.maze import maze
from games.pacman.minds import nearest_way, target
from games.pacman.targets import AMBUSHER, CHASER, CORNERS, ROLES, SHY, TRICKSTER, chase_target
from games.pacman.world import new_world

HERO = (12, 20)


@pytest.mark.parametrize(
    ("role", "facing", "own", "chaser", "expected"),
    [
        (CHASER, "left", (3, 4), (3, 4), (12, 20)),
        (AMBUSHER, "left", (3, 4), (3, 4), (8, 20)),
        (AMBUSHER, "right", (3, 4), (3, 4), (16, 20)),
        (AMBUSHER, "down", (3, 4), (3, 4), (12, 24)),
        (AMBUSHER, "up", (3, 4), (3, 4), (8, 16)),
        (TRICKSTER, "left", (3, 4), (6, 17), (14, 23)),
        (TRICKSTER, "right", (3, 4), (6, 17), (22, 23)),
        (TRICKSTER, "down", (3, 4), (12, 20), (12, 24)),
        (TRICKSTER, "up", (3, 4), (6, 17), (14, 19)),
        (SHY, "left", (4, 20), (3, 4), (12, 20)),
        (SHY, "left", (5, 20), (3, 4), (0, 34)),
        (SHY, "left", (7, 14), (3, 4), (0, 34)),
        (SHY, "left", (6, 14), (3, 4), (12, 20)),
    ],
)
def test_chase(role, facing, own, chaser, expected):
    assert chase_target(role, own, HERO, facing, chaser) == expected


def test_corners():
    assert CORNERS == {CHASER: (25, 0), AMBUSHER: (2, 0), TRICKSTER: (27, 34), SHY: (0, 34)}


def test_scatter_and_eyes():
    world = new_world(maze(), level(1), seed=0)
    assert [target(world, bunny) for bunny in world.bunnies] == [CORNERS[role] for role in ROLES]
    world.bunnies[2].life = "eyes"
    assert target(world, world.bunnies[2]) == (13, 14)


def test_elroy_chases_in_scatter():
    world = new_world(maze(), level(1), seed=0)
    world.dots, world.energizers = set(sorted(world.dots)[:20]), set()
    assert target(world, world.bunnies[0]) == world.hero.tile
    world.elroy_asleep = True
    assert target(world, world.bunnies[0]) == CORNERS[CHASER]


@pytest.mark.parametrize(
    ("tile", "coming", "expected"),
    [
        ((6, 17), "right", "up"),  # or right
        ((6, 17), "down", "left"),  # or right
        ((12, 26), "down", "down"),  # or right
        ((15, 26), "right", "up"),  # or down
    ],
)
def test_ties_go_up_left_down_right(tile, coming, expected):
    exits = list(maze().exits(tile))
    assert exits == [way for way in ("up", "left", "down", "right") if way in exits]
    assert nearest_way(maze(), tile, coming, aim=tile, may_turn_up=True) == expected


def test_nearest_way_is_straight_line():
    assert nearest_way(maze(), (6, 17), "right", aim=(7, 0), may_turn_up=True) == "up"
    assert nearest_way(maze(), (6, 17), "right", aim=(20, 10), may_turn_up=True) == "right"


def test_no_way_up_in_the_zones():
    for tile in ((12, 14), (15, 14), (12, 26), (15, 26)):
        assert tile in maze().no_up
        coming = "right" if tile[0] == 12 else "left"
        above = (tile[0], 0)
        assert nearest_way(maze(), tile, coming, above, may_turn_up=False) != "up"
        assert nearest_way(maze(), tile, coming, above, may_turn_up=True) == "up"
