"""The example package of docs/plugins.md, installed into an environment of its own."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import numpy as np
import pytest

from bridge.pictures import encode_jpeg

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "posebridge-catch"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of a new environment that sees us, and has the example installed."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, symlinks=os.name == "posix")
    interpreter = next(folder.glob("[Bb]*/python*"))
    site = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    (Path(site) / "posebridge.pth").write_text(f"{sysconfig.get_path('purelib')}\n{ROOT}\n")
    copy = folder / "posebridge-catch"
    shutil.copytree(EXAMPLE, copy)
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--python", interpreter, "install", "--quiet"),
            *("--no-deps", "--no-build-isolation", "--no-index", copy),
        ],
        check=True,
    )
    return interpreter


def posebridge(python: Path, folder: Path, *words: str) -> str:
    done = subprocess.run(
        [python, "-m", "bridge", *words], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_all_four_kinds_are_found(python: Path, tmp_path: Path) -> None:
    rows = json.loads(posebridge(python, tmp_path, "plugins", "--json"))["plugins"]
    ours = {row["kind"]: row for row in rows if row["distribution"] == "posebridge-catch"}
    assert set(ours) == {"cameras", "backbones", "outputs", "games"}
    assert not any(row["problem"] for row in ours.values())


def test_camera_backbone_and_output_work_together(python: Path, tmp_path: Path) -> None:
    for label, place in (("left", 0.15), ("right", 0.85)):
        folder = tmp_path / "pictures" / label
        folder.mkdir(parents=True)
        for number in range(6):
            image = np.full((64, 64, 3), 30, np.uint8)
            left = round((place + 0.02 * number) * 56)
            image[:, left : left + 8] = (250, 200, 60)
            (folder / f"{number}.jpg").write_bytes(encode_jpeg(image))
    train = ("train", "sweep.pose", "--from", "pictures", "--backbone", "colour-grid")
    posebridge(python, tmp_path, *train)
    shutil.copy(EXAMPLE / "catch.yaml", tmp_path)
    posebridge(python, tmp_path, "run", "catch.yaml", "--camera", "sweep:1", "--seconds", "4")
    lines = [json.loads(line) for line in (tmp_path / "moves.jsonl").read_text().splitlines()]
    assert {line["name"] for line in lines} == {"left", "right"}
    for name in ("left", "right"):
        ways = [line["down"] for line in lines if line["name"] == name]
        assert ways == [True, False] * (len(ways) // 2)


def test_the_bot_plays_the_game(python: Path, tmp_path: Path) -> None:
    code = """
from posebridge_catch.game import GAME
from games.base import Pad
rules, bot = GAME.new_rules(), GAME.bot()
for _ in range(60 * 60):
    wish = bot.wish(rules)
    rules.step((Pad(held=(wish,) if wish else ()),), 1 / 60)
print(rules.scores[0])
"""
    done = subprocess.run(
        [python, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) > 20
