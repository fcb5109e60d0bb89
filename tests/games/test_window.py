"""The real loop on SDL's dummy drivers: pace, resize, mute, quitting, films."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pygame
import pytest

from bridge.api import Image, PosebridgeError
from bridge.timing import percentile
from games.launcher import Wishes, launch


class Film:
    """Keeps the pictures, and posts events when so many were shown; ``last`` of them in all."""

    def __init__(self, after: int, *events: pygame.event.Event, last: int = 1000) -> None:
        self.pictures: list[Image] = []
        self._after = after
        self._events = events
        self._last = last

    def due(self, time: float) -> bool:
        if len(self.pictures) == self._after:
            for event in self._events:
                pygame.event.post(event)
        if len(self.pictures) >= self._last:
            pygame.event.post(pygame.event.Event(pygame.QUIT))
        return True

    def add(self, image: Image, time: float) -> None:
        self.pictures.append(image)


@pytest.mark.parametrize("game", ["snake", "pong", ""])
def test_it_draws_no_more_than_sixty_frames_a_second(tmp_path: Path, game: str) -> None:
    film = Film(0, last=40)
    report = launch(Wishes(tmp_path, game=game, seconds=60.0, size=(640, 480), recorder=film))
    assert percentile(report.frame_times[2:], 0.25) > 0.012


@pytest.mark.parametrize("game", ["snake", "pong", "pacman", ""])
def test_it_ends_by_itself(tmp_path: Path, game: str) -> None:
    report = launch(Wishes(tmp_path, game=game, seconds=0.5, size=(640, 480)))
    assert [result.game for result in report.results] == ([game] if game else [])


@pytest.mark.parametrize("game", ["snake", "pong", "pacman", ""])
@pytest.mark.parametrize("after", [0, 20, 120])
def test_closing_the_window_ends_it_at_any_moment(tmp_path: Path, game: str, after: int) -> None:
    film = Film(after, pygame.event.Event(pygame.QUIT))
    launch(Wishes(tmp_path, game=game, seconds=60.0, size=(320, 240), recorder=film))
    assert len(film.pictures) <= after + 2


def test_resize_and_mute_while_playing(tmp_path: Path) -> None:
    film = Film(
        5,
        pygame.event.Event(pygame.VIDEORESIZE, size=(800, 500), w=800, h=500),
        pygame.event.Event(pygame.KEYDOWN, key=pygame.K_m),
        last=20,
    )
    launch(Wishes(tmp_path, game="pong", seconds=60.0, size=(640, 480), recorder=film))
    assert film.pictures[0].shape == (480, 640, 3)
    assert film.pictures[-1].shape == (500, 800, 3)
    assert len(np.unique(film.pictures[-1])) > 10


def test_wishes_that_cannot_be_met_are_told(tmp_path: Path) -> None:
    for wishes, part in (
        (Wishes(tmp_path, game="chess"), "chess"),
        (Wishes(tmp_path, game="snake", options={"levle": "2"}), "levle"),
        (Wishes(tmp_path, game="snake", options={"level": "99"}), "99"),
    ):
        with pytest.raises(PosebridgeError, match=part):
            launch(wishes)


@pytest.mark.x11
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux which libraries are loaded")
@pytest.mark.parametrize("window", ["Window(Controls(), Preferences())", "App(studio)"])
def test_on_x11_no_picture_takes_the_detour_through_opengl(xvfb: str, window: str) -> None:
    code = f"""
from pathlib import Path
from unittest.mock import MagicMock
import pygame
from bridge.studio.app import App
from games.controls import Controls
from games.preferences import Preferences
from games.window import Window
studio = MagicMock(words=str)
opened = {window}
pygame.display.flip()
loaded = Path("/proc/self/maps").read_text()  # drivers; libGL itself comes with OpenCV
drivers = [name for name in ("_dri.so", "gallium", "LLVM", "nvidia") if name in loaded]
print(drivers, pygame.display.get_driver())
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[] x11"
