"""Time from a camera frame to the key in a window, and what the bridge adds to recognition.

    python benchmarks/key_latency.py [--presses 100] [--backbone default] [--json FILE]

A window of another process says when each key came; all use the system's monotonic clock.

``dwell_0_ms``, ``dwell_60_ms``: a camera shows 30 pictures a second, now and then with a pose.
``pose_to_key_ms`` counts from the capture of the first frame that shows it; ``bridge_ms`` from the
capture of the frame that decided it, less recognition: hand-over between threads, deciding,
mapping, sending, the display, and the window.

``at_once``: a picture lies ready, and is compared with the bare network on the same picture.
"""

import argparse
import json
import os
import queue
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

import xserver  # noqa: E402

from bridge.assembly import make_lane  # noqa: E402
from bridge.backbones.engine import engine_for  # noqa: E402
from bridge.backbones.onnx import prepare  # noqa: E402
from bridge.backbones.sessions import open_session  # noqa: E402
from bridge.backbones.store import NETWORK, find_card, open_backbone  # noqa: E402
from bridge.bench.replay import drawn_profile  # noqa: E402
from bridge.bench.steps import milliseconds  # noqa: E402
from bridge.cameras.synthetic import SyntheticPlayer  # noqa: E402
from bridge.config import parse_config  # noqa: E402
from bridge.controls import Thresholds  # noqa: E402
from bridge.lane import Lane  # noqa: E402
from bridge.machine import kept_off  # noqa: E402
from bridge.outputs.keyboard import KeyboardOutput  # noqa: E402
from bridge.outputs.selftest import key_window  # noqa: E402
from bridge.pictures import with_half  # noqa: E402
from bridge.profile import new_profile  # noqa: E402
from bridge.session import Session  # noqa: E402
from bridge.timing import summary  # noqa: E402
from bridge.types import Frame, Image, Key, Snapshot  # noqa: E402

TURNS = """
decide: {enter: 0.3, leave: 0.3, dwell_ms: 0, grace_ms: 0}
controls: {left: {hold: left}, right: {hold: right}, none: idle}
"""
WINDOW = (str(HERE / "waiting_window.py"),)
WARM_UP = 6
CONFIG = "decide: {{dwell_ms: {dwell}}}\ncontrols: {{left: {{hold: left}}, none: idle}}"


class Alternating:
    """Shows ``none`` and, on demand, ``left``, at 30 frames a second with sensor noise."""

    name, live = "alternating", True

    def __init__(self) -> None:
        self.pose = "none"
        self.shown: float | None = None
        self._noise = np.random.default_rng(1)
        self._index = 0

    def open(self) -> None:
        pass

    def picture(self, pose: str) -> np.ndarray:
        image = self._noise.integers(0, 60, (240, 320, 3), np.uint8)
        column = 40 if pose == "left" else 220
        image[60:180, column : column + 60] += 150
        return image

    def read(self) -> Frame:
        time.sleep(1 / 30)
        pose, now = self.pose, time.monotonic()
        self._index += 1
        if pose == "left" and self.shown is None:
            self.shown = now
        return Frame(self.picture(pose), now, self._index)

    def close(self) -> None:
        pass


class Presses:
    """An output that keeps the steps in which a key went down."""

    name = "presses"

    def __init__(self) -> None:
        self.steps: queue.Queue[Snapshot] = queue.Queue()

    def open(self) -> None:
        pass

    def send(self, actions: Any) -> None:
        pass

    def show(self, snapshot: Snapshot) -> None:
        if any(isinstance(action, Key) and action.down for action in snapshot.actions):
            self.steps.put(snapshot)

    def release_all(self) -> None:
        pass

    def close(self) -> None:
        pass


def measure(backbone: Any, dwell: float, presses: int) -> dict[str, Any]:
    """Return the figures for one dwell time."""
    camera = Alternating()
    profile = new_profile("latency", backbone)
    for label in ("none", "left"):
        for seen in backbone.embed([camera.picture(label) for _ in range(8)]):
            profile.dataset.add(label, seen, "one")
    config = parse_config(CONFIG.format(dwell=dwell), "latency.yaml")
    seen_steps = Presses()
    lane = make_lane(profile, backbone, config, [KeyboardOutput(), seen_steps])
    whole: list[float] = []
    bridge: list[float] = []
    with key_window(WINDOW) as arrivals, Session(camera, [lane]) as session:
        for _ in range(presses):
            time.sleep(random.uniform(0.25, 0.35))
            # A stall on a busy machine presses twice; what came late belongs to no pose.
            for late in (arrivals, seen_steps.steps):
                while not late.empty():
                    late.get()
            camera.shown = None
            camera.pose = "left"
            came = _next(arrivals, down=True)
            step = seen_steps.steps.get(timeout=5)
            assert camera.shown is not None
            whole.append(1000 * (came - camera.shown))
            recognition = step.timings["embed"] + step.timings["knn"]
            bridge.append(1000 * (came - step.frame.time) - recognition)
            camera.pose = "none"
            _next(arrivals, down=False)
            session.check()
    return {
        "presses": presses,
        "pose_to_key_ms": summary(whole),
        "bridge_ms": summary(bridge),
    }


def _next(arrivals: Any, *, down: bool) -> float:
    while True:
        event = arrivals.get(timeout=5)
        if event["down"] is down:
            return float(event["time"])


def measure_at_once(presses: int) -> dict[str, Any]:
    """Step through left and right in turn, each picture ready, and ask the bare network too."""
    card, backbone = find_card("default"), open_backbone(NETWORK)
    engine = engine_for(card.sha256)
    session = open_session(card.read(), card.name, engine)
    config = parse_config(TURNS, "turns.yaml")
    lane = make_lane(drawn_profile(backbone), backbone, config, [KeyboardOutput()])
    lane.outputs[0].open()
    with key_window(WINDOW) as arrivals:
        images = posed_pictures(("left", "right"), presses + WARM_UP)
        keys, network = kept_off(engine.helpers, _in_turn, lane, session, arrivals, images)
    lane.close()
    backbone.close()
    whole, bare = summary(keys[WARM_UP:]), summary(network[WARM_UP:])
    ratio = round(whole["p50"] / bare["p50"], 3)
    return {"frame_to_key_ms": whole, "network_ms": bare, "ratio": ratio}


def _in_turn(
    lane: Lane, session: Any, arrivals: Any, images: Sequence[Image]
) -> tuple[list[float], list[float]]:
    """Return milliseconds to the key, and of the network, for each picture."""
    card = find_card("default")
    tensors = [card.blocks[name].tensor for name in card.default_blocks]
    keys, network = [], []
    for index, image in enumerate(images):
        # A pause as between two frames, in which the window goes to sleep.
        time.sleep(0.02)
        frame = with_half(Frame(image, index / 30, index))
        start = time.monotonic()
        lane.step(frame, frame.time)
        keys.append(1000 * (_next(arrivals, down=True) - start))
        batch = {card.input.tensor: prepare(image, card.input)}
        time.sleep(0.02)  # the network alone is asked after the same pause
        network.append(milliseconds(session.run, tensors, batch))
    return keys, network


def posed_pictures(poses: tuple[str, ...], count: int) -> list[Image]:
    """Return ``count`` pictures of the drawn player, the poses in turn, arms at rest."""
    player = SyntheticPlayer(rate=4, paced=False)
    player.open()
    pictures = []
    for index in range(count):
        player.show(poses[index % len(poses)])
        player.read()
        pictures.append(player.read().image)
    return pictures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=100)
    parser.add_argument("--backbone", default="default")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    report: dict[str, Any] = {}
    with xserver.running() as display:
        os.environ |= {"DISPLAY": display, "XDG_SESSION_TYPE": "x11"}
        os.environ.pop("WAYLAND_DISPLAY", None)
        backbone = open_backbone(options.backbone)
        recognition = _recognition(backbone)
        report = {"backbone": options.backbone, "network_ms": recognition}
        for dwell in (0.0, Thresholds().dwell_ms):
            report[f"dwell_{dwell:g}_ms"] = measure(backbone, dwell, options.presses)
        backbone.close()
        report["at_once"] = measure_at_once(options.presses)
    text = json.dumps(report, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n")


def _recognition(backbone: Any) -> dict[str, float]:
    camera, times = Alternating(), []
    for index in range(30):
        frame = Frame(camera.picture("left"), index / 30, index)
        start = time.perf_counter()
        backbone.follow(frame)
        times.append(1000 * (time.perf_counter() - start))
    return summary(times[5:])


if __name__ == "__main__":
    main()
