"""How bunnies walk: one tile of foresight, no turning back, out of the pen and home again."""

import pytest

from games.base import Pad
from games.pacman.levels import FRAME_S
from games.pacman.maze import DOOR_X, OUTSIDE_Y, maze
from games.pacman.minds import choose
from games.pacman.rules import MazeRules
from games.pacman.tiles import centre, opposite

NOBODY = (Pad(),)


def playing(number=1):
    rules = MazeRules(first_level=number)
    rules.stage = "play"
    hero = rules.world.hero
    hero.y, hero.pause = 600, 1_000_000  # far away and still: nothing is eaten, nobody met
    return rules


def run(rules, frames):
    for _ in range(frames):
        rules.step(NOBODY, FRAME_S)


def test_no_bunny_turns_back_by_itself():
    rules = playing()
    rules.world.clock.index = 7
    chaser = rules.world.bunnies[0]
    before = chaser.direction
    for _ in range(3000):
        run(rules, 1)
        if rules.stage != "play":
            break
        assert chaser.direction != opposite(before)
        before = chaser.direction


def test_the_clock_turns_all_round():
    rules = playing()
    chaser = rules.world.bunnies[0]
    while (chaser.x, chaser.y) != centre(chaser.tile):
        run(rules, 1)
    rules.world.clock.elapsed = 10_000
    rules.step(NOBODY, FRAME_S)
    assert chaser.reversing
    before, tile = chaser.direction, chaser.tile
    while chaser.tile == tile:
        before = chaser.direction
        rules.step(NOBODY, FRAME_S)
    assert chaser.direction == opposite(before)


def test_an_energizer_turns_all_round_but_its_end_does_not():
    rules = playing()
    run(rules, 200)
    world = rules.world
    world.frighten()
    assert world.bunnies[0].reversing
    run(rules, 60)
    assert not world.bunnies[0].reversing
    world.fright_left = 1
    run(rules, 1)
    assert not any(bunny.frightened or bunny.reversing for bunny in world.bunnies)


@pytest.mark.parametrize("number", [17, 19, 20, 21, 256])
def test_late_energizers_only_turn_them_round(number):
    rules = playing(number)
    rules.world.frighten()
    assert rules.world.bunnies[0].reversing
    assert not rules.world.bunnies[0].frightened


@pytest.mark.parametrize(("changed", "way"), [(False, "left"), (True, "right")])
def test_the_side_on_which_they_leave(changed, way):
    rules = playing()
    ambusher = rules.world.bunnies[1]
    if changed:
        rules.world.reverse_all()
    while ambusher.life != "outside":
        run(rules, 1)
    assert (ambusher.y, ambusher.direction) == (OUTSIDE_Y, way)
    assert abs(ambusher.x - DOOR_X) <= 1
    assert not ambusher.leaves_right


def test_eyes_go_home_and_come_back_calm():
    rules = playing()
    run(rules, 400)
    chaser = rules.world.bunnies[0]
    rules.world.frighten()
    chaser.life, chaser.frightened = "eyes", False
    seen = []
    for _ in range(600):
        run(rules, 1)
        if chaser.life not in seen:
            seen.append(chaser.life)
        if seen[-1] == "outside":
            break
    assert [life for life in seen if life != "waiting"] == [
        *("eyes", "entering", "leaving", "outside")
    ]
    assert not chaser.frightened


def test_frightened_ways_repeat_after_a_loss():
    ways = []
    for _ in range(2):
        world = playing().world
        world.next_life()
        ways.append([world.dice.roll(4) for _ in range(20)])
    assert ways[0] == ways[1]
    assert set(ways[0]) == {0, 1, 2, 3}


def test_frightened_bunnies_may_turn_up_in_the_zones():
    rules = playing()
    bunny = rules.world.bunnies[0]
    bunny.frightened = True
    ways = {choose(rules.world, bunny, (12, 14), "right") for _ in range(50)}
    assert ways == {"up", "right"}
    bunny.frightened = False
    assert choose(rules.world, bunny, (12, 14), "right") == "right"
    assert (12, 14) in maze().no_up


@pytest.mark.parametrize(
    ("tile", "coming", "rolled", "way"),
    [
        ((6, 17), "right", "up", "up"),
        ((6, 17), "right", "left", "up"),  # no way back: the next clockwise
        ((6, 17), "up", "down", "left"),  # up, right, down, left, and on from there
        ((1, 4), "left", "left", "down"),  # a corner leaves no choice
        ((1, 4), "left", "up", "down"),
    ],
)
def test_a_frightened_bunny_tries_the_ways_clockwise(monkeypatch, tile, coming, rolled, way):
    rules = playing()
    bunny = rules.world.bunnies[0]
    bunny.frightened = True
    number = ("up", "right", "down", "left").index(rolled)
    monkeypatch.setattr(type(rules.world.dice), "roll", lambda self, sides: number)
    assert choose(rules.world, bunny, tile, coming) == way


def test_bunnies_turn_in_the_middle_of_tiles_only():
    rules = playing()
    rules.world.clock.index = 7  # chase for good: nobody turns back
    rules.world.pen.idle = 1000
    before = {bunny.role: bunny.direction for bunny in rules.world.bunnies}
    turns = 0
    for _ in range(2000):
        places = {bunny.role: (bunny.x, bunny.y) for bunny in rules.world.bunnies}
        run(rules, 1)
        for bunny in rules.world.bunnies:
            if bunny.life == "outside" and bunny.direction != before[bunny.role]:
                x, y = places[bunny.role]
                middle_x, middle_y = centre((x // 8, y // 8))
                # It may walk two pixels in a frame: the middle is where it was or one before.
                assert abs(x - middle_x) + abs(y - middle_y) <= 2 or bunny.y <= OUTSIDE_Y
                turns += 1
            before[bunny.role] = bunny.direction
    assert turns > 50
