"""The names of the webcams that are plugged in."""

import sys
from dataclasses import dataclass
from pathlib import Path

import cv2

from bridge.errors import CameraError, MissingExtraError

# Not the comparison itself, which would hide the other branch from the type checker.
_LINUX: bool = bool(sys.platform == "linux")
_LINUX_DEVICES = Path("/sys/class/video4linux")


@dataclass(frozen=True, slots=True)
class Device:
    """A webcam: OpenCV's number and back end for it, and its name."""

    index: int
    name: str
    backend: int = cv2.CAP_ANY


def devices(linux_folder: Path = _LINUX_DEVICES) -> list[Device]:
    """Return the webcams in order of their numbers.

    Linux lists them itself; elsewhere the extra ``cameras`` is needed (MissingExtraError), since
    OpenCV knows no names (opencv issue 4269).
    """
    if _LINUX:
        return _linux_devices(linux_folder)
    try:
        from cv2_enumerate_cameras import enumerate_cameras
    except ImportError as error:
        raise MissingExtraError("Finding a camera by name", "cameras") from error
    return [Device(found.index, found.name, found.backend) for found in enumerate_cameras()]


def camera_names() -> list[tuple[int, str]]:
    """Return the number and name of each webcam; raises MissingExtraError as ``devices`` does."""
    return [(device.index, device.name) for device in devices()]


def find_device(name: str, known: list[Device]) -> Device:
    """Return the first webcam whose name contains ``name``, in any case; raises CameraError."""
    for device in known:
        if name.casefold() in device.name.casefold():
            return device
    names = ", ".join(f'"{device.name}"' for device in known)
    raise CameraError(
        f'There is no camera called "{name}".',
        f"plugged in: {names}" if names else "no camera is plugged in; see: posebridge doctor",
        key="camera_missing",
        name=name,
    )


def _linux_devices(folder: Path) -> list[Device]:
    # A webcam has several nodes; only the first of each gives pictures.
    nodes = [entry for entry in folder.glob("video*") if _text(entry / "index") == "0"]
    found = [Device(int(node.name.removeprefix("video")), _text(node / "name")) for node in nodes]
    return sorted(found, key=lambda device: device.index)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
