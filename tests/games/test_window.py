"""The real loop on SDL's dummy drivers: pace, resize, mute, quitting, films."""

import threading
from pathlib import Path

import numpy as np
import pygame
import pytest

from bridge.api import Image, PosebridgeError
from bridge.timing import percentile
from games.launcher import Wishes, launch


def post_later(seconds: float, *events: pygame.event.Event) -> threading.Timer:
    timer = threading.Timer(seconds, lambda: [pygame.event.post(event) for event in events])
    timer.start()
    return timer


class Film:
    def __init__(self) -> None:
        self.pictures: list[Image] = []

    def due(self, time: float) -> bool:
        return True

    def add(self, image: Image, time: float) -> None:
        self.pictures.append(image)


@pytest.mark.parametrize("game", ["snake", "pong", ""])
def test_it_ends_by_itself_at_sixty_frames_a_second(tmp_path: Path, game: str) -> None:
    report = launch(Wishes(tmp_path, game=game, seconds=1.0, size=(640, 480)))
    # The quicker frames tell the pace that was meant, however busy the machine is.
    assert 0.012 < percentile(report.frame_times[2:], 0.25) < 0.03
    assert [result.game for result in report.results] == ([game] if game else [])


@pytest.mark.parametrize("after", [0.01, 0.3, 0.9])
def test_closing_the_window_ends_it_at_any_moment(tmp_path: Path, after: float) -> None:
    timer = post_later(after, pygame.event.Event(pygame.QUIT))
    report = launch(Wishes(tmp_path, game="snake", seconds=20.0, size=(640, 480)))
    timer.join()
    assert sum(report.frame_times) < 10


def test_resize_and_mute_while_playing(tmp_path: Path) -> None:
    film = Film()
    timer = post_later(
        0.3,
        pygame.event.Event(pygame.VIDEORESIZE, size=(800, 500), w=800, h=500),
        pygame.event.Event(pygame.KEYDOWN, key=pygame.K_m),
    )
    launch(Wishes(tmp_path, game="pong", seconds=1.5, size=(640, 480), recorder=film))
    timer.join()
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
