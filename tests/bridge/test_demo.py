import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from bridge.cli.demo import demo
from bridge.demo import Style, Tally, WatchedFeed, play_unseen, report
from bridge.errors import PluginError, PosebridgeError
from bridge.player import VirtualPlayer
from bridge.types import Event
from games.pacman import GAME as MAZE
from games.pong import GAME as PONG
from games.snake import GAME


class Clock:
    now = 50.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Obedient:
    """A feed that gives the game each pose 0.3 s after it was asked for, and holds it."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.coming: list[Event] = []
        self.shown: str | None = None

    def show(self, pose: str | None) -> None:
        arrives = self.clock.now + 0.3
        if self.shown:
            self.coming.append(Event(self.shown, False, arrives))
        if pose:
            self.coming.append(Event(pose, True, arrives))
        self.shown = pose

    def actions(self) -> list:
        ready = [event for event in self.coming if event.time <= self.clock.now]
        self.coming = [event for event in self.coming if event not in ready]
        return ready


def play(game, style: Style, seconds: float) -> tuple[Clock, VirtualPlayer, Tally]:
    clock = Clock()
    feed = Obedient(clock)
    player = VirtualPlayer(game.controls, feed.show, seed=1)
    watched = WatchedFeed(feed, player, clock)
    unseen = {"style": style, "clock": clock, "sleep": clock.sleep}
    return clock, player, play_unseen(game, watched, player, seconds, **unseen)


@pytest.fixture
def played():
    _, player, tally = play(GAME, Style(), 30)
    return report("snake", 30.0, player, tally)


def test_an_obeyed_player_is_always_right_and_eats(played):
    assert played["share_right"] == 1.0
    assert played["happened"]["eat"] >= 5
    assert played["pose_ms"]["p50"] == pytest.approx(300, abs=20)
    assert played["wrong_per_minute"] == 0


def test_the_report_has_what_was_agreed(played):
    assert {"game", "seconds", "decisions", "right", "share_right", "score"} <= played.keys()
    assert played["latency_ms"].keys() == {"p50", "p95"}
    json.dumps(played)


def test_it_stops_when_what_was_waited_for_happens():
    clock, _, tally = play(GAME, Style(until="eat"), 60)
    assert tally.happened["eat"] == 1
    assert clock.now < 50 + 30


def test_the_options_of_the_game_are_set():
    _, _, tally = play(GAME, Style(options={"level": "5"}, until="eat"), 60)
    assert tally.score == 5


def test_a_game_at_half_speed_takes_twice_as_long():
    served_after = []
    for speed in (1.0, 0.5):
        clock, _, _ = play(PONG, Style(speed=speed, until="serve"), 60)
        served_after.append(clock.now - 50)
    assert served_after[1] == pytest.approx(2 * served_after[0], abs=0.1)


@pytest.mark.slow
def test_the_maze_bot_finishes_level_1_by_poses_that_take_half_a_second():
    _, _, tally = play(MAZE, Style(until="cleared"), 400)
    assert tally.happened["cleared"] == 1


def test_pong_is_won_by_poses_that_take_half_a_second():
    _, _, tally = play(PONG, Style(until="win"), 600)
    assert tally.results[0]["outcome"] == "won"


@pytest.mark.parametrize(
    ("received", "delay", "outcome"),
    [("left", 0.3, "left"), ("up", 0.3, "up"), ("left", 0.6, "late"), (None, 0, "nothing")],
)
def test_what_came_of_a_pose_is_told(received, delay, outcome):
    player = VirtualPlayer(GAME.controls, lambda pose: None)
    player.want("left", 10.0)
    player.want("left", 11.0)
    if received:
        player.notice([Event(received, True, 11.0)], 11.0 + delay)
    assert report("snake", 60.0, player, Tally())["by_pose"] == {"left": {outcome: 1}}


def test_nothing_played_is_reported_as_nothing():
    player = VirtualPlayer(GAME.controls, lambda pose: None)
    empty = report("snake", 0.0, player, Tally())
    assert empty["share_right"] == 0.0
    assert empty["latency_ms"] == {"p50": 0.0, "p95": 0.0}


def test_the_command_plays_without_a_window():
    result = CliRunner().invoke(demo, ["--headless", "--seconds", "4", "--json"])
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert figures["game"] == "snake"
    assert figures["frames"] > 10
    assert figures["right"] <= figures["decisions"]


def test_an_unknown_game_gets_a_hint():
    result = CliRunner().invoke(demo, ["--game", "snak"])
    assert isinstance(result.exception, PluginError)
    assert "snake" in result.exception.hint


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["--set", "levle=2"], "level"), (["--set", "level=99"], "5"), (["--until", "goal"], "eat")],
)
def test_what_the_game_does_not_know_gets_a_hint(arguments, word):
    result = CliRunner().invoke(demo, ["--headless", *arguments])
    assert isinstance(result.exception, PosebridgeError)
    assert word in result.exception.hint


def test_without_a_window_pygame_is_not_even_loaded():
    script = (
        "import sys\n"
        "from bridge.cli import cli\n"
        "cli(['demo', '--headless', '--seconds', '1', '--json'], standalone_mode=False)\n"
        "assert 'pygame' not in sys.modules and 'pynput' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["game"] == "snake"
