"""What a running bridge costs: processor share at 30 frames a second, and the way to the start."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bridge.backbones import Backbone
from bridge.backbones.card import Card
from bridge.bench.replay import RATE, replaying_camera
from bridge.bench.steps import make_lane
from bridge.cameras.resting import REST_S
from bridge.machine import cores
from bridge.profile import Profile, save_profile
from bridge.session import Session

SETTLE_S = REST_S + 0.5

# Each runs in a Python of its own and prints when it is done with what.
_FULL = """
import json, sys, time
from pathlib import Path
start = time.perf_counter()
import onnxruntime
imported = time.perf_counter()
from bridge.taught import open_taught
profile, backbone = open_taught(Path(sys.argv[1]))
opened = time.perf_counter()
from bridge.recall import taught_recogniser
recogniser = taught_recogniser(profile)
learned = time.perf_counter()
from bridge.backbones.store import wait_for
from bridge.backbones import ChoosingBackbone
import bridge.pictures, numpy
if isinstance(backbone, ChoosingBackbone):
    backbone.choose(recogniser.blocks)
wait_for(backbone)
loaded = time.perf_counter()
recogniser.predict(backbone.embed([numpy.full((480, 640, 3), 90, numpy.uint8)])[0])
done = time.perf_counter()
print(json.dumps({
    "import_onnxruntime": imported - start, "open_profile": opened - imported,
    "recall_what_was_learned": learned - opened, "wait_for_network": loaded - learned,
    "first_prediction": done - loaded,
}), flush=True)
from bridge.bench.machine import memory_mb
print(json.dumps(memory_mb()), flush=True)
"""
_BARE = """
import sys, onnxruntime
onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
print("{}\\nnull", flush=True)
"""


def measure_share(
    profile: Profile, backbone: Backbone, jpegs: Sequence[bytes], seconds: float
) -> float:
    """Return the share of all cores (0..1) that a session takes at 30 frames a second.

    It is measured once the camera could rest, so for a still picture while it does, and by the
    frames that were recognised, which on a busy machine are fewer.
    """
    with Session(replaying_camera(jpegs), [make_lane(profile, backbone)]) as session:
        time.sleep(SETTLE_S)
        busy, frames = time.process_time(), session.frames
        time.sleep(seconds)
        busy, frames = time.process_time() - busy, session.frames - frames
    return round(busy / max(frames, 1) * RATE / cores(), 4)


def measure_startup(profile: Profile, card: Card, repeats: int = 9) -> dict[str, object]:
    """Return seconds from starting Python to the first prediction, and of the bare minimum.

    The minimum is starting Python, importing ONNX Runtime and loading the network; both are started
    in turn. ``startup_first_s`` is the start after which what was learned is remembered. ``rss_mb``
    is the memory that the program takes then, in MB; None on Windows.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, network = Path(folder) / "bench.pose", card.folder / card.file
        save_profile(profile, path)
        for code, argument in ((_FULL, path), (_BARE, network)):
            _run(code, argument, folder)  # compiles what Python imports
        shutil.rmtree(Path(folder) / "posebridge", ignore_errors=True)
        first, *_ = _run(_FULL, path, folder)
        pairs = [(_run(_FULL, path, folder), _run(_BARE, network, folder)) for _ in range(repeats)]
    full, minimum = (statistics.median(one[at][0] for one in pairs) for at in (0, 1))
    parts = {name: statistics.median(one[0][1][name] for one in pairs) for name in pairs[0][0][1]}
    return {
        "startup_s": round(full, 3),
        "startup_first_s": round(first, 3),
        "startup_bare_s": round(minimum, 3),
        "startup_over_bare": round(full / minimum, 3),
        "startup_parts_s": {name: round(value, 3) for name, value in parts.items()},
        "rss_mb": pairs[-1][0][2],
    }


def _run(code: str, argument: Path, cache: str) -> tuple[float, dict[str, float], float | None]:
    """Run code in a fresh Python with caches of its own, compiled modules among them.

    Returns the seconds to its first line, and what it prints in its two lines: times and memory.
    """
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": cache,
        "PYTHONPYCACHEPREFIX": f"{cache}/compiled",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    command = [sys.executable, "-c", code, str(argument)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as python:
        assert python.stdout is not None
        said = python.stdout.readline()
        passed = time.perf_counter() - start
        memory = python.stdout.readline()
    return passed, json.loads(said), json.loads(memory)
