"""Texts of strangers and terminals that lack letters: nothing breaks, nothing is commanded."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bridge.backbones.pixels import PixelBackbone
from bridge.pictures import encode_jpeg
from bridge.profile import new_profile, save_profile

CYRILLIC = "вправо"
HOSTILE = "left\x1b[2J\nposebridge: all is well"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "1.jpg"
    path.write_bytes(encode_jpeg(np.full((48, 64, 3), 90, np.uint8)))
    return path


def profile(folder: Path, label: str) -> Path:
    backbone = PixelBackbone()
    made = new_profile("me", backbone)
    random = np.random.default_rng(0)
    for name in (label, "none"):
        for _ in range(6):
            image = random.integers(0, 80 if name == "none" else 255, (48, 64, 3), np.uint8)
            made.dataset.add(name, backbone.embed([image])[0])
    path = folder / "me.pose"
    save_profile(made, path)
    return path


def posebridge(*words: object, out: object = subprocess.PIPE, **more: str):
    return subprocess.run(
        [sys.executable, "-m", "bridge", *map(str, words)],
        stdout=out,  # type: ignore[call-overload]
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        env={**os.environ, **more},
        check=False,
    )


def test_a_terminal_that_lacks_letters(tmp_path, picture):
    me = profile(tmp_path, CYRILLIC)
    narrow = {"PYTHONIOENCODING": "cp1252"}
    done = posebridge("predict", me, picture, **narrow)
    assert done.returncode == 0, done.stderr
    done = posebridge("predict", me, picture, "--json", **narrow)
    assert set(json.loads(done.stdout)["predictions"][0]["scores"]) == {CYRILLIC, "none"}
    done = posebridge("train", tmp_path / f"{CYRILLIC}.pose", "--from", "nowhere", **narrow)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_labels_cannot_command_the_terminal(tmp_path, picture):
    me = profile(tmp_path, HOSTILE)
    config = tmp_path / "me.yaml"
    config.write_text(f"profile: me.pose\ncontrols: {{{json.dumps(HOSTILE)}: {{hold: x}}}}\n")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(f"controls: {{{json.dumps(HOSTILE)}: {{hodl: x}}}}\n")
    for words in (("predict", me, picture), ("config", "check", config), ("doctor", me)):
        done = posebridge(*words)
        assert done.returncode == 0, done.stderr
        assert "\x1b" not in done.stdout
        assert "\nposebridge: all" not in done.stdout
    done = posebridge("config", "check", wrong)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "\x1b" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_result_that_cannot_be_printed_is_one_sentence():
    with Path("/dev/full").open("w") as full:
        done = posebridge("config", "schema", out=full)
    assert done.returncode == 2
    assert done.stderr.startswith("posebridge: The system says: No space left")
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize("number", ["nan", "inf", "-1"])
def test_times_are_real_numbers(number):
    for words in (("run", "snake", "--seconds"), ("play", "--speed"), ("demo", "--seconds")):
        done = posebridge(*words, number)
        assert done.returncode == 2
        assert "Invalid value" in done.stderr


def test_folder_names_are_no_markup(tmp_path):
    random = np.random.default_rng(0)
    for at, name in enumerate(("[x", "[red]left")):
        for number in range(6):
            image = random.integers(0, 80 + 90 * at, (48, 64, 3), np.uint8)
            file = tmp_path / "in" / name / f"{number}.jpg"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(encode_jpeg(image))
    words = ("--protocol", "same-session", "--backbone", "pixels")
    done = posebridge("evaluate", tmp_path / "in", *words)
    assert done.returncode == 0, done.stderr
    assert "[red]left" in done.stdout
