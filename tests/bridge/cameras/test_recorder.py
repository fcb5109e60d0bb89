from pathlib import Path

import cv2
import numpy as np
import pytest

from bridge.cameras.recorder import MOST_REPEATS, MP4_PER_SECOND, Recorder, open_recorder
from bridge.errors import OutputError
from bridge.types import Image


class Roll:
    """A film that keeps its frames."""

    per_second = 10.0

    def __init__(self) -> None:
        self.frames: list[int] = []

    def write(self, image: Image) -> None:
        self.frames.append(int(image[0, 0, 0]))

    def finish(self) -> None:
        pass


def picture(shade: int, width: int = 320) -> Image:
    return np.full((180, width, 3), shade, np.uint8)


def film(*times: float) -> list[int]:
    roll = Roll()
    recorder = Recorder(roll)
    for shade, time in enumerate(times):
        if recorder.due(time):
            recorder.add(picture(shade), time)
    return roll.frames


def test_a_film_keeps_a_steady_pace() -> None:
    assert film(5.0, 5.02, 5.05, 5.11, 5.15, 5.21) == [0, 3, 5]
    assert film(5.0, 5.11, 5.31) == [0, 1, 2, 2]


def test_after_a_long_halt_the_film_loses_time() -> None:
    frames = film(5.0, 65.0, 65.05, 65.11)
    assert frames == [0, *[1] * MOST_REPEATS, 3]


@pytest.mark.parametrize("ending", ["mp4", "gif"])
def test_films_can_be_watched(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"film.{ending}"
    with open_recorder(path) as recorder:
        for index in range(30):
            recorder.add(picture(40 + 5 * index), index / MP4_PER_SECOND)
    capture = cv2.VideoCapture(str(path))
    found, first = capture.read()
    capture.release()
    assert found
    assert abs(int(first.mean()) - 40) < 12


def test_a_window_that_changes_its_size_is_filmed_on(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with open_recorder(path) as recorder:
        recorder.add(picture(10), 0.0)
        recorder.add(picture(200, width=500), 1.0)
    assert path.stat().st_size > 0


@pytest.mark.parametrize("name", ["film.avi", "film", "nowhere/film.mp4"])
def test_what_cannot_be_filmed_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError), open_recorder(tmp_path / name):
        pass
