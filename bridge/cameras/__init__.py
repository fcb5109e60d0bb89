"""Cameras: anything that gives frames."""

from collections.abc import Sequence
from typing import Protocol

from bridge.types import Frame

MOST_DIGITS = 9  # of a webcam's number, which OpenCV keeps in 32 bits


class Camera(Protocol):
    """A source of frames. Open it on the main thread, read it from one worker thread.

    ``live`` is True where frames arrive by themselves (webcam, stream, synthetic player) and False
    where the source comes to an end (video file, folder of pictures).
    """

    name: str
    live: bool

    def open(self) -> None:
        """Open the source and prove it with one real frame; raises CameraError."""

    def read(self) -> Frame | None:
        """Return the next frame; blocks at most about one second.

        None means the end where ``live`` is False. A live source that has nothing just now (it is
        being reconnected) also returns None and should be read again; when it is lost for good it
        raises CameraError.
        """

    def close(self) -> None:
        """Free the device; may be called twice."""


class PosingCamera(Camera, Protocol):
    """A camera in front of somebody who takes the poses they are asked for."""

    poses: Sequence[str]

    def show(self, pose: str | None) -> None:
        """Ask for a pose from any thread; None is the neutral one. Unknown poses raise KeyError."""
