"""Points, lives, fruit, fright and the course of a match."""

import pytest

from games.base import Pad, state_hash
from games.pacman.levels import FRAME_RATE, FRAME_S, level
from games.pacman.rules import STAGE_S, MazeRules
from games.pacman.tiles import TILE, centre

NOBODY = (Pad(),)


def playing(**settings):
    rules = MazeRules(**settings)
    rules.stage = "play"
    return rules


def alone(**settings):
    rules = playing(**settings)
    rules.world.bunnies = ()
    return rules


def meet(rules, bunny):
    put(rules.world.hero, (10, 29))
    put(bunny, (10, 29))
    bunny.direction = bunny.turn = bunny.after = "left"
    bunny.life = "outside"


def put(hero, tile):
    hero.x, hero.y = centre(tile)


def eat_all(rules):
    """Set the hero onto every bit of food in turn and return what happened."""
    world, happened = rules.world, []
    for tile in sorted(world.dots | world.energizers):
        put(world.hero, tile)
        world.hero.pause, world.hero.budget = 0, 16
        happened += rules.step(NOBODY, FRAME_S)
    return happened


def test_a_board_is_worth_2600():
    rules = alone()
    happened = eat_all(rules)
    assert rules.tally.score == 2600
    assert (happened.count("dot"), happened.count("energizer")) == (240, 4)
    assert rules.stage == "cleared"


def test_pauses():
    rules = alone()
    hero = rules.world.hero
    for tile, frames in (((2, 4), 1), ((1, 6), 3)):
        put(hero, tile)
        hero.direction = hero.wanted = "down"
        hero.pause = 0
        while not hero.pause:
            rules.step(NOBODY, FRAME_S)
        where, waited = (hero.x, hero.y), 0
        while hero.pause:
            rules.step(NOBODY, FRAME_S)
            waited += 1
            assert (hero.x, hero.y) == where
        assert waited == frames


def test_bunnies_are_worth_200_to_1600_at_each_energizer():
    rules = playing(bonus_at=0)
    world = rules.world
    for _ in range(4):
        before = rules.tally.score
        world.frighten()
        gains = []
        for bunny in world.bunnies:
            meet(rules, bunny)
            bunny.frightened = True
            score = rules.tally.score
            rules.step(NOBODY, FRAME_S)
            gains.append((rules.tally.score - score) // 100 * 100)
            assert (rules.stage, rules.popup.points) == ("bite", gains[-1])
            rules.stage, bunny.life = "play", "waiting"
        assert gains == [200, 400, 800, 1600]
        assert rules.tally.score - before - sum(gains) <= 40
    assert 4 * sum(gains) == 12_000


def test_eating_a_bunny_halts_the_game_for_a_second():
    rules = playing()
    world = rules.world
    world.frighten()
    bunny = world.bunnies[0]
    meet(rules, bunny)
    rules.step(NOBODY, FRAME_S)
    where, halted = (world.hero.x, world.hero.y), 0
    while rules.stage == "bite":
        assert (world.hero.x, world.hero.y) == where
        rules.step(NOBODY, FRAME_S)
        halted += 1
    assert halted / FRAME_RATE == pytest.approx(1, rel=0.02)
    assert bunny.life == "eyes"


@pytest.mark.parametrize("number", [*range(1, 17), 18])
def test_fright_lasts_as_the_table_says_and_stops_the_clock(number):
    rules = alone(first_level=number)
    world = rules.world
    world.frighten()
    elapsed, frames = world.clock.elapsed, 0
    while world.fright_left:
        rules.step(NOBODY, FRAME_S)
        frames += 1
    assert frames / FRAME_RATE == pytest.approx(level(number).fright_s, rel=0.01)
    assert world.clock.elapsed == elapsed
    rules.step(NOBODY, FRAME_S)
    assert world.clock.elapsed == elapsed + 1


@pytest.mark.parametrize("number", range(1, 22))
def test_fruit_comes_after_70_and_170_dots_for_9_to_10_seconds(number):
    rules = alone(first_level=number, bonus_at=0)
    world, hero = rules.world, rules.world.hero
    came = []
    for eaten, tile in enumerate(sorted(world.dots), 1):
        put(hero, tile)
        hero.pause, hero.budget, world.fruit_left = 0, 16, 0
        rules.step(NOBODY, FRAME_S)
        if world.fruit_left:
            came.append(eaten)
            assert 9 <= world.fruit_left / FRAME_RATE <= 10.02
    assert came == [70, 170]
    world.fruit_left, hero.x, hero.y, hero.pause = 9, 14 * TILE, 20 * TILE + 4, 0
    score = rules.tally.score
    assert "fruit" in rules.step(NOBODY, FRAME_S)
    assert rules.tally.score - score == level(number).fruit_points
    assert not world.fruit_left


@pytest.mark.parametrize(("bonus_at", "lives"), [(10_000, 4), (20_000, 3), (0, 3)])
def test_one_extra_life(bonus_at, lives):
    rules = alone(bonus_at=bonus_at)
    rules.tally.score = 9_995
    happened = eat_all(rules)
    assert rules.tally.lives == lives
    assert happened.count("extra") == lives - 3


def test_a_level_follows_a_level():
    rules = alone(first_level=255)
    eat_all(rules)
    frames = round((STAGE_S["cleared"] + STAGE_S["ready"]) * FRAME_RATE) + 2
    for _ in range(frames):
        rules.step(NOBODY, FRAME_S)
    assert (rules.number, rules.stage) == (256, "play")
    assert rules.world.dots_left > 230


def caught(rules):
    meet(rules, rules.world.bunnies[0])
    happened = list(rules.step(NOBODY, FRAME_S))
    while rules.stage == "caught":
        happened += rules.step(NOBODY, FRAME_S)
    return happened


def test_three_lives_and_no_more():
    rules = playing()
    rules.world.dots -= {(9, 29), (10, 29), (11, 29)}
    rules.step(NOBODY, FRAME_S)
    dots = rules.world.dots_left
    for left in (2, 1):
        assert caught(rules) == ["caught", "ready"]
        assert (rules.tally.lives, rules.stage) == (left, "ready")
        assert rules.world.dots_left == dots
        assert rules.world.pen.shared == 0
        assert rules.world.elroy_asleep
        rules.stage = "play"
    assert caught(rules) == ["caught", "over"]
    assert rules.over
    assert rules.outcome == "caught"
    before = state_hash(rules)
    rules.step((Pad(("left",), ("left",)),), 0.0)
    assert rules.step(NOBODY, FRAME_S) == ()
    assert state_hash(rules) != before  # time goes on, nothing else


def test_nobody_passes_through_anybody():
    rules = playing()
    hero, bunny = rules.world.hero, rules.world.bunnies[0]
    hero.direction = hero.wanted = "right"
    bunny.direction = bunny.turn = bunny.after = "left"
    hero.x, hero.y = 5 * TILE + 7, 11 * TILE + 4
    bunny.x, bunny.y = 6 * TILE, 11 * TILE + 4
    hero.budget = bunny.budget = 0
    rules.world.dots.clear()
    rules.world.dots.add((26, 32))
    happened = [what for _ in range(3) for what in rules.step(NOBODY, FRAME_S)]
    assert "caught" in happened


def test_elroy_wakes_when_the_shy_one_leaves():
    rules = playing()
    rules.world.elroy_asleep = True
    rules.world.pen.shared = 32
    while rules.world.elroy_asleep:
        rules.step(NOBODY, FRAME_S)
    assert rules.world.bunnies[3].life == "leaving"


def test_a_pose_held_before_the_start_counts_and_losing_it_does_not_stop_him():
    rules = MazeRules()
    while rules.stage == "ready":
        rules.step((Pad(held=("right",)),), FRAME_S)
    x = rules.world.hero.x
    for _ in range(20):
        rules.step(NOBODY, FRAME_S)
    assert rules.world.hero.x > x + 10


def test_half_steps_add_up():
    whole, half = MazeRules(seed=3), MazeRules(seed=3)
    for _ in range(500):
        whole.step(NOBODY, FRAME_S)
        half.step(NOBODY, FRAME_S / 2)
        half.step(NOBODY, FRAME_S / 2)
    assert state_hash(whole) == state_hash(half)


@pytest.mark.parametrize(("number", "seconds"), [(1, 7), (2, 7), (4, 7), (5, 5), (21, 5)])
def test_the_first_scatter_lasts_as_the_table_says(number, seconds):
    rules = alone(first_level=number)
    frames = 0
    while rules.world.clock.scatter:
        rules.step(NOBODY, FRAME_S)
        frames += 1
    assert frames / FRAME_RATE == pytest.approx(seconds, rel=0.01)


def test_a_new_life_starts_clock_and_chance_anew_and_ends_fright_and_fruit():
    rules = playing(seed=7)
    world = rules.world
    first = world.dice.value
    for _ in range(600):
        rules.step(NOBODY, FRAME_S)
        rules.stage = "play"
    world.dice.roll(4)
    world.frighten()
    world.bunnies[0].frightened, world.fruit_left = False, 300
    caught(rules)
    assert (world.clock.index, world.clock.elapsed) == (0, 0)
    assert world.dice.value == first
    assert (world.fright_left, world.fruit_left) == (0, 0)
    assert not any(bunny.frightened for bunny in world.bunnies)


def test_a_new_level_starts_chance_anew():
    rules = alone(seed=7)
    first = rules.world.dice.value
    eat_all(rules)
    while rules.number == 1:
        rules.step(NOBODY, FRAME_S)
    assert rules.world.dice.value == first
    assert rules.world.clock.scatter
