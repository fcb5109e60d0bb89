"""Paints the maze: rounded walls with a bright rim, the pen and its door."""

import pygame

from games.pacman.maze import FIRST_ROW, LAYOUT, Maze
from games.pacman.tiles import COLUMNS, Tile
from games.palette import BLUE, SKY, Colour, Palette, mix

MAZE_ROWS = len(LAYOUT.splitlines())
# Insets and radii in tiles: the rim lies inside the wall tiles, so that corridors look wider.
INSET = 0.22
RIM = 0.09
RADIUS = 0.42
FINER = 4
AROUND = tuple((dx, dy) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dx or dy)


def wall_colours(palette: Palette) -> tuple[Colour, Colour]:
    """Return the colours of the walls' rim and of their filling."""
    return mix(palette.quiet, SKY, 0.55), mix(palette.panel, BLUE, 0.22)


def paint_walls(
    surface: pygame.Surface, cell: int, maze: Maze, rim: Colour, filling: Colour, floor: Colour
) -> None:
    """Paint all walls on a surface of 28 by 31 cells, ``cell`` pixels each.

    Tiles with the same open sides look the same, so each kind is painted once and copied: a new
    size costs a few milliseconds and no frame is missed.
    """
    surface.fill(floor)
    kinds: dict[frozenset[Tile], pygame.Surface] = {}
    for row in range(MAZE_ROWS):
        for column in range(COLUMNS):
            tile = (column, FIRST_ROW + row)
            if tile in maze.floor:
                continue
            sides = frozenset(
                (dx, dy) for dx, dy in AROUND if (tile[0] + dx, tile[1] + dy) in maze.floor
            )
            if sides not in kinds:
                kinds[sides] = _wall_tile(cell, sides, rim, filling, floor)
            surface.blit(kinds[sides], (column * cell, row * cell))
    _paint_pen(surface, cell, rim, floor)


def _wall_tile(
    cell: int, sides: frozenset[Tile], rim: Colour, filling: Colour, floor: Colour
) -> pygame.Surface:
    """Return one smooth wall tile that is open towards ``sides``."""
    large = pygame.Surface((cell * FINER, cell * FINER), 0, 24)
    large.fill(floor)
    layers = (
        (INSET, rim, floor),
        (INSET + RIM, filling, rim),
        (INSET + RIM * 2.5, mix(filling, floor, 0.35), filling),
    )
    for dx in (-1, 1):
        for dy in (-1, 1):
            for inset, colour, _ in layers:
                _paint_quarter(large, sides, (dx, dy), round(inset * cell * FINER), colour)
            if (dx, dy) in sides and (dx, 0) not in sides and (0, dy) not in sides:
                corner = ((1 + dx) * cell * FINER // 2, (1 + dy) * cell * FINER // 2)
                for inset, _, outside in reversed(layers):
                    radius = round(inset * cell * FINER)
                    pygame.draw.circle(large, outside, corner, radius, **_bite(dx, dy))
    return pygame.transform.smoothscale(large, (cell, cell))


def _paint_quarter(
    surface: pygame.Surface, sides: frozenset[Tile], towards: Tile, gap: int, colour: Colour
) -> None:
    """Paint a quarter of a wall tile, ``gap`` pixels away from where the tile is open."""
    (dx, dy), cell = towards, surface.get_width()
    beside, above = (dx, 0) not in sides, (0, dy) not in sides
    radius = 0 if beside or above else max(0, round(RADIUS * cell) - gap // 2)
    centre = pygame.Vector2(cell / 2, cell / 2)
    reach = centre + pygame.Vector2(
        dx * (cell / 2 - (0 if beside else gap)), dy * (cell / 2 - (0 if above else gap))
    )
    pygame.draw.rect(surface, colour, _box(centre, reach), **_quarter(dx, dy, radius))


def _quarter(dx: int, dy: int, radius: int) -> dict[str, int]:
    side = f"{'top' if dy < 0 else 'bottom'}_{'left' if dx < 0 else 'right'}"
    return {f"border_{side}_radius": radius}


def _bite(dx: int, dy: int) -> dict[str, bool]:
    """Name the part of a circle round the corner (dx, dy) that lies in the quarter itself."""
    return {f"draw_{'bottom' if dy < 0 else 'top'}_{'right' if dx < 0 else 'left'}": True}


def _paint_pen(surface: pygame.Surface, cell: int, rim: Colour, floor: Colour) -> None:
    """Hollow the pen out and put its door in: rows 15 to 19, columns 10 to 17."""
    room = pygame.Rect(0, 0, round(6.6 * cell), round(3.4 * cell))
    room.center = (14 * cell, round((17.5 - FIRST_ROW) * cell))
    pygame.draw.rect(surface, rim, room.inflate(2 * round(RIM * cell), 2 * round(RIM * cell)))
    pygame.draw.rect(surface, floor, room)
    door = pygame.Rect(13 * cell, round((15 + INSET - FIRST_ROW) * cell), 2 * cell, 0)
    door.h = room.top - door.top
    pygame.draw.rect(surface, floor, door)
    bar = pygame.Rect(door.x, 0, door.w, round(0.22 * cell))
    bar.centery = door.centery
    pygame.draw.rect(surface, mix(rim, (255, 255, 255), 0.4), bar, border_radius=bar.h // 2)


def _box(one: pygame.Vector2, other: pygame.Vector2) -> pygame.Rect:
    left, right = sorted((round(one.x), round(other.x)))
    top, bottom = sorted((round(one.y), round(other.y)))
    return pygame.Rect(left, top, right - left, bottom - top)
