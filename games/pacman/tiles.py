"""Tiles, pixels and directions. A tile is 8 by 8 pixels; its centre is 4 pixels from its edges."""

TILE = 8
HALF = TILE // 2
COLUMNS = 28
ROWS = 36

Tile = tuple[int, int]

# In the order in which ties between directions are decided.
STEPS: dict[str, Tile] = {"up": (0, -1), "left": (-1, 0), "down": (0, 1), "right": (1, 0)}
CLOCKWISE = ("up", "right", "down", "left")
OPPOSITES = {"up": "down", "down": "up", "left": "right", "right": "left"}


def ahead(tile: Tile, direction: str, tiles: int = 1) -> Tile:
    """Return the tile that lies ``tiles`` further on."""
    dx, dy = STEPS[direction]
    return tile[0] + dx * tiles, tile[1] + dy * tiles


def opposite(direction: str) -> str:
    """Return the direction that leads back."""
    return OPPOSITES[direction]


def clockwise(direction: str) -> str:
    """Return the direction a quarter turn clockwise."""
    return CLOCKWISE[(CLOCKWISE.index(direction) + 1) % 4]


def tile_at(x: int, y: int) -> Tile:
    """Return the tile that holds a pixel."""
    return x // TILE, y // TILE


def centre(tile: Tile) -> tuple[int, int]:
    """Return the pixel in the middle of a tile."""
    return tile[0] * TILE + HALF, tile[1] * TILE + HALF


def distance_squared(one: Tile, other: Tile) -> int:
    """Return the square of the straight-line distance between two tiles."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
