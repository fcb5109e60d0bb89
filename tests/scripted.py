"""A lane without a network: scripted camera, a backbone that reads one pixel, a recorder."""

import time
from collections.abc import Sequence

import numpy as np

from bridge.controls import Controls, DecideSettings, Hold, Thresholds
from bridge.dataset import Dataset
from bridge.decide import Decider
from bridge.errors import CameraError, OutputError
from bridge.knn import Recogniser
from bridge.lane import Lane
from bridge.mapping import Mapper
from bridge.pipeline import Pipeline
from bridge.types import Action, Embedding, Frame, Key, Snapshot
from bridge.view import View

BRIGHTNESS = {"none": 10, "left": 120, "right": 240}


def picture(pose: str) -> np.ndarray:
    return np.full((2, 2, 3), BRIGHTNESS[pose], np.uint8)


class PixelBackbone:
    """One block: where the first pixel lies on a quarter circle."""

    name, sha256, blocks = "pixel", "0" * 64, {"pixel": 2}

    def embed(self, images):
        angles = [np.pi / 2 * float(image[0, 0, 0]) / 255 for image in images]
        return [
            Embedding({"pixel": np.array([np.cos(angle), np.sin(angle)], np.float32)})
            for angle in angles
        ]

    def follow(self, frame):
        return Embedding(self.embed([frame.image])[0].blocks, frame.time, frame.index)

    def close(self) -> None:
        pass


class Recorder:
    """Remembers actions and what is down."""

    name = "recorder"

    def __init__(self, fail_on: str = "") -> None:
        self.actions: list[Action] = []
        self.down: set[str] = set()
        self.open_now = False
        self._fail_on = fail_on

    def open(self) -> None:
        self.open_now = True

    def send(self, actions: Sequence[Action]) -> None:
        for action in actions:
            if isinstance(action, Key):
                if action.name == self._fail_on:
                    raise OutputError("The display went away.")
                (self.down.add if action.down else self.down.discard)(action.name)
        self.actions += actions

    def show(self, snapshot: Snapshot) -> None:
        pass

    def release_all(self) -> None:
        self.down.clear()

    def close(self) -> None:
        self.release_all()
        self.open_now = False


class ScriptedCamera:
    """Gives the poses of a script at 100 frames a second; then ends, fails or hangs."""

    name, live = "script", False

    def __init__(self, poses: Sequence[str], then: str = "end") -> None:
        self._poses = poses
        self._then = then
        self._index = 0
        self.closed = False

    def open(self) -> None:
        if self._then == "no camera":
            raise CameraError("There is no camera.")

    def read(self) -> Frame | None:
        time.sleep(0.01)
        if self._index < len(self._poses):
            self._index += 1
            return Frame(picture(self._poses[self._index - 1]), time.monotonic(), self._index)
        if self._then == "fail":
            raise CameraError("The camera was unplugged.")
        if self._then == "hang":
            while not self.closed:
                time.sleep(0.01)
        return None

    def close(self) -> None:
        self.closed = True


def pipeline(controls: Controls | None = None) -> Pipeline:
    backbone = PixelBackbone()
    dataset = Dataset()
    for pose in BRIGHTNESS:
        for embedding in backbone.embed([picture(pose)] * 3):
            dataset.add(pose, embedding, "s1")
    keys = Controls({"main": {"left": (Hold(("left",)),), "right": (Hold(("right",)),)}})
    settings = DecideSettings(Thresholds(enter=0.5, leave=0.4, dwell_ms=0, grace_ms=50))
    return Pipeline(
        View(), backbone, Recogniser(dataset), Decider(settings), Mapper(controls or keys)
    )


def frame(pose: str, at: float) -> Frame:
    return Frame(picture(pose), at, round(at * 100))


def lane(**options) -> tuple[Lane, Recorder]:
    recorder = Recorder()
    return Lane(pipeline(), [recorder], **options), recorder


def until(condition, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.005)
    return bool(condition())
