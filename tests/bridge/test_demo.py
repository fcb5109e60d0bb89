import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from bridge.cli.demo import demo
from bridge.demo import Tally, WatchedFeed, play_unseen, report
from bridge.errors import PluginError
from bridge.player import VirtualPlayer
from bridge.types import Event
from games.snake import GAME


class Clock:
    now = 50.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Obedient:
    """A feed that gives the game each pose 0.3 s after it was asked for."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.coming: list[Event] = []

    def show(self, pose: str | None) -> None:
        if pose:
            self.coming.append(Event(pose, True, self.clock.now + 0.3))

    def actions(self) -> list:
        ready = [event for event in self.coming if event.time <= self.clock.now]
        self.coming = [event for event in self.coming if event not in ready]
        return [each for event in ready for each in (event, Event(event.name, False, event.time))]


@pytest.fixture
def played():
    clock = Clock()
    feed = Obedient(clock)
    player = VirtualPlayer(GAME.controls, feed.show, seed=1)
    watched = WatchedFeed(feed, player, clock)
    tally = play_unseen(GAME, watched, player, 30, clock=clock, sleep=clock.sleep)
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
