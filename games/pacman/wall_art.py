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


def wall_colours(palette: Palette) -> tuple[Colour, Colour]:
    """Return the colours of the walls' rim and of their filling."""
    return mix(palette.quiet, SKY, 0.55), mix(palette.panel, BLUE, 0.22)


def paint_walls(
    surface: pygame.Surface, cell: int, maze: Maze, rim: Colour, filling: Colour, floor: Colour
) -> None:
    """Paint all walls on a surface of 28 by 31 cells, ``cell`` pixels each."""
    surface.fill(floor)
    inner = mix(filling, floor, 0.35)
    passes = ((0.0, rim, floor), (RIM, filling, rim), (RIM * 2.5, inner, filling))
    for inset, colour, outside in passes:
        for row in range(MAZE_ROWS):
            for column in range(COLUMNS):
                tile = (column, FIRST_ROW + row)
                if tile not in maze.floor:
                    _paint_wall(surface, cell, maze, tile, INSET + inset, colour, outside)
    _paint_pen(surface, cell, rim, floor)


def _paint_wall(
    surface: pygame.Surface,
    cell: int,
    maze: Maze,
    tile: Tile,
    inset: float,
    colour: Colour,
    outside: Colour,
) -> None:
    """Paint one wall tile by quarters; each quarter looks at the three neighbours it touches."""
    column, row = tile
    half, gap = cell / 2, round(inset * cell)
    radius = max(0, round(RADIUS * cell) - gap // 2)
    centre = pygame.Vector2((column + 0.5) * cell, (row - FIRST_ROW + 0.5) * cell)
    for dx in (-1, 1):
        for dy in (-1, 1):
            beside = (column + dx, row) not in maze.floor
            above = (column, row + dy) not in maze.floor
            across = (column + dx, row + dy) not in maze.floor
            corner = centre + pygame.Vector2(dx * half, dy * half)
            reach = corner - pygame.Vector2(0 if beside else dx * gap, 0 if above else dy * gap)
            quarter = _quarter(dx, dy, 0 if beside or above else radius)
            pygame.draw.rect(surface, colour, _box(centre, reach), **quarter)
            if beside and above and not across:
                pygame.draw.circle(surface, outside, corner, gap, **_bite(dx, dy))


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
    pygame.draw.rect(surface, rim, room.inflate(2 * RIM * cell, 2 * RIM * cell))
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
