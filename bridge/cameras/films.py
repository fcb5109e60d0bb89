"""Films as files: nothing appears under their name before they are complete."""

import os
import tempfile
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from bridge.cameras.capture import apply_settings, open_address
from bridge.errors import OutputError
from bridge.files import put_in_place
from bridge.targets import unwritable, write_result
from bridge.types import Image

MP4_PER_SECOND = 24.0
MP4_WIDTH = 960  # a wide window is filmed smaller, to leave the processor to the game
GIF_PER_SECOND = 12.5
GIF_WIDTH = 480
GIF_LONGEST_S = 60.0


class FilmFile(Protocol):
    """A film being written, frame by frame at a steady pace."""

    per_second: float

    def write(self, image: Image) -> None:
        """Add the next frame (H, W, 3) RGB."""

    def finish(self) -> None:
        """Complete the file; raises OutputError when there is no film to watch."""


class Mp4:
    """Encodes at once into a hidden file beside ``path``."""

    per_second = MP4_PER_SECOND

    def __init__(self, path: Path) -> None:
        self._path = path
        self._half: Path | None = None
        self._size = (0, 0)
        self._writer: cv2.VideoWriter | None = None

    def write(self, image: Image) -> None:
        """Add the next frame (H, W, 3) RGB."""
        if self._writer is None:
            self._writer = self._begin(image.shape[1], image.shape[0])
        if (image.shape[1], image.shape[0]) != self._size:
            small = cv2.resize(image, self._size, interpolation=cv2.INTER_AREA)
            image = np.asarray(small, dtype=np.uint8)
        self._writer.write(cv2.cvtColor(image, cv2.COLOR_RGB2BGR))

    def finish(self) -> None:
        """Give the film its name; raises OutputError when it cannot be played."""
        if self._writer is None or self._half is None:
            raise nothing_filmed(self._path)
        self._writer.release()
        try:
            if not _plays(self._half):
                raise OutputError(
                    f'The film "{self._path}" could not be written whole.',
                    "make room on the disk, or film into another folder.",
                )
            put_in_place(self._half, self._path)
        except OSError as error:
            raise unwritable(self._path, error) from None
        finally:
            self._half.unlink(missing_ok=True)

    def _begin(self, width: int, height: int) -> cv2.VideoWriter:
        scale = min(1.0, MP4_WIDTH / width)
        self._size = (_even(scale * width), _even(scale * height))
        try:
            handle, name = tempfile.mkstemp(".mp4", f".{self._path.name}-", self._path.parent)
        except OSError as error:
            raise unwritable(self._path, error) from None
        os.close(handle)
        self._half = Path(name)
        apply_settings()
        code = cv2.VideoWriter.fourcc(*"mp4v")
        writer = cv2.VideoWriter(name, code, self.per_second, self._size)
        if not writer.isOpened():
            self._half.unlink()
            raise OutputError(f'The film "{self._path}" cannot be written.')
        return writer


class Gif:
    """Keeps the frames of at most a minute, and encodes them in the end."""

    per_second = GIF_PER_SECOND

    def __init__(self, path: Path) -> None:
        if not hasattr(cv2, "imencodeanimation"):
            raise OutputError("This OpenCV cannot write GIF films.", "record an .mp4 instead")
        self._path = path
        self._frames: list[Image] = []

    def write(self, image: Image) -> None:
        """Add the next frame (H, W, 3) RGB."""
        if len(self._frames) < GIF_LONGEST_S * self.per_second:
            height = round(image.shape[0] * GIF_WIDTH / image.shape[1])
            small = cv2.resize(image, (GIF_WIDTH, height), interpolation=cv2.INTER_AREA)
            self._frames.append(cv2.cvtColor(small, cv2.COLOR_RGB2BGRA).astype(np.uint8))

    def finish(self) -> None:
        """Encode the film and write it whole; raises OutputError."""
        if not self._frames:
            raise nothing_filmed(self._path)
        film = cv2.Animation()
        film.frames = self._frames
        film.durations = [round(1000 / self.per_second)] * len(self._frames)
        done, data = cv2.imencodeanimation(".gif", film)
        if not done:
            raise OutputError(f'The film "{self._path}" cannot be written.')
        write_result(self._path, data.tobytes())


def nothing_filmed(path: Path) -> OutputError:
    """Return the sentence that there was nothing to film."""
    return OutputError(f'The film "{path}" was not written: nothing was shown.')


def _plays(path: Path) -> bool:
    """Whether a film can be opened; one that was cut off lacks its table of frames."""
    capture = open_address(str(path))
    if capture is None:
        return False
    shown = capture.read() is not None
    capture.release()
    return shown


def _even(length: float) -> int:
    """Return the even number of pixels that films need."""
    return max(2, round(length) // 2 * 2)
