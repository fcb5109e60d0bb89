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


def view_of(source: Path) -> View:
    """Return the view that the pictures of ``source`` were taken through.

    Teachable Machine cuts a square out of the camera's picture and flips it before it keeps it,
    so the profile has to do the same with the frames it is compared with.
    """
    names = [path.name for path in _zips(source)] if source.is_dir() else [source.name]
    made_there = [name.endswith((".tm", "-samples.zip")) for name in names]
    return TEACHABLE_MACHINE if made_there and all(made_there) else View()


def read_pictures(source: Path) -> Iterator[LabelledPicture]:
    """Yield the pictures of a folder, a zip, a ``.tm`` project, or a folder of sample zips.

    Raises DataError when there is nothing to read or something is not what it seems.
    """
    if not source.exists():
        raise DataError(f'There is no file or folder "{source}".', "check the path")
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
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in ZIPS)


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
