"""A game from Debian's archive, played with pictures through ``posebridge run``."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import xserver
from acting import show

from bridge.cameras.synthetic import SyntheticPlayer

pytestmark = [pytest.mark.x11, pytest.mark.slow]

POSES = ("left", "right", "up", "down", "none")
# The first "up" chooses the first line of the menu; pictures are shown ten a second.
SHOWN = (("none", 5), ("up", 6), ("none", 15), ("down", 15), ("right", 15), ("up", 15))
SHOWN += (("left", 15), ("none", 5))
CONFIG = """
profile: me.pose
controls: {up: {tap: enter, set: game}, none: idle}
sets:
  game:
    left: {hold: left}
    right: {hold: right}
    up: {hold: up}
    down: {hold: down}
safety: {focus: {window_class: xterm}}
"""
WAYS = {(0, 1): "right", (0, -1): "left", (1, 0): "down", (-1, 0): "up"}


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a profile, a configuration, and pictures that it has not seen."""
    folder = tmp_path_factory.mktemp("taught")
    player = SyntheticPlayer(seed=5, paced=False)
    for session in range(4):
        for pose in POSES:
            show(player, pose, 5, folder / "pictures" / f"round {session}" / pose)
    for number, (pose, count) in enumerate(SHOWN):
        show(player, pose, count, folder / "play" / str(number))
    (folder / "nsnake.yaml").write_text(CONFIG)
    train = ("train", "me.pose", "--from", "pictures")
    subprocess.run([sys.executable, "-m", "bridge", *train], cwd=folder, check=True)
    return folder


class Terminal:
    """nsnake in an xterm; tmux between them reads the screen."""

    def __init__(self, folder: Path) -> None:
        # Debian keeps games in a folder that root does not look into.
        game = xserver.need("nsnake", "/usr/games")
        tmux = (xserver.need("tmux"), "-S", str(folder / "tmux"), "-f", os.devnull)
        self._tmux = tmux
        self.xterm = subprocess.Popen(
            [xserver.need("xterm"), "-geometry", "80x25", "-e", *tmux, "new", game],
            env={**os.environ, "HOME": str(folder)},
            stderr=subprocess.DEVNULL,
        )

    def screen(self) -> list[str]:
        """Return the lines on the screen, none before there are any."""
        words = [*self._tmux, "capture-pane", "-p"]
        return subprocess.run(words, capture_output=True, text=True).stdout.splitlines()

    def head(self) -> tuple[int, int] | None:
        """Return row and column of the snake's head while a game is on."""
        lines = self.screen()
        if not any("Score" in line for line in lines):
            return None
        found = [(row, line.index("@")) for row, line in enumerate(lines) if "@" in line]
        return found[0] if len(found) == 1 else None

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False, stderr=subprocess.DEVNULL)
        self.xterm.kill()
        self.xterm.wait()


@pytest.fixture
def terminal(xvfb: str, tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path)
    try:
        wait_for(lambda: any("Arcade Mode" in line for line in made.screen()))
        # Without a window manager nobody gives the focus to a new window.
        search = ("search", "--onlyvisible", "--class", "xterm", "windowfocus")
        subprocess.run([xserver.need("xdotool"), *search], check=True)
        yield made
    finally:
        made.close()


def wait_for(condition: Callable[[], bool], limit_s: float = 30.0) -> None:
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < limit_s, "waited in vain"
        time.sleep(0.05)


def test_the_snake_of_debian_goes_where_the_pictures_point(
    taught: Path, terminal: Terminal, xvfb: str
) -> None:
    run = [sys.executable, "-m", "bridge", "run", "nsnake.yaml", "--camera", "play"]
    heads = []
    with subprocess.Popen(run, cwd=taught, stderr=subprocess.DEVNULL) as bridge:
        while bridge.poll() is None:
            heads.append(terminal.head())
            time.sleep(0.02)
    assert bridge.returncode == 0
    assert xserver.keys_down(xvfb) == set()
    assert turns([head for head in heads if head is not None]) == [
        *("right", "down", "right", "up", "left"),
    ]


def turns(heads: list[tuple[int, int]]) -> list[str]:
    """Return the ways the head went, each once in a row; a busy machine may miss a place."""
    steps = [np.sign(np.subtract(after, before)) for before, after in pairwise(heads)]
    ways = [WAYS[row, column] for row, column in steps if (row, column) in WAYS]
    return [way for at, way in enumerate(ways) if at == 0 or way != ways[at - 1]]
