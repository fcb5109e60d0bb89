"""Cameras: anything that gives frames."""

from typing import Protocol

from bridge.types import Frame


class Camera(Protocol):
    """A source of frames. Open it on the main thread, read it from one worker thread.

    ``live`` is True where frames arrive by themselves (webcam, stream, synthetic player) and False
    where reading decides the pace (video file, folder of pictures).
    """

    name: str
    live: bool

    def open(self) -> None:
        """Open the source and prove it with one real frame; raises CameraError."""

    def read(self) -> Frame | None:
        """Return the next frame, or None when the source has ended; blocks at most one second.

        Raises CameraError when the source is lost for good.
        """

    def close(self) -> None:
        """Free the device; may be called twice."""
