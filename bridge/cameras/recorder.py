"""Films what is on screen: ``.mp4`` or ``.gif``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from bridge.errors import OutputError
from bridge.types import Image

MP4_PER_SECOND = 24.0
MP4_WIDTH = 960  # a wide window is filmed smaller, to leave the processor to the game
MOST_REPEATS = 12  # half a second of a film
GIF_PER_SECOND = 12.5
GIF_WIDTH = 480
GIF_LONGEST_S = 60.0


class FilmFile(Protocol):
    """A film being written, frame by frame at a steady pace."""

    per_second: float

    def write(self, image: Image) -> None:
        """Add the next frame (H, W, 3) RGB."""

    def finish(self) -> None:
        """Complete the file."""


class Recorder:
    """Turns pictures with times into frames at a film's steady pace: repeats some, leaves some.

    A machine too slow to write as many frames as needed loses time in the film, not in the game.
    """

    def __init__(self, film: FilmFile) -> None:
        self._film = film
        self._started: float | None = None
        self._written = 0

    def due(self, time: float) -> bool:
        """Whether the film needs another frame to reach ``time`` seconds."""
        return self._frames_by(time) > self._written

    def add(self, image: Image, time: float) -> None:
        """Add a picture (H, W, 3) RGB shown at ``time`` seconds."""
        if self._started is None:
            self._started = time
        for _ in range(min(MOST_REPEATS, self._frames_by(time) - self._written)):
            self._film.write(image)
            self._written += 1
        if self.due(time):
            self._started = time - (self._written - 1) / self._film.per_second

    def _frames_by(self, time: float) -> int:
        return (
            1 if self._started is None else int((time - self._started) * self._film.per_second) + 1
        )


class _Mp4:
    per_second = MP4_PER_SECOND

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = (0, 0)
        self._writer: cv2.VideoWriter | None = None

    def write(self, image: Image) -> None:
        if self._writer is None:
            scale = min(1.0, MP4_WIDTH / image.shape[1])
            self._size = (_even(scale * image.shape[1]), _even(scale * image.shape[0]))
            code = cv2.VideoWriter.fourcc(*"mp4v")
            self._writer = cv2.VideoWriter(str(self._path), code, self.per_second, self._size)
            if not self._writer.isOpened():
                raise OutputError(f"{self._path}: the film cannot be written.")
        if (image.shape[1], image.shape[0]) != self._size:
            small = cv2.resize(image, self._size, interpolation=cv2.INTER_AREA)
            image = np.asarray(small, dtype=np.uint8)
        self._writer.write(cv2.cvtColor(image, cv2.COLOR_RGB2BGR))

    def finish(self) -> None:
        if self._writer is not None:
            self._writer.release()


class _Gif:
    per_second = GIF_PER_SECOND

    def __init__(self, path: Path) -> None:
        if not hasattr(cv2, "imwriteanimation"):
            raise OutputError("This OpenCV cannot write GIF films.", "record an .mp4 instead")
        self._path = path
        self._frames: list[Image] = []

    def write(self, image: Image) -> None:
        if len(self._frames) < GIF_LONGEST_S * self.per_second:
            height = round(image.shape[0] * GIF_WIDTH / image.shape[1])
            small = cv2.resize(image, (GIF_WIDTH, height), interpolation=cv2.INTER_AREA)
            self._frames.append(cv2.cvtColor(small, cv2.COLOR_RGB2BGRA).astype(np.uint8))

    def finish(self) -> None:
        if not self._frames:
            return
        film = cv2.Animation()
        film.frames = self._frames
        film.durations = [round(1000 / self.per_second)] * len(self._frames)
        if not cv2.imwriteanimation(str(self._path), film):
            raise OutputError(f"{self._path}: the film cannot be written.")


def _even(length: float) -> int:
    """Return the even number of pixels that films need."""
    return max(2, round(length) // 2 * 2)


@contextmanager
def open_recorder(path: Path) -> Iterator[Recorder]:
    """Yield a recorder that writes ``path``; the name's ending says which kind of film.

    The film is complete once the block ends, even by an error. Raises OutputError.
    """
    kinds: dict[str, Callable[[Path], FilmFile]] = {".mp4": _Mp4, ".gif": _Gif}
    if path.suffix.lower() not in kinds:
        raise OutputError(f'A film is an .mp4 or a .gif, not "{path.name}".')
    if not path.absolute().parent.is_dir():
        raise OutputError(f'The folder "{path.parent}" does not exist.')
    film = kinds[path.suffix.lower()](path)
    try:
        yield Recorder(film)
    finally:
        film.finish()
