"""Where the bunnies want to go: a target tile each, from the Dossier.

The roles are named for what they do: the chaser (red), the ambusher (pink), the trickster (blue)
and the shy one (orange).
"""

from games.pacman.tiles import Tile, ahead, distance_squared

CHASER, AMBUSHER, TRICKSTER, SHY = ROLES = ("chaser", "ambusher", "trickster", "shy")

CORNERS: dict[str, Tile] = {CHASER: (25, 0), AMBUSHER: (2, 0), TRICKSTER: (27, 34), SHY: (0, 34)}

SHY_TILES = 8


def in_front(hero: Tile, facing: str, tiles: int) -> Tile:
    """Return the tile in front of the hero; facing up it lies as far to the left as well.

    The step to the left is an overflow in the original that players know and use.
    """
    column, row = ahead(hero, facing, tiles)
    return (column - tiles if facing == "up" else column), row


def chase_target(role: str, own: Tile, hero: Tile, facing: str, chaser: Tile) -> Tile:
    """Return the target tile in chase, from the tiles of the bunny, the hero and the chaser."""
    if role == AMBUSHER:
        return in_front(hero, facing, 4)
    if role == TRICKSTER:
        column, row = in_front(hero, facing, 2)
        return 2 * column - chaser[0], 2 * row - chaser[1]
    if role == SHY and distance_squared(own, hero) < SHY_TILES**2:
        return CORNERS[SHY]
    return hero
