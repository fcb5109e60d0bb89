"""The wheel has what it needs and nothing else, and plays in an empty environment elsewhere."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_its_top_level_names_are_ours(wheel):
    names = {Path(name).parts[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"bridge", "games"}


def test_it_carries_networks_and_configurations(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "bridge/_share/configs/snake.yaml" in names
    assert "bridge/_share/models/efficientnet-lite0.onnx" in names
    assert "bridge/py.typed" in names
    assert not [name for name in names if "__pycache__" in name or name.endswith(".part")]


@pytest.mark.slow
def test_it_plays_in_an_empty_environment_outside_the_checkout(wheel, tmp_path):
    venv.create(tmp_path / "venv", with_pip=True)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    environment = {**os.environ, "PYTHONPATH": "", "XDG_DATA_HOME": str(tmp_path / "data")}
    environment.pop("DISPLAY", None)

    def run(*words: str) -> str:
        done = subprocess.run(
            [str(scripts / words[0]), *words[1:]],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("python", "-m", "pip", "install", "--quiet", str(wheel))
    report = json.loads(run("posebridge", "demo", "--headless", "--seconds", "5", "--json"))
    assert report["game"] == "snake"
    assert report["decisions"] > 0
    assert report["share_right"] >= 0.9
    assert "ready" in run("posebridge", "plugins")
