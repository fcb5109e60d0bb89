"""A video file, played at its own rate."""

from pathlib import Path

from bridge.cameras.capture import OpenCVCapture, open_address
from bridge.cameras.pace import Pace
from bridge.errors import CameraError
from bridge.types import Frame, Image

USUAL_RATE = 30.0
HIGHEST_RATE = 240.0


class VideoFile:
    """Plays a file once. ``paced=False`` gives the frames as fast as they are read."""

    live = False

    def __init__(self, path: str | Path, *, paced: bool = True) -> None:
        self.path = Path(path)
        self.name = f"Video {self.path.name}"
        self._paced = paced
        self._capture: OpenCVCapture | None = None
        self._pace = Pace(USUAL_RATE, paced=paced)
        self._first: Image | None = None
        self._index = 0

    def open(self) -> None:
        """Open the file and decode its first frame; raises CameraError."""
        if not self.path.is_file():
            raise CameraError(
                f'There is no video file "{self.path}".',
                "check the path",
                key="camera_missing",
                name=self.path.name,
            )
        self._capture = open_address(str(self.path))
        self._first = self._capture.read() if self._capture else None
        if self._capture is None or self._first is None:
            self.close()
            raise CameraError(
                f'"{self.path}" is not a video that can be played.',
                "try an .mp4 or .avi file",
                key="video",
                name=self.path.name,
            )
        rate = self._capture.rate
        self._pace = Pace(rate if 1 <= rate <= HIGHEST_RATE else USUAL_RATE, paced=self._paced)
        self._index = 0

    def read(self) -> Frame | None:
        """Return the next frame when it is due, or None at the end."""
        if self._capture is None:
            return None
        image = self._first if self._first is not None else self._capture.read()
        self._first = None
        if image is None:
            return None
        frame = Frame(image, self._pace.next(), self._index)
        self._index += 1
        return frame

    def close(self) -> None:
        """Close the file; may be called twice."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None
