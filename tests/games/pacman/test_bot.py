"""The bot is a good player, at the keyboard and with wishes that arrive late."""

import pytest

from games.base import Setup
from games.pacman import GAME
from games.pacman.rules import MazeRules
from games.pacman.wishes import Wishes
from tests.games.playing import play


@pytest.mark.parametrize("delay", [0, 18])
def test_it_eats_most_of_a_level(delay):
    match = play(GAME, Setup(), seconds=45, delay=delay)
    rules = match.rules
    assert rules.number > 1 or rules.world.dots_eaten >= 150


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0, 18])
def test_it_usually_finishes_level_1(delay):
    finished = 0
    for seed in range(4):
        rules = play(GAME, Setup(), seconds=150, delay=delay, seed=seed).rules
        finished += rules.number > 1
    assert finished >= 3


def test_it_learns_how_late_its_wishes_arrive():
    wishes = Wishes(delay=0.0)
    frame, wanted = 0, "left"
    for turn in range(40):
        wish = ("up", "left")[turn % 2]
        wishes.send(frame, wish)
        for _ in range(25):
            frame += 1
            if frame % 25 == 18:
                wanted = wish
            wishes.observe(frame, wanted)
    assert wishes.delay == pytest.approx(18, abs=0.5)


def test_a_lost_wish_is_forgotten():
    wishes = Wishes(delay=10.0)
    wishes.send(0, "up")
    assert wishes.coming(4) == [(6.0, "up")]
    wishes.observe(200, "left")
    assert wishes.coming(200) == []


def test_it_keeps_still_until_the_match_begins():
    assert GAME.bot().wish(MazeRules()) is None
