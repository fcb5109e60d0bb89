"""Pictures with labels: from folders, zips, and what Teachable Machine saves."""

from collections.abc import Iterator
from pathlib import Path

from bridge.errors import DataError
from bridge.exchange.archive import open_zip
from bridge.exchange.layout import labels_and_sessions
from bridge.exchange.samples import LabelledPicture
from bridge.folders import read_folder
from bridge.pictures import MAX_BYTES
from bridge.view import View

ZIPS = (".zip", ".tm")
TEACHABLE_MACHINE = View(mirror=True, crop="square")


def check_there(source: Path) -> None:
    """Raise DataError unless there is a file or folder ``source``."""
    try:
        source.stat()
    except FileNotFoundError:
        raise DataError(f'There is no file or folder "{source}".', "check the path") from None
    except OSError as error:
        raise DataError(f'Cannot read "{source}": {error.strerror}.', "check the path") from error


def view_of(source: Path) -> View:
    """Return the view that the pictures of ``source`` were taken through.

    Teachable Machine cuts a square out of the camera's picture and flips it before it keeps it,
    so the profile has to do the same with the frames it is compared with. Raises DataError when
    some of several zips come from there.
    """
    names = [path.name for path in _zips(source)] if source.is_dir() else [source.name]
    others = [name for name in names if not name.lower().endswith((".tm", "-samples.zip"))]
    if others and len(others) < len(names):
        raise DataError(
            f'"{source}" holds samples of Teachable Machine, which are flipped and square, and '
            f'"{others[0]}", which is not.',
            "import them one after the other into profiles of their own",
        )
    return View() if others or not names else TEACHABLE_MACHINE


def check_view(source: Path, view: View) -> None:
    """Raise DataError when the pictures of ``source`` cannot be compared with those of ``view``.

    Of other pictures than Teachable Machine's nobody knows; they are taken to be as ``view`` shows
    them. A square cannot be made whole again, so flipping back would not be enough.
    """
    if view_of(source) == TEACHABLE_MACHINE != view:
        raise DataError(
            f'The pictures in "{source}" are flipped and square, as Teachable Machine keeps them, '
            "and those of the profile are not: they cannot be compared.",
            "import them without --add into a profile of their own",
        )


def read_pictures(source: Path) -> Iterator[LabelledPicture]:
    """Yield the pictures of a folder, a zip, a ``.tm`` project, or a folder of sample zips.

    Raises DataError when there is nothing to read or something is not what it seems.
    """
    check_there(source)
    if source.is_file():
        if source.suffix.lower() not in ZIPS:
            raise DataError(
                f'There is no way to import "{source.suffix}" files.',
                "use a folder of pictures, .zip, .tm, .json, .csv or .arff",
            )
        yield from _from_zip(source)
    elif _zips(source):
        for path in _zips(source):
            yield from _from_zip(path)
    else:
        for picture in read_folder(source):
            data = _bytes(picture.path)
            yield LabelledPicture(picture.label, picture.session, data, str(picture.path))


def _zips(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in ZIPS)
    except OSError as error:
        raise DataError(f'Cannot read the folder "{folder}": {error.strerror}.') from error


def _from_zip(path: Path) -> Iterator[LabelledPicture]:
    with open_zip(path) as archive:
        if not archive.names:
            raise DataError(
                f'"{path}" holds no pictures.', "expected .jpg or .png files, by folder or name"
            )
        places = labels_and_sessions(archive.names, path.stem)
        for name, (label, session) in zip(archive.names, places, strict=True):
            yield LabelledPicture(label, session, archive.read(name), f"{path.name}/{name}")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DataError(f'Cannot read the picture "{path}": {error.strerror}.') from error
