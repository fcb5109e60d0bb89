"""A player made of real pictures: asked for a pose, it holds up the next picture of that pose."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from bridge.cameras.folder import load_picture
from bridge.cameras.pace import Pace
from bridge.errors import CameraError
from bridge.types import Frame, Image

RATE = 30.0
GRAIN = 2.0  # standard deviation of the added sensor noise, in steps of 0..255


class PictureActor:
    """A posing camera whose frames are pictures from a disk, each with fresh sensor noise.

    ``pictures`` maps each pose to its pictures; they are shown in turn, one for each time the pose
    is asked for. ``neutral`` names the pose shown at first and for ``show(None)``.
    """

    live = True

    def __init__(
        self,
        pictures: Mapping[str, Sequence[Path]],
        neutral: str,
        *,
        rate: float = RATE,
        seed: int = 0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = "Picture player"
        self.poses: Sequence[str] = tuple(pictures)
        self._pictures = {pose: tuple(paths) for pose, paths in pictures.items()}
        self._neutral = neutral
        self._turns = dict.fromkeys(pictures, 0)
        self._random = np.random.default_rng(seed)
        self._pace = Pace(rate, clock=clock, sleep=sleep)
        self._loaded: dict[Path, Image] = {}
        self._shown: Image | None = None
        self._index = 0

    def open(self) -> None:
        """Decode every picture, so that none is late; raises CameraError."""
        for pose, paths in self._pictures.items():
            if not paths:
                raise CameraError(f'The picture player has no picture of "{pose}".')
            for path in paths:
                self._loaded[path] = load_picture(path)
        self.show(None)

    def show(self, pose: str | None) -> None:
        """Hold up the next picture of a pose; unknown poses raise KeyError."""
        wanted = pose or self._neutral
        paths = self._pictures[wanted]
        self._shown = self._loaded[paths[self._turns[wanted] % len(paths)]]
        self._turns[wanted] += 1

    def read(self) -> Frame | None:
        """Return the picture that is held up, when the next frame is due."""
        now = self._pace.next()
        shown = self._shown
        if shown is None:
            return None
        noise = self._random.normal(0, GRAIN, shown.shape[:2]).astype(np.int16)
        image = np.clip(shown + noise[:, :, None], 0, 255).astype(np.uint8)
        image.flags.writeable = False
        frame = Frame(image, now, self._index)
        self._index += 1
        return frame

    def close(self) -> None:
        """Forget the pictures; may be called twice."""
        self._loaded.clear()
        self._shown = None
