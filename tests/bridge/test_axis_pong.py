"""Pong by a trained number, from the camera's picture to where the paddle stands."""

import pytest

from bridge.assembly import make_lane
from bridge.backbones.store import open_backbone
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.cast import player_config
from bridge.outputs.game import GameOutput
from bridge.rehearsal import RECORDING_RATE, rehearse
from bridge.settings import RecogniserSettings
from bridge.view import View
from games.pong import GAME

RATE = 30.0
PLACES = {"up": "0", "none": "0.5", "down": "1"}


def drawn(rate: float) -> SyntheticPlayer:
    return SyntheticPlayer(0, rate=rate, paced=False)


@pytest.fixture(scope="module")
def lane_and_output():
    backbone = open_backbone("pixels")
    profile = rehearse(drawn(RECORDING_RATE), tuple(PLACES), backbone, View(mirror=True))
    for pose, number in PLACES.items():
        profile.dataset.rename(pose, number)
    profile.labels = ()
    profile.settings = RecogniserSettings(regression=True)
    output = GameOutput()
    lane = make_lane(profile, backbone, player_config(profile), [output])
    yield lane, output
    backbone.close()


def test_the_paddle_stands_where_the_arms_point(lane_and_output) -> None:
    lane, output = lane_and_output
    match = GAME.match(seed=1)
    camera = drawn(RATE)
    camera.open()
    stood = {}
    for pose in ("up", "none", "down", "up"):
        camera.show(pose)
        for _ in range(round(1.2 * RATE)):
            frame = camera.read()
            lane.step(frame, frame.time)
            match.add(output.drain())
            match.advance(1 / RATE)
        stood[pose] = match.rules.paddles[0].y
    assert stood["up"] < 0.3
    assert 0.35 < stood["none"] < 0.65
    assert stood["down"] > 0.7
