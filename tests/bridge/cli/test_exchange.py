import json
import subprocess
import sys
import zipfile

import numpy as np
import pytest
from click.testing import CliRunner

from bridge.cli.exchange import export, import_
from bridge.pictures import encode_jpeg


@pytest.fixture
def poses(tmp_path):
    path = tmp_path / "poses.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for pose, level in {"left": 40, "none": 200}.items():
            for number in range(3):
                picture = np.full((24, 32, 3), level + number, np.uint8)
                archive.writestr(f"{pose}/{number}.jpg", encode_jpeg(picture))
    return path


def run(command, *words) -> dict:
    done = CliRunner().invoke(command, [*map(str, words), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_import_then_export_then_import(tmp_path, poses):
    profile = tmp_path / "me.pose"
    told = run(import_, poses, profile, "--backbone", "pixels")
    assert told["classes"] == {"left": 3, "none": 3}
    assert run(export, profile, tmp_path / "again")["examples"] == 6
    told = run(import_, tmp_path / "again", profile, "--backbone", "pixels", "--add")
    assert told["imported"] == 6
    assert told["classes"] == {"left": 6, "none": 6}


def test_a_failed_import_costs_nothing(tmp_path, poses):
    profile = tmp_path / "me.pose"
    run(import_, poses, profile, "--backbone", "pixels")
    before = profile.read_bytes()
    with zipfile.ZipFile(poses, "a") as archive:
        archive.writestr("none/9.jpg", b"torn")
    words = ["import", poses, profile, "--backbone", "pixels"]
    done = subprocess.run(
        [sys.executable, "-m", "bridge", *map(str, words)], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr.startswith('posebridge: "poses.zip/none/9.jpg" is not a picture')
    assert "Traceback" not in done.stderr
    assert profile.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"me.pose", "poses.zip"}
