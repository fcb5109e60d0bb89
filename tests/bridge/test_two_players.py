"""Two players before one camera: stepped side by side, each as if alone."""

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scripted import until

from bridge.backbones.pixels import PixelBackbone
from bridge.backbones.store import NETWORK, open_backbone
from bridge.bench.replay import drawn_profile, moving_pictures
from bridge.bench.steps import make_lane
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.cast import LEFT_HALF, RIGHT_HALF, open_backbones, open_feeds
from bridge.landmarks.blocks import LandmarkBlocks
from bridge.landmarks.combined import CombinedBackbone
from bridge.lane import Lane
from bridge.outputs.game import GameOutput
from bridge.profile import save_profile
from bridge.session import Session
from bridge.types import Event, Frame, Image, Snapshot
from bridge.view import FULL

PICTURES = 12


class Waiting:
    """A camera that gives its next picture when the last one was taken: none is lost."""

    name, live = "waiting", False

    def __init__(self, images: Sequence[Image]) -> None:
        self._images = images
        self._index = 0
        self.taken = lambda: self._index

    def open(self) -> None:
        pass

    def read(self) -> Frame | None:
        while self.taken() < self._index:
            time.sleep(0.001)
        if self._index == len(self._images):
            return None
        self._index += 1
        return Frame(self._images[self._index - 1], self._index / 30, self._index)

    def close(self) -> None:
        self.taken = lambda: self._index


class Watching(GameOutput):
    """Remembers what each step came to, and what is down."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Snapshot] = []

    def show(self, snapshot: Snapshot) -> None:
        self.steps.append(snapshot)

    @property
    def down(self) -> set[str]:
        held: set[str] = set()
        for action in list(self._waiting):
            if isinstance(action, Event):
                (held.add if action.down else held.discard)(action.name)
        return held


@pytest.fixture(scope="module")
def taught():
    """Two profiles on pixels, of the left and the right half of a picture."""
    profile = drawn_profile(PixelBackbone())
    return [
        replace(profile, view=replace(profile.view, region=region))
        for region in (LEFT_HALF, RIGHT_HALF)
    ]


@pytest.fixture(scope="module")
def holding():
    """Pictures of two players who both hold one pose for half a second, then another."""
    player = SyntheticPlayer(paced=False)
    player.open()
    images = []
    for pose in ("left", "up"):
        player.show(pose)
        images += [player.read().image for _ in range(15)]
    return beside(images, images)


def lanes_of(profiles, backbones) -> list[Lane]:
    made = [make_lane(*both) for both in zip(profiles, backbones, strict=True)]
    for lane in made:
        lane.outputs = [Watching()]
    return made


def beside(first: Sequence[Image], second: Sequence[Image]) -> list[Image]:
    return [np.hstack(both) for both in zip(first, second, strict=True)]


def play(images: Sequence[Image], lanes: Sequence[Lane]) -> Session:
    camera = Waiting(images)
    session = Session(camera, lanes)
    camera.taken = lambda: session.frames
    with session:
        assert until(lambda: session.ended, 60)
    return session


def test_side_by_side_each_gets_what_it_would_get_alone(taught):
    pictures = moving_pictures(2 * PICTURES)
    images = beside(pictures[:PICTURES], pictures[PICTURES:])
    network = open_backbone(NETWORK)
    profile = drawn_profile(network)
    profiles = [replace(profile, view=half.view) for half in taught]
    together = lanes_of(profiles, open_backbones([NETWORK, NETWORK]))
    play(images, together).check()
    for profile, lane in zip(profiles, together, strict=True):
        (alone,) = lanes_of([profile], [network])
        play(images, [alone]).check()
        expected, steps = alone.outputs[0].steps, lane.outputs[0].steps
        assert len(steps) == len(expected) == PICTURES
        assert [step.prediction for step in steps] == [step.prediction for step in expected]
        assert [step.gestures for step in steps] == [step.gestures for step in expected]


def test_both_are_looked_at_at_the_same_time(taught):
    lanes = lanes_of(taught, [PixelBackbone(), PixelBackbone()])
    met = threading.Barrier(2, timeout=5)
    for lane in lanes:
        predict = lane.pipeline.recogniser.predict
        lane.pipeline.recogniser.predict = lambda embedding, predict=predict: (
            met.wait(),
            predict(embedding),
        )[1]
    play(beside(*[moving_pictures(3)] * 2), lanes).check()
    assert [len(lane.outputs[0].steps) for lane in lanes] == [3, 3]


def test_who_keeps_still_is_not_looked_at_while_the_other_moves(taught, holding):
    class Counting(PixelBackbone):
        asked = 0

        def follow(self, frame):
            self.asked += 1
            return super().follow(frame)

    backbones = [Counting(), Counting()]
    moving = [np.full((480, 640, 3), 20 * n, np.uint8) for n in range(PICTURES)]
    still = [holding[14][:, :640]] * PICTURES
    lanes = lanes_of(taught, backbones)
    play(beside(moving, still), lanes).check()
    assert {step.prediction.label for step in lanes[1].outputs[0].steps} == {"left"}
    # The profiles mirror inside their half, so the left player's region stays on the left.
    assert [backbone.asked for backbone in backbones] == [PICTURES, 1]


@pytest.mark.parametrize("failing", [0, 1])
@pytest.mark.parametrize(
    ("stage", "method"), [("backbone", "follow"), ("recogniser", "predict"), ("mapper", "update")]
)
def test_a_failure_at_one_player_leaves_nothing_down_at_either(
    taught, holding, failing, stage, method
):
    lanes = lanes_of(taught, [PixelBackbone(), PixelBackbone()])
    part = getattr(lanes[failing].pipeline, stage)
    works = getattr(part, method)
    both_down = []

    def fail_while_both_hold(*arguments):
        if all(lane.outputs[0].down for lane in lanes):
            both_down.append(True)
            raise ZeroDivisionError(stage)
        return works(*arguments)

    setattr(part, method, fail_while_both_hold)
    session = play(holding, lanes)
    assert both_down
    assert [lane.outputs[0].down for lane in lanes] == [set(), set()]
    with pytest.raises(ZeroDivisionError, match=stage):
        session.check()


@pytest.mark.parametrize("hanging", [0, 1])
def test_while_one_player_s_step_hangs_nothing_stays_down_at_either(taught, holding, hanging):
    lanes = lanes_of(taught, [PixelBackbone(), PixelBackbone()])
    predict = lanes[hanging].pipeline.recogniser.predict
    hangs, go_on = threading.Event(), threading.Event()

    def hang_while_both_hold(embedding):
        if all(lane.outputs[0].down for lane in lanes):
            hangs.set()
            go_on.wait(5)
        return predict(embedding)

    lanes[hanging].pipeline.recogniser.predict = hang_while_both_hold
    camera = Waiting(holding)
    session = Session(camera, lanes)
    camera.taken = lambda: session.frames
    with session:
        assert hangs.wait(10)
        assert until(lambda: not any(lane.outputs[0].down for lane in lanes), 3)
        go_on.set()
    assert [lane.outputs[0].down for lane in lanes] == [set(), set()]


def test_two_profiles_before_one_camera_are_two_feeds(taught, tmp_path):
    profile = replace(taught[0], view=replace(taught[0].view, region=FULL))
    names = [str(tmp_path / f"{name}.pose") for name in ("anna", "ben")]
    for name in names:
        save_profile(profile, Path(name))
    with open_feeds(names, "synthetic") as feeds:
        assert until(lambda: all(feed.snapshot() for feed in feeds), 10)
        shapes = {feed.snapshot().frame.image.shape for feed in feeds}
    assert shapes == {(480, 320, 3)}


def test_players_of_the_same_network_load_it_once():
    first, second, other = open_backbones([NETWORK, NETWORK, "pixels"])
    assert second is first
    assert other.name == "pixels"


def test_twins_share_the_networks_and_follow_their_own_stream():
    one = CombinedBackbone(PixelBackbone(), LandmarkBlocks(["head"]))
    two = one.twin()
    one.choose(["pixels"])
    frame = Frame(np.zeros((64, 64, 3), np.uint8), 0.0, 0)
    assert list(one.follow(frame).blocks) == list(two.follow(frame).blocks) == ["pixels"]
    mine, theirs = (backbone._landmarks._senses["head"] for backbone in (one, two))
    assert mine._reader._faces._network is theirs._reader._faces._network
    assert mine._tracker is not theirs._tracker
    assert (two.name, two.sha256, two.blocks) == (one.name, one.sha256, one.blocks)
    one.close()
    assert list(two.follow(frame).blocks) == ["pixels"]
    two.close()
