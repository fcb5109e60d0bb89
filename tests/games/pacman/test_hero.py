"""The hero's turns: buffered, cut short, and never lost."""

from games.pacman.hero import Hero
from games.pacman.maze import maze
from games.pacman.tiles import centre

MAZE = maze()


def hero_at(tile, direction, wanted, offset=0):
    x, y = centre(tile)
    return Hero(x + offset, y, direction, wanted)


def walked(hero, pixels):
    places = []
    for _ in range(pixels):
        hero.walk(MAZE)
        places.append((hero.x, hero.y))
    return places


def test_a_turn_waits_until_there_is_a_way():
    hero = hero_at((7, 4), "left", "down")
    walked(hero, 5)
    assert hero.direction == "left"  # row 4 has no way down at column 7
    walked(hero, 8)
    assert (hero.direction, hero.tile[0]) == ("down", 6)


def test_the_wish_survives_many_corridors():
    hero = hero_at((12, 4), "left", "up")
    walked(hero, 200)
    assert hero.wanted == "up"
    assert hero.tile == (1, 4)
    assert not hero.walking


def test_turning_back_needs_no_wait():
    hero = hero_at((7, 4), "left", "right")
    assert walked(hero, 1) == [(centre((7, 4))[0] + 1, centre((7, 4))[1])]


def test_a_corner_is_cut_before_the_centre():
    x, y = centre((6, 4))
    hero = hero_at((6, 4), "left", "down", offset=3)
    assert walked(hero, 4) == [(x + 2, y + 1), (x + 1, y + 2), (x, y + 3), (x, y + 4)]


def test_a_corner_is_cut_after_the_centre():
    x, y = centre((6, 4))
    hero = hero_at((6, 4), "left", "down", offset=-4)
    assert walked(hero, 5)[:4] == [(x - 3, y + 1), (x - 2, y + 2), (x - 1, y + 3), (x, y + 4)]


def test_too_late_for_the_corner():
    hero = hero_at((6, 4), "left", "down", offset=-5)
    walked(hero, 8)
    assert hero.direction == "left"


def test_he_stops_in_the_middle_before_a_wall():
    hero = hero_at((2, 4), "left", "left")
    walked(hero, 30)
    assert (hero.x, hero.y) == centre((1, 4))
    assert not hero.walking


def test_the_tunnel_leads_to_the_other_side():
    hero = hero_at((1, 17), "left", "left")
    seen = {place[0] // 8 for place in walked(hero, 60)}
    assert hero.tile[0] > 20
    assert {0, -1, -2, 29, 28, 27} <= seen
