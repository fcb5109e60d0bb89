"""``posebridge play`` before the drawn player's camera, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bridge.backbones.store import open_backbone
from bridge.profile import save_profile
from bridge.rehearsal import drawn_player


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The player's own folder, with a profile of the drawn player in it."""
    folder = tmp_path_factory.mktemp("home")
    profiles = folder / "posebridge" / "profiles"
    profiles.mkdir(parents=True)
    performer = drawn_player(("left", "right", "up", "down"), open_backbone("pixels"))
    save_profile(performer.profile, profiles / "drawn.pose")
    return folder


def play(
    home: Path, *words: str, driver: str = "dummy", program: str = ""
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XDG_DATA_HOME": str(home), "SDL_AUDIODRIVER": "dummy"}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        environment.pop(name, None)
    if driver:
        environment["SDL_VIDEODRIVER"] = driver
    return subprocess.run(
        [sys.executable, *(("-c", program) if program else ("-m", "bridge")), "play", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_a_profile_plays_before_a_camera(home: Path) -> None:
    words = ("snake", "--profile", "drawn", "--camera", "synthetic", "--size", "640x480")
    done = play(home, *words, "--seconds", "12", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["frames"] > 50


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files")
def test_scores_are_told_even_when_the_film_is_lost(home: Path) -> None:
    film = home / "lost.gif"
    words = ("snake", "--seconds", "1", "--record", str(film), "--json")
    program = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, resource.RLIM_INFINITY))\n"
        "from bridge.cli import main\nmain()\n"
    )
    done = play(home, *words, program=program)
    assert done.returncode == 2
    assert "lost.gif" in done.stderr
    assert json.loads(done.stdout)["frames"] > 0
    assert not film.exists()


@pytest.mark.parametrize("game", ["pong", "snake"])
def test_two_profiles_share_one_camera(home: Path, game: str) -> None:
    words = (game, "--players", "2", "--profile", "drawn", "--profile", "drawn")
    done = play(home, *words, "--camera", "synthetic", "--seconds", "3", "--json")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("chess",), 'no game called "chess"'),
        (("snaek",), 'did you mean "snake"?'),
        (("snake", "--size", "²²²²x480"), '"²²²²x480"'),
        (("snake", "--size", f"{'9' * 5000}x480"), "no size of a window"),
        (("snake", "--profile", "nobody"), 'no profile "nobody"'),
        (("snake", "--set", "level"), "NAME=VALUE"),
        (("snake", "--set", "level=99"), '"99"'),
        (("snake", "--size", "big"), '"big"'),
        (("snake", "--language", "xx"), 'no language file "xx"'),
        (("snake", "--record", "film.avi"), "film.avi"),
        (("pacman", "--players", "2"), "one player"),
        (("snake", "--profile", "a", "--profile", "b"), "2 profiles"),
        (("snake", "--profile", "drawn", "--camera", "/no/such/film.mp4"), "film.mp4"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    home: Path, words: tuple[str, ...], part: str
) -> None:
    done = play(home, *words)
    assert done.returncode == 2
    assert part in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("driver", ["", "none"])
def test_without_a_display_it_says_so(home: Path, driver: str) -> None:
    done = play(home, "snake", driver=driver)
    assert done.returncode == 2
    assert "No window" in done.stderr
    assert "Traceback" not in done.stderr
