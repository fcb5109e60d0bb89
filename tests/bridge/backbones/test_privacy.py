"""Nothing about a player or the computer is told to anybody."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_LOAD = """
import numpy
from bridge.backbones.store import open_backbone
open_backbone("default").embed([numpy.zeros((240, 320, 3), numpy.uint8)])
"""


@pytest.mark.parametrize("asked", [{}, {"ORT_DISABLE_TELEMETRY": "0"}])
def test_the_network_runs_without_telemetry(asked: dict[str, str], tmp_path: Path) -> None:
    """ONNX Runtime keeps an identity and what it is about to send in the cache folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ORT_")}
    homes = dict.fromkeys(("HOME", "LOCALAPPDATA", "XDG_CACHE_HOME"), str(tmp_path))
    subprocess.run([sys.executable, "-c", _LOAD], env={**kept, **homes, **asked}, check=True)
    found = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert not [name for name in found if "onnxruntime" in name or "deviceid" in name]
