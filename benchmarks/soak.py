"""Run a bridge for as many frames as half an hour has, and see whether anything grows.

    python benchmarks/soak.py [--frames 54000] [--backbone pixels] [--json FILE]

54,000 frames are 30 minutes at 30 frames a second; they are given as fast as they are taken, so
that the run is shorter and presses far more keys a second than a player would. Starts an X server
of its own and presses real keys there. RSS is read after a warm-up of 2,000 frames and at the end.
"""

import argparse
import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
from key_latency import Alternating

from bridge.assembly import make_lane
from bridge.backbones.store import open_backbone
from bridge.config import parse_config
from bridge.outputs.keyboard import KeyboardOutput
from bridge.outputs.trace import TraceOutput
from bridge.profile import new_profile
from bridge.session import Session
from bridge.types import Frame

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

import xserver  # noqa: E402

CONFIG = """
decide: {dwell_ms: 0, grace_ms: 0}
controls: {left: [], none: idle}
""".replace("[]", "{hold: left, tap: space, sequence: [a, ctrl+b], axis: {left_x: 1}}")
WARM_UP = 2000


class Hurried(Alternating):
    """Changes the pose every 10 frames; time in the frames runs at 30 frames a second."""

    live = False

    def __init__(self, frames: int, taken: threading.Semaphore) -> None:
        super().__init__()
        self._frames = frames
        self._taken = taken
        self._pictures = [self.picture(pose) for pose in ("none", "left") for _ in range(8)]

    def read(self) -> Frame | None:
        self._taken.acquire(timeout=1.0)
        if self._index >= self._frames:
            return None
        self._index += 1
        turn = self._index // 10 % 2
        image = np.roll(self._pictures[8 * turn + self._index % 8], self._index % 3, axis=0)
        return Frame(image, self._index / 30, self._index)


class Next:
    """An output that lets the camera go on after each step, so that no frame is lost."""

    name = "next"

    def __init__(self, taken: threading.Semaphore) -> None:
        self._taken = taken

    def open(self) -> None:
        pass

    def send(self, actions: Any) -> None:
        pass

    def show(self, snapshot: Any) -> None:
        self._taken.release()

    def release_all(self) -> None:
        pass

    def close(self) -> None:
        pass


def size() -> dict[str, int]:
    """Return resident memory in kB, open descriptors and threads of this process."""
    status = Path("/proc/self/status").read_text()
    rss = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return {
        "rss_kb": int(rss),
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "threads": threading.active_count(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=54_000)
    parser.add_argument("--backbone", default="pixels")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    taken = threading.Semaphore(1)
    backbone = open_backbone(options.backbone)
    camera = Hurried(options.frames, taken)
    profile = new_profile("soak", backbone)
    for label in ("none", "left"):
        for seen in backbone.embed([camera.picture(label) for _ in range(8)]):
            profile.dataset.add(label, seen, "one")
    with xserver.running() as display:
        os.environ |= {"DISPLAY": display, "XDG_SESSION_TYPE": "x11"}
        os.environ.pop("WAYLAND_DISPLAY", None)
        outputs = [KeyboardOutput(), TraceOutput(os.devnull), Next(taken)]
        lane = make_lane(profile, backbone, parse_config(CONFIG, "soak.yaml"), outputs)
        start, first = time.monotonic(), None
        with Session(camera, [lane]) as session:
            while not session.ended:
                session.check()
                if first is None and session.frames >= WARM_UP:
                    first = size()
                time.sleep(0.005)
            last = size()
            frames = session.frames
        stuck = len(xserver.keys_down(display))
    report = {
        "frames": frames,
        "seconds": round(time.monotonic() - start, 1),
        "start": first,
        "end": last,
        "after": size(),
        "keys_down_afterwards": stuck,
    }
    text = json.dumps(report, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text + "\n")


if __name__ == "__main__":
    main()
