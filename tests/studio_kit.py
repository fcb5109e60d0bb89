"""A studio for tests: grey pixels as the network, a still player, no real keys or programs."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from bridge.backbones.pixels import PixelBackbone
from bridge.cameras import Camera
from bridge.errors import CameraError
from bridge.outputs import Output
from bridge.pictures import encode_jpeg
from bridge.profile import LabelInfo, Profile, load_profile, new_profile
from bridge.settings import RecogniserSettings
from bridge.studio.adviser import Adviser
from bridge.studio.model import Studio
from bridge.studio.settings import StudioSettings
from bridge.studio.workbench import Workbench
from bridge.studio.world import Program, World
from bridge.types import Action, Frame, Image, Prediction, Snapshot
from bridge.words import load_words

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

POSES = ("left", "right", "up", "down", "none")


class StillPlayer:
    """A posing camera whose pictures are always the same: a bright square for each pose."""

    live = True
    poses = POSES

    def __init__(self, rate: float = 100.0) -> None:
        self.name = "Still player"
        self.failing = False
        self._pose = "none"
        self._rate = rate
        self._index = 0
        self._random = np.random.default_rng(1)

    def open(self) -> None: ...

    def close(self) -> None: ...

    def show(self, pose: str | None) -> None:
        self._pose = pose or "none"

    def read(self) -> Frame:
        if self.failing:
            raise CameraError("The camera was unplugged.", "plug it in again")
        time.sleep(1 / self._rate)
        image = np.full((120, 160, 3), (70, 90, 110), np.uint8)
        place = POSES.index(self._pose)
        left, top = 8 + 28 * place + self._random.integers(0, 5), self._random.integers(16, 25)
        image[top : top + 80, left : left + 28] = (240, 200, 120)
        image -= self._random.integers(0, 40, (15, 20, 1), np.uint8).repeat(8, 0).repeat(8, 1)
        image.flags.writeable = False
        self._index += 1
        return Frame(image, time.monotonic(), self._index)


class Keys:
    """An output that remembers what reached it."""

    name = "keys"

    def __init__(self) -> None:
        self.sent: list[Action] = []
        self.released = 0

    def open(self) -> None: ...

    def send(self, actions: Sequence[Action]) -> None:
        self.sent += actions

    def show(self, snapshot: Snapshot) -> None: ...

    def release_all(self) -> None:
        self.released += 1

    def close(self) -> None:
        self.release_all()


class FakeProgram:
    """A program that runs until it is told to have ended."""

    def __init__(self) -> None:
        self.code: int | None = None

    def poll(self) -> int | None:
        return self.code

    def terminate(self) -> None:
        self.code = -15


class Machine:
    """What a fake world was asked to do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.camera = StillPlayer()
        self.keys = Keys()
        self.program = FakeProgram()
        self.started: list[list[str]] = []
        self._recordings = 0

    def world(self) -> World:
        return World(
            open_camera=self._open_camera,
            list_cameras=lambda: [("0", "Desk camera"), ("synthetic", "synthetic")],
            open_keyboard=self._keyboard,
            start_program=self._start,
            session_name=self._name,
            home=self.folder,
            profiles=self.folder / "profiles",
            locks=self.folder / "locks",
        )

    def _open_camera(self, source: str) -> Camera:
        if source == "broken":
            raise CameraError("There is no such camera.", "choose another one")
        return self.camera

    def _keyboard(self) -> Output:
        return self.keys

    def _start(self, words: Sequence[str]) -> Program:
        self.started.append(list(words))
        return self.program

    def _name(self) -> str:
        self._recordings += 1
        return f"recording {self._recordings}"


@contextmanager
def studio_in(folder: Path, theme: str = "light") -> Iterator[tuple[Studio, Machine]]:
    """Yield a studio, on its first visit unless the folder has a profile, and its machine."""
    backbone = PixelBackbone()
    path = folder / "mira.pose"
    profile = load_profile(path) if path.exists() else new_profile("Mira", backbone)
    profile.settings = RecogniserSettings(metric="l2")
    bench = Workbench(profile, path, backbone, folder / "locks")
    machine = Machine(folder)
    try:
        yield (
            Studio(bench, StudioSettings(theme=theme), load_words(), machine.world()),
            machine,
        )
    finally:
        bench.close()


def wait_until(
    studio: Studio, reached: Callable[[], object], seconds: float = 5.0, step: float = 0.005
) -> None:
    """Let time pass until something holds; fails when it never does."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "this never came true"
        studio.tick(time.monotonic())
        time.sleep(step)


def record(studio: Studio, label: str, pictures: int = 5) -> None:
    """Show a pose and hold its button until it has some more pictures."""
    studio.ask_pose(label)
    wanted = studio.album.count(label) + pictures
    time.sleep(0.03)
    studio.press(label, "pointer")
    wait_until(studio, lambda: studio.album.count(label) >= wanted)
    studio.release("pointer")
    wait_until(studio, lambda: studio.bench.lesson.taking is None)


class StagedBench(Workbench):
    """A bench whose camera stands still: it shows the one snapshot that it was given."""

    @property
    def running(self) -> bool:
        return self.snapshot is not None

    @property
    def held(self) -> tuple[str, ...]:
        label = self.snapshot.gesture if self.snapshot else None
        return (label,) if label in self.keys else ()

    def poll(self) -> bool:
        return False

    def stage(self, scores: Mapping[str, float], pose: str) -> None:
        """Show a picture of ``pose`` with an answer of these scores."""
        label = max(scores, key=lambda name: scores[name]) if scores else None
        label = label if label and scores[label] > 0.5 else None
        confidence = scores[label] if label else 0.0
        self.frame = Frame(still_picture(pose), 0.0, 0)
        self.snapshot = Snapshot(
            self.frame,
            Prediction(label, confidence, scores, 0.0),
            gesture=None if label == "none" else label,
        )


class StillAdviser(Adviser):
    """An adviser that only knows what a test says."""

    def __init__(self) -> None:
        self.advice = ()
        self.light = None

    @property
    def busy(self) -> bool:
        return False

    def look(self, profile: Profile) -> None: ...

    def close(self) -> None: ...


def still_picture(pose: str) -> Image:
    """Return what the still player looks like in a pose, without chance."""
    image = np.full((240, 320, 3), (70, 90, 110), np.uint8)
    image[160:] = (60, 76, 70)
    place = POSES.index(pose)
    image[50:200, 20 + 56 * place : 76 + 56 * place] = (240, 200, 120)
    image.flags.writeable = False
    return image


@contextmanager
def staged_studio(folder: Path, theme: str = "light") -> Iterator[Studio]:
    """Yield a studio that looks the same every time: five taught poses before a still camera."""
    backbone = PixelBackbone()
    profile = new_profile("Mira", backbone)
    profile.labels = tuple(LabelInfo(pose, neutral=pose == "none") for pose in POSES)
    for pose in POSES:
        image = still_picture(pose)
        for number in range(18):
            embedding = backbone.embed([image])[0]
            profile.dataset.add(pose, embedding, f"{pose} {number // 10}", 0.0, encode_jpeg(image))
    bench = StagedBench(profile, folder / "mira.pose", backbone, folder / "locks")
    bench.learner.close()
    bench.adviser.close()
    bench.adviser = StillAdviser()
    bench.stage({"left": 0.86, "none": 0.08, "up": 0.03}, "left")
    machine = Machine(folder)
    bench.camera = machine.camera
    try:
        yield Studio(bench, StudioSettings(theme=theme), load_words(), machine.world())
    finally:
        bench.camera = None
        bench.close()
