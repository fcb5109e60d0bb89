"""The maze: an original layout on the classic grid of 28 by 36 tiles.

It keeps the facts that the rules rest on: 240 dots and 4 energizers, a pen whose door lies below
tile (13, 14), two zones where bunnies do not turn up, tunnels through the sides, no dead ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from games.pacman.tiles import COLUMNS, STEPS, Tile, ahead

# Row 3 of the screen is the first row here; rows above and below hold no maze.
#   # wall   . dot   o energizer   space: floor   ~ tunnel
#   - floor of a zone without turns up   : the same with a dot
FIRST_ROW = 3
LAYOUT = """\
############################
#............##............#
#.####.#####.##.#####.####.#
#o####.#####.##.#####.####o#
#.........##.##.##.........#
#.#######.##.##.##.#######.#
#.#######.##.##.##.#######.#
#.#######.##.##.##.#######.#
#............##............#
#.##########.##.##########.#
#.##########.##.##########.#
#......##  ------  ##......#
######.## ######## ##.######
######.## ######## ##.######
~~~~~ .   ########   . ~~~~~
#.####### ######## #######.#
#.####### ######## #######.#
#.####.              .####.#
#.####.#####.##.#####.####.#
#.####.#####.##.#####.####.#
#......#####....#####......#
######.#####.##.#####.######
######.#####.##.#####.######
#o........##:--:##........o#
#.#######.##.##.##.#######.#
#.#######.##.##.##.#######.#
#.####.......##.......####.#
#.####.#####.##.#####.####.#
#.####.#####.##.#####.####.#
#......#####....#####......#
############################
"""

DOOR: Tile = (13, 14)
DOOR_X = 112
OUTSIDE_Y = 116
PEN_Y = 140
HERO_START = (112, 212)
FRUIT_SPOT = (112, 164)

# The tunnel goes on for two tiles beyond either edge before it comes out on the other side.
BEYOND = 2


@dataclass(frozen=True, slots=True)
class Maze:
    """Which tiles are floor, tunnel, zone, dot and energizer."""

    floor: frozenset[Tile]
    tunnel: frozenset[Tile]
    no_up: frozenset[Tile]
    dots: frozenset[Tile]
    energizers: frozenset[Tile]
    ways: Mapping[Tile, tuple[str, ...]]
    neighbours: Mapping[Tile, Mapping[str, Tile]]

    def exits(self, tile: Tile) -> tuple[str, ...]:
        """Return the directions in which one can leave a tile, in the order of ties."""
        return self.ways[tile]

    def wrapped(self, tile: Tile) -> Tile:
        """Return where a tile beyond the end of a tunnel really is."""
        return _wrapped(tile)

    def neighbour(self, tile: Tile, direction: str) -> Tile:
        """Return the next tile, through the tunnel where there is one."""
        return self.neighbours[tile][direction]


@cache
def maze() -> Maze:
    """Return the bundled maze."""
    marks = {
        (column, FIRST_ROW + row): mark
        for row, line in enumerate(LAYOUT.splitlines())
        for column, mark in enumerate(line)
    }

    def marked(which: str) -> frozenset[Tile]:
        return frozenset(tile for tile, mark in marks.items() if mark in which)

    tunnel = marked("~")
    beyond = {
        (column, row)
        for row in {row for _, row in tunnel}
        for column in (*range(-BEYOND - 1, 0), *range(COLUMNS, COLUMNS + BEYOND + 1))
    }
    floor = marked(" .o~-:") | beyond
    return Maze(
        floor=floor,
        tunnel=tunnel | beyond,
        no_up=marked("-:"),
        dots=marked(".:"),
        energizers=marked("o"),
        neighbours={tile: {way: _wrapped(ahead(tile, way)) for way in STEPS} for tile in floor},
        ways={tile: tuple(way for way in STEPS if ahead(tile, way) in floor) for tile in floor},
    )


def _wrapped(tile: Tile) -> Tile:
    return (tile[0] + BEYOND) % (COLUMNS + 2 * BEYOND) - BEYOND, tile[1]
