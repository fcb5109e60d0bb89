"""A live source that is proved at the start, and fetched back when it goes away."""

import time
from collections.abc import Callable

import numpy as np

from bridge.cameras.capture import Capture
from bridge.cameras.resting import Resting
from bridge.errors import CameraError
from bridge.types import Frame, Image

PROOF_S = 5.0
PATIENCE_S = 30.0
FIRST_WAIT_S = 0.25
LONGEST_WAIT_S = 4.0
NAP_S = 0.1


class LiveCamera:
    """A webcam or stream: accepted only after a real picture, reopened with growing pauses.

    ``opener`` returns a new capture or None; it is called again after each loss. After
    ``patience`` seconds without a picture the camera is lost for good. A camera that ``rests``
    gives the same picture twice while nothing moves, and decodes it once.
    """

    live = True

    def __init__(
        self,
        name: str,
        opener: Callable[[], Capture | None],
        *,
        hint: str = "",
        rests: bool = False,
        patience: float = PATIENCE_S,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self._opener = opener
        self._hint = hint
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._capture: Capture | None = None
        self._resting = Resting() if rests else None
        self._shown: Image | None = None
        self._closed = False
        self._index = 0
        self._last_picture = 0.0
        self._retry_at = 0.0
        self._wait = FIRST_WAIT_S

    def open(self) -> None:
        """Open the source and wait for a real picture; raises CameraError with the reason."""
        self._closed = False
        self._capture = self._opener()
        if self._capture is None:
            raise CameraError(f"{self.name} does not open.", self._hint, key="camera_closed")
        problem = self._prove(self._capture)
        if problem:
            self.close()
            raise CameraError(f"{self.name} opens, but {problem}.", self._hint, key="camera_closed")
        self._last_picture = self._clock()

    def read(self) -> Frame | None:
        """Return the next picture, None while it is being fetched back; CameraError when lost."""
        image = self._next(self._capture) if self._capture else None
        now = self._clock()
        if image is not None:
            self._shown = image
            self._last_picture, self._wait = now, FIRST_WAIT_S
            frame = Frame(image, now, self._index)
            self._index += 1
            return frame
        if now - self._last_picture > self._patience:
            raise CameraError(
                f"{self.name} has given no picture for {self._patience:.0f} seconds.",
                self._hint,
                key="camera_lost",
            )
        self._fetch_back(now)
        return None

    def close(self) -> None:
        """Free the device; may be called twice, and while another thread fetches it back."""
        self._closed = True
        self._release()

    def _next(self, capture: Capture) -> Image | None:
        if self._resting is None:
            return capture.read()
        if self._shown is not None and self._resting.skips(self._clock()):
            return self._shown if capture.skip() else None
        image = capture.read()
        if image is not None:
            self._resting.see(image, self._clock())
        return image

    def _release(self) -> None:
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.release()

    def _fetch_back(self, now: float) -> None:
        if self._capture is not None:
            self._release()
            self._retry_at = now + self._wait
        elif now >= self._retry_at:
            self._capture = self._opener()
            if self._closed:
                self._release()
            self._wait = min(2 * self._wait, LONGEST_WAIT_S)
            self._retry_at = now + self._wait
        else:
            self._sleep(NAP_S)

    def _prove(self, capture: Capture) -> str:
        """Return why the pictures are no live pictures, or nothing once one is."""
        problem = "gives no picture"
        previous: Image | None = None
        deadline = self._clock() + PROOF_S
        while self._clock() < deadline:
            image = capture.read()
            if image is None:
                self._sleep(NAP_S)
                continue
            problem = picture_problem(image, previous)
            if not problem:
                return ""
            previous = image
        return problem


def picture_problem(image: Image, previous: Image | None) -> str:
    """Return why ``image`` (H, W, 3) cannot come from a working camera, or nothing.

    A sensor always shows some noise, so an even colour means a covered lens or an idle virtual
    camera, and a picture equal to the one before to the last bit means a still placeholder.
    """
    sample = image[::4, ::4].astype(np.float32)
    if sample.mean() < 10 and sample.std() < 4:
        return "its picture is black: the lens is covered, or another program has the camera"
    if sample.std() < 1:
        return (
            "its picture is one even colour: the lens is covered, or it is an idle virtual camera"
        )
    if previous is None or np.array_equal(image, previous):
        return "its picture stands still: it may be a virtual camera that is not running"
    return ""
