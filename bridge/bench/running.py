"""What a running bridge costs: processor share at 30 frames a second, and the way to the start."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bridge.backbones import Backbone
from bridge.backbones.card import Card
from bridge.bench.replay import Replay
from bridge.bench.steps import make_lane
from bridge.profile import Profile, save_profile
from bridge.session import Session
from bridge.timing import percentile

SETTLE_S = 0.5

# Each runs in a Python of its own and prints when it is done with what.
_FULL = """
import json, sys, time
start = time.perf_counter()
import onnxruntime
imported = time.perf_counter()
from bridge.backbones.store import open_backbone
from bridge.knn import Recogniser
from bridge.profile import load_profile
import numpy
modules = time.perf_counter()
profile = load_profile(sys.argv[1])
recogniser = Recogniser(profile.dataset, profile.settings)
recogniser.refit()
fitted = time.perf_counter()
backbone = open_backbone(profile.backbone)
loaded = time.perf_counter()
recogniser.predict(backbone.embed([numpy.full((480, 640, 3), 90, numpy.uint8)])[0])
done = time.perf_counter()
print(json.dumps({
    "import_onnxruntime": imported - start, "other_imports": modules - imported,
    "load_and_fit_profile": fitted - modules, "load_network": loaded - fitted,
    "first_prediction": done - loaded,
}), flush=True)
"""
_BARE = """
import sys, onnxruntime
onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
print("{}", flush=True)
"""


def measure_share(
    profile: Profile, backbone: Backbone, jpegs: Sequence[bytes], seconds: float
) -> float:
    """Return the share of all cores (0..1) that a session takes at 30 frames a second."""
    with Session(Replay(jpegs), [make_lane(profile, backbone)]):
        time.sleep(SETTLE_S)
        busy, start = time.process_time(), time.perf_counter()
        time.sleep(seconds)
        busy, passed = time.process_time() - busy, time.perf_counter() - start
    return round(busy / passed / (os.cpu_count() or 1), 4)


def measure_startup(profile: Profile, card: Card, repeats: int = 3) -> dict[str, object]:
    """Return seconds from starting Python to the first prediction, and of the bare minimum.

    The minimum is starting Python, importing ONNX Runtime and loading the network.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.pose"
        save_profile(profile, path)
        full = [_run(_FULL, path) for _ in range(repeats)]
        bare = [_run(_BARE, card.folder / card.file) for _ in range(repeats)]
    startup = percentile([seconds for seconds, _ in full], 0.5)
    minimum = percentile([seconds for seconds, _ in bare], 0.5)
    return {
        "startup_s": round(startup, 3),
        "startup_bare_s": round(minimum, 3),
        "startup_over_bare": round(startup / minimum, 3),
        "startup_parts_s": {name: round(value, 3) for name, value in full[-1][1].items()},
    }


def _run(code: str, argument: Path) -> tuple[float, dict[str, float]]:
    start = time.perf_counter()
    command = [sys.executable, "-c", code, str(argument)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as python:
        assert python.stdout is not None
        said = python.stdout.readline()
        passed = time.perf_counter() - start
    return passed, json.loads(said)
