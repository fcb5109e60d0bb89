"""A bridge that holds a key, and fails on command: the patient of ``kill_matrix.py``.

Everything is real except the camera, which shows one pose for ever, and the network, which reads
the brightness. Commands come on standard input, one a line.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from Xlib import X
from Xlib.display import Display

from bridge.assembly import make_lane, make_pipeline
from bridge.config import Config, parse_config
from bridge.errors import CameraError
from bridge.lane import Lane
from bridge.outputs.keyboard import KeyboardOutput
from bridge.profile import Profile, new_profile
from bridge.session import Session
from bridge.types import Embedding, Frame

CONFIG = """
decide: {dwell_ms: 0}
controls: {left: {hold: left}, up: {hold: up}, none: idle}
output: keyboard
"""


class Brightness:
    """A network that sees how bright a picture is."""

    name, sha256 = "brightness", "0" * 64

    def __init__(self) -> None:
        self.blocks = {"pixel": 2}

    def embed(self, images: Any) -> list[Embedding]:
        angles = [float(image.mean()) / 255 * np.pi / 2 for image in images]
        return [Embedding({"pixel": np.array([np.cos(a), np.sin(a)], np.float32)}) for a in angles]

    def follow(self, frame: Frame) -> Embedding:
        return Embedding(self.embed([frame.image])[0].blocks, frame.time, frame.index)

    def close(self) -> None:
        pass


class Steady:
    """Shows one pose at 30 frames a second, until told to stall or to fail."""

    name, live = "steady", True

    def __init__(self) -> None:
        self.stalled = threading.Event()
        self.removed = threading.Event()
        self._index = 0
        self._noise = np.random.default_rng(0)

    def open(self) -> None:
        pass

    def read(self) -> Frame | None:
        time.sleep(1 / 30)
        if self.removed.is_set():
            raise CameraError("The camera was unplugged.")
        if self.stalled.is_set():
            time.sleep(0.1)
            return None
        self._index += 1
        # Noise keeps the pipeline from taking the picture for a still one.
        image = self._noise.integers(170, 230, (32, 32, 3), np.uint8)
        return Frame(image, time.monotonic(), self._index)

    def close(self) -> None:
        pass


def taught(backbone: Brightness) -> Profile:
    """Return a profile with two poses, dark and bright."""
    profile = new_profile("steady", backbone)
    for label, level in (("left", 200), ("none", 20)):
        for shade in range(5):
            (seen,) = backbone.embed([np.full((32, 32, 3), level + shade, np.uint8)])
            profile.dataset.add(label, seen, "one")
    return profile


def breaking(stage: Callable[..., Any]) -> tuple[Callable[..., Any], threading.Event]:
    """Return ``stage`` with a switch that makes it raise."""
    switch = threading.Event()

    def broken(*values: Any, **named: Any) -> Any:
        if switch.is_set():
            raise RuntimeError("a fault was asked for")
        return stage(*values, **named)

    return broken, switch


def switches(lane: Lane, output: KeyboardOutput) -> dict[str, threading.Event]:
    """Put a switch into every stage."""
    found: dict[str, threading.Event] = {}
    parts: dict[str, tuple[Any, str]] = {
        "embed": (lane.pipeline.backbone, "follow"),
        "knn": (lane.pipeline.recogniser, "predict"),
        "decide": (lane.pipeline.decider, "update"),
        "map": (lane.pipeline.mapper, "update"),
        "show": (output, "show"),
    }
    for name, (part, method) in parts.items():
        broken, found[name] = breaking(getattr(part, method))
        setattr(part, method, broken)
    return found


def cut_off(output: Any) -> None:
    """Have the X server close our connection, as xkill does."""
    ours = output._injector._backend._display
    window = ours.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
    ours.sync()
    other = Display()
    other.create_resource_object("window", window.id).kill_client()
    other.sync()
    other.close()


def main() -> None:
    config: Config = parse_config(CONFIG, "held_key.yaml")
    backbone, camera, output = Brightness(), Steady(), KeyboardOutput()
    profile = taught(backbone)
    lane = make_lane(profile, backbone, config, [output])
    faults = switches(lane, output)
    focused = threading.Event()
    focused.set()
    lane.may_press = focused.is_set
    with Session(camera, [lane]) as session:
        print("ready", flush=True)
        threading.Thread(
            target=obey, args=(session, lane, camera, faults, focused, profile), daemon=True
        ).start()
        while not session.ended:
            time.sleep(0.05)
            session.check()


def obey(
    session: Session,
    lane: Lane,
    camera: Steady,
    faults: dict[str, threading.Event],
    focused: threading.Event,
    profile: Profile,
) -> None:
    """Carry out commands from standard input."""
    for line in sys.stdin:
        command = line.strip()
        if command in faults:
            faults[command].set()
        elif command == "stop":
            session.close()
            os._exit(0)
        elif command == "stall":
            camera.stalled.set()
        elif command == "remove":
            camera.removed.set()
        elif command == "pause":
            session.arm(armed=False)
        elif command == "cut":
            cut_off(lane.outputs[0])
        elif command == "unfocus":
            focused.clear()
        elif command == "reload":
            other = parse_config(CONFIG.replace("hold: left", "hold: up"), "other.yaml")
            changed = make_pipeline(profile, lane.pipeline.backbone, other)
            session.ask(partial(lane.replace_pipeline, changed))


if __name__ == "__main__":
    main()
