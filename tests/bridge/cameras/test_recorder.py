from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from bridge.cameras.films import MP4_PER_SECOND
from bridge.cameras.recorder import MOST_REPEATS, Recorder, open_recorder
from bridge.errors import CameraError, OutputError
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


def film_noise(path: Path) -> None:
    random = np.random.default_rng(0)
    with open_recorder(path) as recorder:
        for index in range(24):
            recorder.add(random.integers(0, 256, (180, 320, 3), np.uint8), index / MP4_PER_SECOND)


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file may grow beyond 20 kB, as on a disk that is nearly full."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("ending", ["mp4", "gif"])
def test_a_film_that_does_not_fit_is_told_and_the_old_one_stays(
    tmp_path: Path, ending: str, small_disk: None, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"film.{ending}"
    path.write_bytes(b"precious")
    with pytest.raises(OutputError, match="film"):
        film_noise(path)
    assert path.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [path]
    assert "Failed to write" not in capfd.readouterr().err


@pytest.mark.parametrize("ending", ["mp4", "gif"])
def test_no_pictures_make_no_film(tmp_path: Path, ending: str) -> None:
    with (
        pytest.raises(OutputError, match="nothing was shown"),
        open_recorder(tmp_path / f"film.{ending}"),
    ):
        pass


def test_the_film_that_is_watched_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "me.mp4"
    path.write_bytes(b"precious")
    with pytest.raises(OutputError, match="being watched"), open_recorder(path, str(path)):
        pass
    assert path.read_bytes() == b"precious"


def test_an_error_is_told_before_what_became_of_the_film(tmp_path: Path) -> None:
    with pytest.raises(CameraError), open_recorder(tmp_path / "film.mp4"):
        raise CameraError("The camera is gone.")
