"""The layout keeps the facts that the rules rest on."""

from games.pacman.maze import DOOR, FRUIT_SPOT, HERO_START, maze
from games.pacman.tiles import COLUMNS, tile_at

MAZE = maze()
ON_SCREEN = {tile for tile in MAZE.floor if 0 <= tile[0] < COLUMNS}


def test_food():
    assert len(MAZE.dots) == 240
    assert len(MAZE.energizers) == 4


def test_symmetric():
    for tiles in (ON_SCREEN, MAZE.dots, MAZE.energizers, MAZE.no_up):
        assert {(COLUMNS - 1 - column, row) for column, row in tiles} == set(tiles)


def test_connected_without_dead_ends():
    found, waiting = set(), [DOOR]
    while waiting:
        tile = waiting.pop()
        if tile in found:
            continue
        found.add(tile)
        assert len(MAZE.exits(tile)) >= 2
        waiting += [MAZE.neighbour(tile, way) for way in MAZE.exits(tile)]
    assert not ON_SCREEN - found


def test_corridors_are_one_tile_wide():
    for column, row in ON_SCREEN:
        block = {(column, row), (column + 1, row), (column, row + 1), (column + 1, row + 1)}
        assert not block <= MAZE.floor


def test_tunnels_join_the_sides():
    row = next(row for column, row in MAZE.tunnel if column == 0)
    tile, steps = (0, row), 0
    while tile != (COLUMNS - 1, row):
        tile = MAZE.neighbour(tile, "left")
        steps += 1
    assert steps == 5


def test_places():
    assert DOOR == (13, 14)
    assert DOOR in MAZE.floor
    assert tile_at(*HERO_START) in MAZE.floor
    assert tile_at(*FRUIT_SPOT) in MAZE.floor
    assert {row for _, row in MAZE.no_up} == {14, 26}
