"""Devices and streams as OpenCV opens them."""

import os
from typing import Protocol

import cv2
import numpy as np

from bridge.types import Image

READ_LIMIT_S = 1
OPEN_LIMIT_S = 5

# Read by OpenCV when a device opens. Without the first, Windows takes 4 to 20 s to open a webcam
# (opencv issue 17687); without the second, a pulled-out webcam blocks Linux for 10 s.
_SETTINGS = {
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",
    "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": str(READ_LIMIT_S),
    "OPENCV_FFMPEG_LOGLEVEL": "-8",
}


class Capture(Protocol):
    """An open device: gives RGB pictures until it fails."""

    def read(self) -> Image | None:
        """Return the next picture, RGB and read-only, or None when none came."""

    def skip(self) -> bool:
        """Let the next picture pass without decoding it; returns whether one came."""

    def release(self) -> None:
        """Free the device."""


class OpenCVCapture:
    """A device, file or address that OpenCV has opened."""

    def __init__(self, capture: cv2.VideoCapture) -> None:
        self._capture = capture

    @property
    def rate(self) -> float:
        """Frames per second as the source states them; 0 when it does not say."""
        return float(self._capture.get(cv2.CAP_PROP_FPS))

    def read(self) -> Image | None:
        """Return the next picture, RGB and read-only, or None when none came."""
        try:
            good, picture = self._capture.read()
        except cv2.error:
            return None
        if not good or picture is None or picture.size == 0:
            return None
        return as_rgb(np.asarray(picture))

    def skip(self) -> bool:
        """Let the next picture pass without decoding it; returns whether one came."""
        try:
            return bool(self._capture.grab())
        except cv2.error:
            return False

    def release(self) -> None:
        """Free the device."""
        self._capture.release()


def open_device(
    index: int, *, width: int = 640, height: int = 480, backend: int = cv2.CAP_ANY
) -> OpenCVCapture | None:
    """Open a webcam with the settings for short delays; None when it does not open.

    MJPEG, because many webcams give only 5 to 10 raw frames a second; a buffer of one frame,
    because OpenCV's four would each add a frame of delay.
    """
    apply_settings()
    capture = cv2.VideoCapture(index, backend)
    if not capture.isOpened():
        capture.release()
        return None
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return OpenCVCapture(capture)


def open_address(address: str) -> OpenCVCapture | None:
    """Open a video file or an http(s) or rtsp stream; None when it does not open."""
    apply_settings()
    limits = [
        *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, 1000 * OPEN_LIMIT_S),
        *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, 1000 * READ_LIMIT_S),
    ]
    capture = cv2.VideoCapture(address, cv2.CAP_FFMPEG, limits)
    if not capture.isOpened():
        capture.release()
        return None
    return OpenCVCapture(capture)


def as_rgb(picture: Image) -> Image:
    """Return OpenCV's BGR or grey picture as RGB, read-only: the one conversion there is."""
    code = cv2.COLOR_GRAY2RGB if picture.ndim == 2 else cv2.COLOR_BGR2RGB
    image = np.asarray(cv2.cvtColor(picture, code), dtype=np.uint8)
    image.flags.writeable = False
    return image


def apply_settings() -> None:
    """Have OpenCV open devices quickly, and say nothing on the terminal by itself."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
