"""The bot is a good player, at the keyboard and with wishes that arrive late."""

import pytest

from games.base import Pad, Setup
from games.pacman import GAME
from games.pacman.bunny import Bunny
from games.pacman.foresight import Foresight
from games.pacman.hero import Hero
from games.pacman.levels import frames, level
from games.pacman.maze import maze
from games.pacman.rules import MazeRules
from games.pacman.shades import Manners
from games.pacman.targets import TRICKSTER
from games.pacman.wishes import LOST_AFTER, LOST_FRAMES, Wishes
from games.pacman.world import new_world
from tests.games.playing import play

NOTHING = (Pad(),)


@pytest.mark.parametrize("delay", [0, 18])
def test_it_eats_most_of_a_level(delay):
    match = play(GAME, Setup(), seconds=45, delay=delay)
    rules = match.rules
    assert rules.number > 1 or rules.world.dots_eaten >= 150


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0, 18])
def test_it_usually_finishes_level_1(delay):
    finished = 0
    for seed in range(6):
        rules = play(GAME, Setup(), seconds=150, delay=delay, seed=seed).rules
        finished += rules.number > 1
    assert finished >= 5


def test_it_learns_how_late_its_wishes_arrive():
    wishes = Wishes(delay=0.0)
    wanted = "left"
    for turn in range(40):
        wish = ("up", "left")[turn % 2]
        wishes.send(25 * turn, wish, wanted)
        assert wishes.under_way
        wanted = wish
        wishes.observe(25 * turn + 18, wanted)
        assert not wishes.under_way
    assert wishes.delay == pytest.approx(18, abs=0.5)


def test_a_lost_wish_is_forgotten_and_teaches_nothing():
    wishes = Wishes(delay=10.0)
    wishes.send(0, "up", "left")
    late = int(LOST_AFTER * 10 + LOST_FRAMES)
    wishes.observe(late, "left")
    assert wishes.under_way
    wishes.observe(late + 1, "left")
    assert not wishes.under_way
    assert wishes.delay == 10.0


def test_a_wish_for_what_is_wanted_already_is_not_under_way():
    wishes = Wishes(delay=10.0)
    wishes.send(0, "up", "up")
    assert not wishes.under_way
    assert wishes.newest == "up"


def test_it_keeps_still_until_the_match_begins():
    assert GAME.bot().wish(MazeRules()) is None


def test_it_stays_with_a_wish_until_that_arrives():
    rules, bot = in_play(), GAME.bot(0, 0.3)
    first = bot.wish(rules)
    rules.world.hero.wanted = "right" if first == "left" else "left"
    wishes = set()
    for _ in range(30):
        rules.step(NOTHING, GAME.step_s)
        wishes.add(bot.wish(rules))
    assert len(wishes) == 1


@pytest.mark.parametrize(("begin", "ahead"), [(120, 110), (frames(7.0) - 40, 70)])
def test_it_foresees_where_bunnies_go(begin, ahead):
    """The hero stands; in scatter, and from scatter to chase, when all turn round."""
    rules = in_play()
    for _ in range(begin):
        rules.step(NOTHING, GAME.step_s)
    scatter = rules.world.clock.scatter
    foresight = Foresight(rules.world, 10.0)
    outlook = foresight.now()
    foresight.stay(outlook, ahead)
    for _ in range(ahead):
        rules.step(NOTHING, GAME.step_s)
    assert (rules.stage, scatter) == ("play", True)
    assert rules.world.clock.scatter == (begin == 120)
    real = {bunny.role: bunny.tile for bunny in rules.world.bunnies}
    assert len(outlook.shades) >= 2
    for shade in outlook.shades:
        apart = [abs(a - b) for a, b in zip(shade.tile, real[shade.role], strict=True)]
        assert sum(apart) <= 3, shade.role


def in_play() -> MazeRules:
    """Return a match that has just begun, the hero before a wall."""
    rules = MazeRules()
    while rules.stage != "play":
        rules.step(NOTHING, GAME.step_s)
    rules.world.hero = Hero(x=26 * 8 + 4, y=32 * 8 + 4, direction="down", wanted="down")
    return rules


def test_a_bunny_leaves_the_pen_on_the_side_that_the_rules_say():
    world = new_world(maze(), level(1), 0)
    leaver = Bunny(TRICKSTER, 112, 130, "up", "leaving", leaves_right=True)
    world.bunnies = (*world.bunnies[:2], leaver, world.bunnies[3])
    assert [s.turn for s in Manners(world).shades() if s.role == TRICKSTER] == ["right"]
