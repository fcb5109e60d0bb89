"""A folder of pictures, shown one after the other."""

from pathlib import Path

from bridge.cameras.pace import Pace
from bridge.errors import CameraError, DataError
from bridge.pictures import list_pictures, load_image
from bridge.types import Frame, Image


class PictureFolder:
    """Shows the pictures of a folder, or of its sub-folders in turn, once and in order.

    ``rate`` is pictures per second; ``hold`` shows each picture that many times, as a person would
    hold a pose. ``paced=False`` gives them as fast as they are read.
    """

    live = False

    def __init__(
        self, path: str | Path, *, rate: float = 10.0, hold: int = 1, paced: bool = True
    ) -> None:
        self.path = Path(path)
        self.name = f"Folder {self.path.name}"
        self._hold = hold
        self._pace = Pace(rate, paced=paced)
        self._pictures: list[Path] = []
        self._index = 0
        self._image: Image | None = None

    def open(self) -> None:
        """List the pictures and decode the first; raises CameraError."""
        if not self.path.is_dir():
            raise CameraError(
                f'There is no folder "{self.path}".',
                "check the path",
                key="camera_missing",
                name=self.path.name,
            )
        self._pictures = find_pictures(self.path)
        if not self._pictures:
            raise CameraError(
                f'The folder "{self.path}" holds no pictures.',
                "put .jpg or .png files into it, or into one sub-folder for each pose",
                key="no_pictures",
                name=self.path.name,
            )
        self._index = 0
        load_picture(self._pictures[0])

    def read(self) -> Frame | None:
        """Return the next picture when it is due, or None after the last."""
        position, repeat = divmod(self._index, self._hold)
        if position >= len(self._pictures):
            return None
        if repeat == 0 or self._image is None:
            self._image = load_picture(self._pictures[position])
        frame = Frame(self._image, self._pace.next(), self._index)
        self._index += 1
        return frame

    def close(self) -> None:
        """Forget the pictures; may be called twice."""
        self._pictures, self._image = [], None


def find_pictures(folder: Path) -> list[Path]:
    """Return the pictures of ``folder``, or of each of its sub-folders in order of their names."""
    flat = list_pictures(folder)
    if flat:
        return flat
    try:
        below = sorted(entry for entry in folder.iterdir() if entry.is_dir())
    except OSError as error:
        raise CameraError(f'The folder "{folder}" cannot be read: {error.strerror}.') from error
    return [picture for entry in below for picture in list_pictures(entry)]


def load_picture(path: Path) -> Image:
    """Return a picture as frames have it, RGB and read-only; raises CameraError."""
    try:
        image = load_image(path)
    except DataError as error:
        raise CameraError(error.message, error.hint) from error
    image.flags.writeable = False
    return image
