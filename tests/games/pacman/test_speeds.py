"""Speeds measured by running: tiles a second, within one percent of the level table."""

import pytest

from games.base import Pad
from games.pacman.bunny import Bunny
from games.pacman.levels import FRAME_S, level
from games.pacman.rules import MazeRules
from games.pacman.targets import AMBUSHER, CHASER
from games.pacman.tiles import TILE

FULL_SPEED = 75.76 / TILE  # tiles a second at 100 %
FRAMES = 1600
ROW_Y = 11 * TILE + 4  # a corridor without junctions between columns 2 and 8
TUNNEL_Y = 17 * TILE + 4
BACK = 3 * TILE

# levels: hero, hero on dots, hero in fright, bunny, bunny in fright, tunnel, Elroy 1 and 2
PERCENT = {
    **dict.fromkeys([1], (80, 71, 90, 75, 50, 40, 80, 85)),
    **dict.fromkeys([2, 3, 4], (90, 79, 95, 85, 55, 45, 90, 95)),
    **dict.fromkeys(range(5, 21), (100, 87, 100, 95, 60, 50, 100, 105)),
    **dict.fromkeys([21, 30], (90, 79, 0, 95, 0, 50, 100, 105)),
}
ALL = pytest.mark.parametrize("number", PERCENT)
BLUE = pytest.mark.parametrize("number", [*range(1, 17), 18])
NOBODY = (Pad(),)


def playing(number):
    rules = MazeRules(first_level=number)
    rules.stage = "play"
    rules.world.bunnies = ()
    rules.world.energizers.clear()
    rules.world.clock.index = len(rules.world.clock.phases)  # chase for good: no turning round
    return rules


def tiles_per_second(rules, actor, every_frame=lambda: None):
    """Let an actor walk right for a while; it is set back so that its corridor never ends."""
    walked, home = 0, actor.x
    for _ in range(FRAMES):
        before = actor.x
        rules.step(NOBODY, FRAME_S)
        walked += actor.x - before
        if actor.x - home >= BACK:
            actor.x -= BACK
            every_frame()
    return walked / TILE / (FRAMES * FRAME_S)


def hero_in_corridor(rules):
    hero = rules.world.hero
    hero.x, hero.y, hero.direction, hero.wanted = 3 * TILE, ROW_Y, "right", "right"
    return hero


def bunny_in_corridor(rules, role=AMBUSHER, x=3 * TILE, y=ROW_Y):
    bunny = Bunny(role, x, y, "right", "outside", turn="right", after="right")
    away = Bunny(CHASER, 26 * TILE + 4, 29 * TILE, "up", "bitten")
    rules.world.bunnies = (bunny,) if role == CHASER else (away, bunny)
    rules.world.hero.x = 200
    return bunny


def expect(measured, percent):
    assert measured == pytest.approx(FULL_SPEED * percent / 100, rel=0.01)


@ALL
def test_hero(number):
    rules = playing(number)
    rules.world.dots = {(26, 32)}
    expect(tiles_per_second(rules, hero_in_corridor(rules)), PERCENT[number][0])


@ALL
def test_hero_on_dots(number):
    rules = playing(number)
    hero = hero_in_corridor(rules)

    def sow():
        rules.world.dots |= rules.world.maze.dots - {hero.tile}

    expect(tiles_per_second(rules, hero, sow), PERCENT[number][1])


@BLUE
def test_hero_in_fright(number):
    rules = playing(number)
    rules.world.dots = {(26, 32)}
    rules.world.fright_left = 2 * FRAMES
    expect(tiles_per_second(rules, hero_in_corridor(rules)), PERCENT[number][2])


@ALL
def test_bunny(number):
    rules = playing(number)
    expect(tiles_per_second(rules, bunny_in_corridor(rules)), PERCENT[number][3])


@BLUE
def test_bunny_in_fright(number):
    rules = playing(number)
    bunny = bunny_in_corridor(rules)
    bunny.frightened, rules.world.fright_left = True, 2 * FRAMES
    expect(tiles_per_second(rules, bunny), PERCENT[number][4])


@ALL
@pytest.mark.parametrize("frightened", [False, True])
def test_bunny_in_the_tunnel(number, frightened):
    rules = playing(number)
    bunny = bunny_in_corridor(rules, x=1 * TILE, y=TUNNEL_Y)
    bunny.frightened, rules.world.fright_left = frightened, 2 * FRAMES * frightened
    expect(tiles_per_second(rules, bunny), PERCENT[number][5])


@ALL
@pytest.mark.parametrize("step", [0, 1])
def test_elroy(number, step):
    rules = playing(number)
    rules.world.dots = set(sorted(rules.world.dots)[: level(number).elroy_dots[step]])
    bunny = bunny_in_corridor(rules, CHASER)
    expect(tiles_per_second(rules, bunny), PERCENT[number][6 + step])


def test_elroy_is_calm_with_one_dot_more():
    rules = playing(1)
    rules.world.dots = set(sorted(rules.world.dots)[:21])
    expect(tiles_per_second(rules, bunny_in_corridor(rules, CHASER)), 75)


def test_tunnel_does_not_slow_the_hero():
    rules = playing(1)
    rules.world.dots = {(26, 32)}
    hero = hero_in_corridor(rules)
    hero.x, hero.y = TILE, TUNNEL_Y
    expect(tiles_per_second(rules, hero), 80)
