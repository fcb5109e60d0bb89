import pygame

from bridge.api import Event, Key
from games.base import Setup
from games.calibrate import CalibrateScreen
from games.menu import first_screen
from games.playing import COUNT_S, COUNTS
from games.prompter import Prompter
from games.scripted import ScriptedFeed

LABELS = ("left", "right", "up", "down", "none")


def drawn() -> ScriptedFeed:
    feed = ScriptedFeed(LABELS)
    feed.poses = LABELS
    return feed


def test_the_newest_key_that_is_down_is_shown_and_nothing_else_is_lost() -> None:
    feed = drawn()
    prompter = Prompter({0: feed})
    assert feed.asked == [None]
    jump, pose = Key("space", True, 1.0), Event("left", True, 1.0)
    assert prompter.take([Key("left", True, 1.0), jump, pose]) == [jump, pose]
    assert prompter.take([Key("up", True, 2.0), Key("up", False, 3.0)]) == []
    assert prompter.take([Key("left", False, 4.0)]) == []
    assert feed.asked == [None, "left", "up", "left", None]


def test_before_a_real_camera_and_for_two_players_keys_stay_keys() -> None:
    key = [Key("left", True, 1.0)]
    for feeds in ({}, {0: ScriptedFeed(LABELS)}, {0: drawn(), 1: drawn()}):
        prompter = Prompter(feeds)
        assert not prompter.active
        assert prompter.take(key) == key
        assert all(feed.asked == [] for feed in feeds.values())


def test_the_check_and_then_the_arrow_keys_have_the_drawn_player_pose(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    feed = drawn()
    arcade = open_arcade(feed)
    sitting = sit(arcade, first_screen(arcade, arcade.games["snake"], Setup()))
    assert isinstance(sitting.screen, CalibrateScreen)
    sitting.frames(2)
    assert feed.asked[-1] == arcade.games["snake"].controls[0]
    sitting.key(pygame.K_RETURN)
    sitting.frames(round(COUNT_S * COUNTS * 60) + 5)
    snake = sitting.screen.match.rules.snakes[0]
    sitting.key(pygame.K_UP)
    sitting.frames(3)
    assert "up" in feed.asked
    assert sitting.screen.match.rules.snakes[0].heading == snake.heading == "right"
