"""Opening a camera without making the window wait for it."""

import sys
import threading

from bridge.cameras import Camera
from bridge.types import Frame
from bridge.worker import Worker


class Connection:
    """Opens ``camera`` on a thread of its own: one that is dead takes seconds to say so.

    On macOS it is opened at once, which raises CameraError, since only the main thread may ask for
    permission there.
    """

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self._lock = threading.Lock()
        self._opened = self._unwanted = False
        self._worker = Worker("connecting", self._turn)
        if sys.platform == "darwin":
            self._turn()
        else:
            self._worker.start()

    @property
    def busy(self) -> bool:
        """Whether the camera has neither opened nor failed yet."""
        return self._worker.running

    def wait(self, seconds: float) -> None:
        """Give the camera some time to open or to fail."""
        self._worker.join(seconds)

    def opened(self) -> Camera:
        """Return the camera, once it is open, for a session; raises why it did not open."""
        self._worker.check()
        return _Opened(self.camera)

    def abandon(self) -> None:
        """Close the camera, now or as soon as it has opened; may be called twice."""
        with self._lock:
            self._unwanted = True
            if self._opened:
                self.camera.close()

    def _turn(self) -> bool:
        self.camera.open()
        with self._lock:
            self._opened = True
            if self._unwanted:
                self.camera.close()
        return False


class _Opened:
    """A camera that is open already, for whoever opens what they are given."""

    def __init__(self, camera: Camera) -> None:
        self.name, self.live = camera.name, camera.live
        self._camera = camera

    def open(self) -> None:
        """Do nothing."""

    def read(self) -> Frame | None:
        """Return the next frame, as the camera does."""
        return self._camera.read()

    def close(self) -> None:
        """Free the device."""
        self._camera.close()
