from dataclasses import replace

import pygame
import pytest

from bridge.api import PosebridgeError
from games.base import Setup
from games.calibrate import PATIENCE_S, CalibrateScreen
from games.menu import MenuScreen, SettingsScreen, SetupScreen, first_screen
from games.playing import AWAY_S, COUNT_S, COUNTS, STALL_S, PlayingScreen
from games.preferences import Preferences, load_preferences
from games.results import ResultsScreen
from games.scripted import ScriptedFeed

COUNT_DOWN = round(COUNT_S * COUNTS * 60) + 2
LABELS = ("left", "right", "up", "down", "none")
WALLS = Setup(options={"edges": "walls", "level": "5"})


def start(open_arcade, sit, *feeds, setup=WALLS, game="snake"):  # type: ignore[no-untyped-def]
    arcade = open_arcade(*feeds)
    arcade.checked.add((game,))
    return sit(arcade, first_screen(arcade, arcade.games[game], setup))


def test_a_match_counts_down_runs_and_ends_in_results(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    sitting = start(open_arcade, sit)
    playing = sitting.screen
    sitting.frames(COUNT_DOWN - 4)
    assert playing.match.rules.ticks == 0
    sitting.frames(600)
    assert isinstance(sitting.screen, ResultsScreen)
    assert sitting.arcade.results[0].outcome == "wall"
    assert isinstance(sitting.key(pygame.K_RETURN), PlayingScreen)


def test_pause_holds_the_match_and_counts_down_again(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    sitting = start(open_arcade, sit)
    sitting.frames(COUNT_DOWN + 5)
    sitting.key(pygame.K_p)
    state = sitting.screen.match.rules.state
    sitting.frames(60)
    assert sitting.screen.pause == "paused"
    sitting.key(pygame.K_p)
    sitting.frames(COUNT_DOWN - 4)
    assert sitting.screen.match.rules.state == state
    sitting.frames(20)
    assert sitting.screen.match.rules.state != state


def test_what_is_pressed_in_a_pause_does_not_steer(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    sitting = start(open_arcade, sit, setup=Setup())
    sitting.frames(COUNT_DOWN + 5)
    sitting.key(pygame.K_p, pygame.K_DOWN, pygame.K_UP, pygame.K_p)
    sitting.frames(COUNT_DOWN + 30)
    assert sitting.screen.match.rules.snakes[0].heading == "right"


def test_a_match_that_is_left_keeps_its_score(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    sitting = start(open_arcade, sit, setup=Setup())
    sitting.frames(COUNT_DOWN)
    rules = sitting.screen.match.rules
    rules.snakes = (replace(rules.snakes[0], score=12),)
    sitting.key(pygame.K_p, pygame.K_DOWN, pygame.K_DOWN, pygame.K_RETURN)
    assert isinstance(sitting.screen, MenuScreen)
    assert sitting.arcade.results[-1].scores == (12,)
    assert sitting.arcade.scores.best("snake", "edges=wrap level=2 at 100 %") == (12,)


def test_losing_the_focus_pauses_and_lets_go_of_keys(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    sitting = start(open_arcade, sit, setup=Setup(), game="pong")
    sitting.frames(COUNT_DOWN + 5)
    controls = sitting.arcade.window.controls
    controls.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_UP), sitting.time)
    sitting.frames(3)
    assert sitting.screen.match.rules.paddles[0].moving == -1
    controls.handle(pygame.event.Event(pygame.WINDOWFOCUSLOST), sitting.time)
    sitting.frames(2)
    assert sitting.screen.pause == "paused"
    assert sitting.screen.match.pads[0].take().held == ()


def test_a_stalled_camera_pauses_and_its_return_goes_on(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS)
    sitting = start(open_arcade, sit, feed, setup=Setup())
    sitting.frames(COUNT_DOWN + 5, lambda time: feed.show("none", time))
    feed.stopped = True
    sitting.frames(round(STALL_S * 30))
    assert sitting.screen.pause == ""
    sitting.frames(round(STALL_S * 60))
    assert sitting.screen.pause == "stalled"
    feed.stopped = False
    sitting.frames(3, lambda time: feed.show("none", time))
    assert sitting.screen.pause == ""


def test_a_player_who_leaves_is_waited_for(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS)
    sitting = start(open_arcade, sit, feed, setup=Setup())
    sitting.frames(COUNT_DOWN + 5, lambda time: feed.show("none", time))
    sitting.frames(round(AWAY_S * 60) + 5, lambda time: feed.show(None, time))
    assert sitting.screen.pause == "away"
    sitting.frames(3, lambda time: feed.show("left", time))
    assert sitting.screen.pause == ""


def pressing(sitting, feed: ScriptedFeed):  # type: ignore[no-untyped-def]
    """Return what shows no known pose, and presses an arrow key twice a second."""
    keys = (pygame.K_UP, pygame.K_RIGHT, pygame.K_DOWN, pygame.K_LEFT)

    def each(time: float) -> None:
        feed.show(None, time)
        frame = round(time * 60)
        if frame % 30 in (0, 5):
            kind = pygame.KEYUP if frame % 30 else pygame.KEYDOWN
            key = keys[frame // 30 % 4]
            sitting.arcade.window.controls.handle(pygame.event.Event(kind, key=key), time)

    return each


def test_nobody_is_missed_who_plays_by_keyboard(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS)
    sitting = start(open_arcade, sit, feed, setup=Setup())
    for _ in range(900):
        sitting.frames(1, pressing(sitting, feed))
        assert sitting.screen.pause == ""
    sitting.frames(round(AWAY_S * 120), lambda time: feed.show(None, time))
    assert sitting.screen.pause == ""  # going straight on for long is playing, too


def test_who_goes_back_to_poses_and_leaves_is_waited_for(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS)
    sitting = start(open_arcade, sit, feed, setup=Setup())
    sitting.frames(300, pressing(sitting, feed))
    sitting.frames(10, lambda time: feed.show("up", time))
    sitting.frames(round(AWAY_S * 60) + 5, lambda time: feed.show(None, time))
    assert sitting.screen.pause == "away"
    sitting.key(pygame.K_DOWN)
    assert sitting.screen.pause == "away"


def test_nobody_is_missed_before_the_match_begins(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS)
    sitting = start(open_arcade, sit, feed, setup=Setup())
    sitting.frames(COUNT_DOWN + round(AWAY_S * 60) - 10, lambda time: feed.show(None, time))
    assert sitting.screen.pause == ""
    sitting.frames(20, lambda time: feed.show(None, time))
    assert sitting.screen.pause == "away"


def test_a_puppet_plays_match_after_match(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    arcade = open_arcade()
    wishes: list[str | None] = []
    arcade.puppets = (wishes.append,)
    sitting = sit(arcade, first_screen(arcade, arcade.games["snake"], WALLS))
    sitting.frames(1500)
    assert isinstance(sitting.screen, PlayingScreen)
    assert len(arcade.results) >= 1
    assert set(wishes) <= set(LABELS)


def test_calibration_asks_for_each_pose_and_names_the_missed_ones(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS)
    arcade = open_arcade(feed)
    screen = first_screen(arcade, arcade.games["pong"], Setup())
    assert isinstance(screen, CalibrateScreen)
    sitting = sit(arcade, screen)
    sitting.frames(40, lambda time: feed.show("up", time))
    sitting.frames(round(PATIENCE_S * 60) + 5, lambda time: feed.show("none", time))
    assert screen.missed == [(0, "down")]
    sitting.frames(400, lambda time: feed.show("none", time))
    assert isinstance(sitting.screen, PlayingScreen)
    again = first_screen(arcade, arcade.games["pong"], Setup())
    assert isinstance(again, PlayingScreen)


def test_by_mouse_alone_past_the_check_into_a_pause_and_out(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS)
    arcade = open_arcade(feed)
    screen = first_screen(arcade, arcade.games["snake"], Setup())
    sitting = sit(arcade, screen)
    assert sitting.click() is screen  # the second click of two, meant for the menu before
    sitting.frames(40, lambda time: feed.show("none", time))
    playing = sitting.click()
    assert isinstance(playing, PlayingScreen)
    sitting.click()
    assert playing.pause == ""
    sitting.frames(COUNT_DOWN + 5, lambda time: feed.show("none", time))
    sitting.click()
    assert playing.pause == "paused"
    sitting.draw()
    rows = dict(zip([row.name for row in playing._menu.rows], playing._menu._places, strict=True))
    sitting.click(rows["go_on"].center)
    assert playing.pause == ""
    sitting.frames(COUNT_DOWN + 5, lambda time: feed.show("none", time))
    sitting.click(rows["go_on"].center)
    assert playing.pause == "paused"
    sitting.draw()
    assert isinstance(sitting.click(rows["menu"].center), MenuScreen)


def test_from_the_menu_to_a_match_by_poses_alone(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS)
    arcade = open_arcade(feed)
    arcade.checked.add(("snake",))
    sitting = sit(arcade, MenuScreen(arcade, "snake"))
    sitting.frames(60, lambda time: feed.show("right", time))
    assert isinstance(sitting.screen, SetupScreen)
    sitting.frames(5, lambda time: feed.show("none", time))
    sitting.frames(70, lambda time: feed.show("right", time))
    assert isinstance(sitting.screen, PlayingScreen)


def test_settings_take_effect_and_are_kept(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    arcade = open_arcade()
    sitting = sit(arcade, SettingsScreen(arcade))
    sitting.key(pygame.K_RIGHT, pygame.K_DOWN, pygame.K_RIGHT)
    assert arcade.window.speaker.muted
    assert arcade.window.canvas.palette is not None
    assert arcade.window.preferences.palette == "day"
    assert (arcade.folder / "preferences.json").is_file()


def test_the_language_of_the_start_holds_until_one_is_chosen(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    arcade = open_arcade(language="de")
    sitting = sit(arcade, SettingsScreen(arcade))
    sitting.key(pygame.K_RIGHT)
    assert arcade.window.words("menu.quit") == "Beenden"
    assert load_preferences(arcade.folder) == Preferences(muted=True)
    sitting.key(pygame.K_DOWN, pygame.K_DOWN, pygame.K_DOWN, pygame.K_RIGHT)
    assert arcade.window.words("menu.quit") == "Quit"
    assert load_preferences(arcade.folder).language == "en"


@pytest.mark.parametrize("key", [pygame.K_ESCAPE])
def test_escape_leads_out_from_everywhere(open_arcade, sit, key: int) -> None:  # type: ignore[no-untyped-def]
    arcade = open_arcade()
    for screen in (SetupScreen(arcade, arcade.games["snake"]), SettingsScreen(arcade)):
        sitting = sit(arcade, screen)
        assert isinstance(sitting.key(key), MenuScreen)
        assert sitting.key(key) is None


class Faulty:
    """Profiles of which none can be used."""

    profiles = ("anna", "ben")

    def open(self, profiles):  # type: ignore[no-untyped-def]
        if profiles:
            raise PosebridgeError("No camera was found.", "plug one in")
        return ()


def test_a_camera_that_does_not_open_is_told_and_the_menu_goes_on(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    arcade = open_arcade()
    arcade.cast = Faulty()
    screen = SetupScreen(arcade, arcade.games["snake"])
    names = [row.name for row in screen._rows.rows]
    assert "profile 0" in names
    screen._rows.index = names.index("profile 0")
    sitting = sit(arcade, screen)
    sitting.key(pygame.K_RIGHT)
    screen._rows.index = names.index("start")
    sitting.key(pygame.K_RETURN)
    sitting.frames(2)
    assert isinstance(sitting.screen, SetupScreen)
    assert sitting.screen._problem == "No camera was found. plug one in"
    assert arcade.feeds == {}
    sitting.draw()


class Willing:
    """Gives everybody a feed."""

    profiles = ("anna", "ben")

    def open(self, profiles):  # type: ignore[no-untyped-def]
        return [ScriptedFeed(["up", "down", "none"]) for _ in profiles]


def test_the_second_player_may_pose_while_the_first_has_the_keyboard(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    arcade = open_arcade()
    arcade.cast = Willing()
    arcade.seat(("", "ben"))
    (feed,) = arcade.feeds.values()
    sitting = sit(arcade, first_screen(arcade, arcade.games["pong"], Setup(players=2)))
    sitting.key(pygame.K_RETURN)
    sitting.frames(COUNT_DOWN + 10, lambda time: feed.show("down", time))
    left, right = sitting.screen.match.rules.paddles
    assert (left.moving, right.moving) == (0, 1)
    sitting.draw()
    arcade.seat(())
    assert arcade.feeds == {}


def test_late_poses_are_offered_a_slower_match_and_it_is_kept(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS)
    sitting = start(open_arcade, sit, feed)

    def late(time: float) -> None:
        feed.show("left" if int(time * 2) % 2 else "none", time - 0.3)

    sitting.frames(COUNT_DOWN + 600, late)
    assert isinstance(sitting.screen, ResultsScreen)
    assert [row.name for row in sitting.screen._rows.rows] == ["again", "slower", "menu"]
    sitting.draw()
    again = sitting.key(pygame.K_DOWN, pygame.K_RETURN)
    assert isinstance(again, PlayingScreen)
    assert again.setup == replace(WALLS, speed=0.6)
    assert sitting.arcade.window.preferences.speed == 0.6
