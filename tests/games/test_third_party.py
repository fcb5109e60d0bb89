"""A game from another package, found by its entry point and played like the bundled ones."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "posebridge-dodge"
LINES = 60


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """Put the package where pip would: its module and its entry points on the path."""
    site = tmp_path / "site"
    info = site / "posebridge_dodge-0.1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: posebridge-dodge\nVersion: 0.1.0\n"
    )
    (info / "entry_points.txt").write_text("[posebridge.games]\ndodge = posebridge_dodge:GAME\n")
    module = (EXAMPLE / "posebridge_dodge.py").read_text(encoding="utf-8")
    (site / "posebridge_dodge.py").write_text(module, encoding="utf-8")
    return {
        **os.environ,
        "PYTHONPATH": str(site),
        "XDG_DATA_HOME": str(tmp_path),
        "SDL_VIDEODRIVER": "dummy",
        "SDL_AUDIODRIVER": "dummy",
    }


def posebridge(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bridge", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_short_enough_to_be_an_example() -> None:
    lines = (EXAMPLE / "posebridge_dodge.py").read_text(encoding="utf-8").splitlines()
    code = [line for line in lines if line.strip()]
    assert len(code) < LINES


def test_it_is_listed_and_played(installed: dict[str, str]) -> None:
    assert "dodge" in posebridge(installed, "plugins")
    played = json.loads(
        posebridge(installed, "play", "dodge", "--seconds", "2", "--size", "640x480", "--json")
    )
    assert [match["game"] for match in played["matches"]] == ["dodge"]


def test_its_bot_plays_it_without_a_window(installed: dict[str, str]) -> None:
    program = (
        "from games.catalogue import find_games\n"
        "from tests.games.playing import play\n"
        "from games.base import Setup\n"
        "print(play(find_games()['dodge'], Setup(), seconds=20).rules.scores[0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=installed,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) >= 10
