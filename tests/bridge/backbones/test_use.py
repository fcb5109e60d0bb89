"""From the download to predictions, by the command line, with the server gone."""

import hashlib
import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bridge.cameras.synthetic import SyntheticPlayer
from bridge.cli import cli
from bridge.pictures import encode_jpeg


def posebridge(*words: object) -> str:
    """Run a command and return what it prints."""
    result = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def draw_poses(folder: Path, player: SyntheticPlayer, count: int) -> list[Path]:
    """Write pictures of two poses as ``folder/<pose>/<number>.jpg``."""
    paths = []
    for pose in ("left", "right"):
        player.show(pose)
        (folder / pose).mkdir(parents=True)
        for number in range(count):
            paths.append(folder / pose / f"{number}.jpg")
            paths[-1].write_bytes(encode_jpeg(player.read().image))
    return paths


def test_a_downloaded_network_trains_and_predicts_offline(
    shelf: Any, home: Path, small_network: bytes, tmp_path: Path
) -> None:
    sha256 = hashlib.sha256(small_network).hexdigest()
    posebridge("backbones", "get", "mobilenet-v2", "--url", shelf.url, "--sha256", sha256)
    shelf.shutdown()
    player = SyntheticPlayer(rate=2, paced=False)
    player.open()
    draw_poses(tmp_path / "learn", player, 6)
    asked = draw_poses(tmp_path / "ask", player, 2)
    profile = tmp_path / "me.pose"

    posebridge("train", profile, "--from", tmp_path / "learn", "--backbone", "mobilenet-v2")
    answer = json.loads(posebridge("predict", profile, *asked, "--json"))

    assert [row["file"] for row in answer["predictions"]] == [str(path) for path in asked]
    assert {row["label"] for row in answer["predictions"]} <= {"left", "right", None}
