"""Two people before one camera: each half of the picture steers its own player, and only that."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from bridge.assembly import make_lane
from bridge.backbones.store import open_backbone
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.cast import half_view, player_config
from bridge.lane import Lane
from bridge.outputs.game import GameOutput
from bridge.profile import Profile
from bridge.rehearsal import drawn_player
from bridge.types import Frame
from games.base import Setup
from games.catalogue import find_games
from games.match import Match

RATE = 30.0
SETTLE = 24  # frames from asking for a pose until the game has it


@cache
def taught(controls: tuple[str, ...], player: int) -> Profile:
    return drawn_player(controls, open_backbone("pixels"), seed=player).profile


class Pair:
    """Two drawn players side by side, a lane and a pad for each, and one match."""

    def __init__(self, match: Match) -> None:
        self.match = match
        controls = match.game.controls
        self.people = [SyntheticPlayer(seed, rate=RATE, paced=False) for seed in (0, 1)]
        self.outputs = [GameOutput(), GameOutput()]
        self.lanes: list[Lane] = []
        for player, output in enumerate(self.outputs):
            profile = taught(controls, player)
            profile = replace(profile, view=half_view(profile.view, player))
            lane = make_lane(profile, open_backbone("pixels"), player_config(profile), [output])
            self.lanes.append(lane)
        self.index = 0

    def pose(self, first: str, second: str) -> None:
        for person, pose in zip(self.people, (first, second), strict=True):
            person.show(pose)
        for _ in range(SETTLE):
            # In the mirror player one stands on the left, before the camera on the right.
            one, two = (person.read().image for person in self.people)
            frame = Frame(np.hstack([two, one]), self.index / RATE, self.index)
            self.index += 1
            for player, (lane, output) in enumerate(zip(self.lanes, self.outputs, strict=True)):
                lane.step(frame, frame.time)
                self.match.add(output.drain(), player)
            self.match.advance(1 / RATE)


@pytest.mark.parametrize("poses", [("up", "down"), ("down", "up"), ("none", "up"), ("up", "none")])
def test_two_snakes(poses: tuple[str, str]) -> None:
    pair = Pair(find_games()["snake"].match(Setup(players=2), seed=1))
    pair.pose("none", "none")
    assert [snake.heading for snake in pair.match.rules.snakes] == ["right", "left"]
    pair.pose(*poses)
    expected = [
        usual if pose == "none" else pose
        for usual, pose in zip(("right", "left"), poses, strict=True)
    ]
    assert [snake.heading for snake in pair.match.rules.snakes] == expected


def test_two_snakes_turn_by_turn() -> None:
    pair = Pair(find_games()["snake"].match(Setup(players=2), seed=1))
    for first, second in (("up", "down"), ("right", "down"), ("right", "left"), ("down", "left")):
        pair.pose(first, second)
        assert [snake.heading for snake in pair.match.rules.snakes] == [first, second]
    assert not pair.match.rules.over


def test_two_paddles() -> None:
    pair = Pair(find_games()["pong"].match(Setup(players=2), seed=1))
    pair.pose("up", "down")
    left, right = pair.match.rules.paddles
    assert (left.moving, right.moving) == (-1, 1)
    pair.pose("none", "up")
    left, right = pair.match.rules.paddles
    assert (left.moving, right.moving) == (0, -1)
