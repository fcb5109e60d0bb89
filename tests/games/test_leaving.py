"""Leaving, at any moment: every screen of every game, by every way out, and nothing is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pygame
import pytest

from games.base import Setup
from games.calibrate import CalibrateScreen
from games.menu import MenuScreen, SettingsScreen, SetupScreen, first_screen
from games.playing import STALL_S, PlayingScreen
from games.results import ResultsScreen
from games.scores import ScoreTable, setting_name
from games.scripted import ScriptedFeed
from tests.games.conftest import Sitting

LABELS = ("left", "right", "up", "down", "none")
GAMES = ("snake", "pong", "pacman")
RANKED = ("snake", "pacman")
SCREENS = (
    *("menu", "settings", "setup", "calibration", "count down"),
    *("playing", "paused", "stalled", "end", "results"),
)
IN_A_MATCH = SCREENS[4:9]


def arrive(sitting: Sitting, feed: ScriptedFeed, game: str, where: str) -> None:
    """Bring a sitting to a screen as a player would."""
    arcade = sitting.arcade
    chosen = arcade.games[game]
    if where in ("menu", "settings", "setup"):
        screens: dict[str, Callable[[], object]] = {
            "menu": lambda: MenuScreen(arcade, game),
            "settings": lambda: SettingsScreen(arcade),
            "setup": lambda: SetupScreen(arcade, chosen),
        }
        sitting.screen = screens[where]()  # type: ignore[assignment]
        sitting.frames(5)
        return
    if where != "calibration":
        arcade.checked.add((game,))
    sitting.screen = first_screen(arcade, chosen, Setup())
    sitting.frames(5, lambda time: feed.show("none", time))
    if where in ("calibration", "count down"):
        return
    sitting.frames(150, lambda time: feed.show("none", time))
    if where == "paused":
        sitting.key(pygame.K_p)
    if where == "stalled":
        feed.stopped = True
        sitting.frames(round(STALL_S * 60) + 5)
    if where in ("end", "results"):
        finish(sitting)
        sitting.frames(120 if where == "results" else 5, lambda time: feed.show("none", time))


def finish(sitting: Sitting) -> None:
    """Bring the match to its end, with some points."""
    rules = sitting.screen.match.rules  # type: ignore[union-attr]
    if sitting.screen.game.name == "snake":  # type: ignore[union-attr]
        rules.snakes = (replace(rules.snakes[0], score=12, fate="wall"),)
    elif sitting.screen.game.name == "pong":  # type: ignore[union-attr]
        rules.points = (11, 3)
    else:
        rules.tally.score = 120
        rules._enter("over")


@pytest.fixture(params=[(game, where) for game in GAMES for where in SCREENS], ids="-".join)
def seated(request, open_arcade, sit):  # type: ignore[no-untyped-def]
    """A sitting at one of the screens, and the name of the screen."""
    game, where = request.param
    feed = ScriptedFeed(LABELS)
    sitting = sit(open_arcade(feed), None)
    arrive(sitting, feed, game, where)
    expected = {
        "menu": MenuScreen,
        "settings": SettingsScreen,
        "setup": SetupScreen,
        "calibration": CalibrateScreen,
        "results": ResultsScreen,
    }
    assert isinstance(sitting.screen, expected.get(where, PlayingScreen))
    return sitting, where


def test_closing_mute_resize_and_a_lost_focus_on_every_screen(seated) -> None:  # type: ignore[no-untyped-def]
    sitting, where = seated
    arcade, window = sitting.arcade, sitting.arcade.window
    muted = window.speaker.muted
    for event in (
        pygame.event.Event(pygame.KEYDOWN, key=pygame.K_m),
        pygame.event.Event(pygame.VIDEORESIZE, size=(500, 700), w=500, h=700),
        pygame.event.Event(pygame.WINDOWFOCUSLOST),
    ):
        pygame.event.post(event)
    ticks = count()
    window._clock = lambda: next(ticks) / 100  # however slow the machine is
    window.run(sitting.screen, seconds=0.2)
    assert window.speaker.muted != muted
    assert window.canvas.area.size == (500, 700)
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    window.run(sitting.screen)
    arcade.end_match()
    booked = [result.game for result in arcade.results]
    assert len(booked) == (where in IN_A_MATCH or where == "results")


def test_escape_leads_somewhere_from_every_screen(seated) -> None:  # type: ignore[no-untyped-def]
    sitting, where = seated
    after = sitting.key(pygame.K_ESCAPE)
    if where == "menu":
        assert after is None
    elif where in ("settings", "setup", "calibration", "results"):
        assert isinstance(after, MenuScreen)
    elif where in ("count down", "playing"):
        assert after.pause == "paused"
    else:
        assert isinstance(after, PlayingScreen)  # the match goes on, or is at its end anyway
    if after is not None:
        sitting.draw()


@pytest.mark.parametrize("game", RANKED)
def test_a_match_left_at_its_end_keeps_its_score(open_arcade, sit, game: str) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS)
    sitting = sit(open_arcade(feed), None)
    arrive(sitting, feed, game, "end")
    score = sitting.screen.match.rules.scores[0]
    assert score > 0
    standing = sitting.arcade.end_match()
    assert standing.best == (score,)
    assert sitting.arcade.end_match().best == ()


@pytest.mark.parametrize("game", GAMES)
def test_a_damaged_score_file_stops_no_game(open_arcade, sit, game: str) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS)
    arcade = open_arcade(feed)
    (arcade.folder / "scores.json").write_bytes(b'{"snake": [1, ')
    sitting = sit(arcade, SetupScreen(arcade, arcade.games[game]))
    sitting.draw()
    arrive(sitting, feed, game, "results")
    sitting.draw()
    assert (arcade.folder / "scores.json.damaged").read_bytes() == b'{"snake": [1, '
    kept = ScoreTable(arcade.folder).best(game, _setting(sitting))
    assert len(kept) == (game in RANKED)


def _setting(sitting: Sitting) -> str:
    played = sitting.screen.played  # type: ignore[union-attr]
    options = {
        each.name: played.game.chosen(played.setup, each.name) for each in played.game.options
    }
    return setting_name(options, played.setup.speed)


PROGRAM = """
import os, signal, sys
from pathlib import Path
from games.launcher import Wishes, launch

class Film:
    shown = 0
    def due(self, time):
        self.shown += 1
        if self.shown == int(sys.argv[4]):
            os.kill(os.getpid(), getattr(signal, sys.argv[3]))
        return False

wishes = Wishes(Path(sys.argv[1]), game=sys.argv[2], seconds=60, size=(320, 240), recorder=Film())
report = launch(wishes)
print(len(report.results))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("game", "name", "frame"),
    [
        ("snake", "SIGTERM", 1),
        ("pong", "SIGTERM", 60),
        ("pacman", "SIGHUP", 60),
        ("", "SIGTERM", 5),
    ],
)
def test_signals_end_it_and_the_match_is_booked(
    tmp_path: Path, game: str, name: str, frame: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), game, name, str(frame)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=partial(signal.signal, signal.SIGHUP, signal.SIG_DFL),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(int(bool(game)))
