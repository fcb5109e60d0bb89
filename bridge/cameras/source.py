"""From what a person writes to a camera."""

from collections.abc import Callable
from typing import Any

from bridge.cameras import MOST_DIGITS, Camera
from bridge.cameras.folder import PictureFolder
from bridge.cameras.stream import SCHEMES, stream
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.cameras.video import VideoFile
from bridge.cameras.webcam import webcam
from bridge.errors import CameraError
from bridge.files import at_home, is_file, is_folder

Finder = Callable[[str], Any]


def open_camera(source: str | int, plugin: Finder | None = None, *, rests: bool = False) -> Camera:
    """Return the camera that ``source`` means, not yet opened.

    A number is a webcam, ``name:Logitech`` a webcam by name, ``synthetic`` the drawn player
    (``synthetic:7`` another one), an ``http(s)`` or ``rtsp`` address a stream; anything else is a
    video file or a folder of pictures. ``plugin`` finds a camera plug-in by name, for sources such
    as ``depth:0``: it is called with ``depth``, and what it returns with ``0``. With ``rests`` a
    webcam decodes every second picture only, once nothing has moved for a while.
    Raises CameraError when nothing fits.
    """
    text = str(source).strip()
    kind, colon, rest = text.partition(":")
    if text.isdecimal() and len(text) <= MOST_DIGITS:
        return webcam(int(text), rests=rests)
    if kind == "name" and rest:
        return webcam(rest.strip(), rests=rests)
    if kind == "synthetic" and (not colon or (rest.isdecimal() and len(rest) <= MOST_DIGITS)):
        return SyntheticPlayer(seed=int(rest or 0))
    if kind.lower() in SCHEMES and rest.startswith("//"):
        return stream(text)
    path = at_home(text)
    if text and is_folder(path):
        return PictureFolder(path)
    if text and is_file(path):
        return VideoFile(path)
    if plugin is not None and rest and len(kind) > 1 and kind != "synthetic":
        camera: Camera = plugin(kind)(rest)
        return camera
    raise CameraError(
        f'There is no camera, video file or picture folder called "{text}".',
        "give a number (0 is the first webcam), name:LOGITECH, a file, a folder, "
        "an http or rtsp address, or: synthetic, synthetic:7",
        key="camera_missing",
        name=path.name,
    )
