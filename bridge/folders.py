"""Read pictures sorted into folders: ``DIR/<class>/*`` or ``DIR/<session>/<class>/*``."""

import os
from dataclasses import dataclass
from pathlib import Path

from bridge.errors import DataError
from bridge.pictures import list_pictures

LAYOUT = "expected one folder per class with pictures inside: DIR/<class>/*.jpg"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture file with its class and the recording it belongs to ("" when there is one)."""

    path: Path
    label: str
    session: str


def read_folder(folder: Path) -> list[Picture]:
    """List the pictures under ``folder`` by session, class and file name (natural order).

    Both layouts are told apart by where the pictures lie; loose files and empty folders are
    ignored. Raises DataError when there is no such folder or no picture in it, when the two
    layouts are mixed, or when the name of a pose is no text.
    """
    try:
        return _read(folder)
    except OSError as error:
        raise DataError(
            f'Cannot read the folder "{folder}": {error.strerror}.', "check its name and its rights"
        ) from error


def labels_of(pictures: list[Picture]) -> list[str]:
    """Return the classes in order of appearance."""
    return list(dict.fromkeys(picture.label for picture in pictures))


def _read(folder: Path) -> list[Picture]:
    if not folder.is_dir():
        raise DataError(f'There is no folder "{folder}".', LAYOUT)
    pictures: list[Picture] = []
    classes, sessions = [], []
    for child in _folders(folder):
        flat = [Picture(path, child.name, "") for path in list_pictures(child)]
        deep = [
            Picture(path, grandchild.name, child.name)
            for grandchild in _folders(child)
            for path in list_pictures(grandchild)
        ]
        pictures += flat + deep
        classes += [child.name] if flat else []
        sessions += [child.name] if deep else []
    if classes and sessions:
        raise DataError(
            f'"{folder}" mixes two layouts: "{classes[0]}" holds pictures, but "{sessions[0]}" '
            "holds folders with pictures.",
            "use either DIR/<class>/* or DIR/<session>/<class>/* for all of them",
        )
    for name in dict.fromkeys(name for each in pictures for name in (each.label, each.session)):
        _check_name(name, folder)
    if not pictures:
        raise DataError(f'No pictures were found in "{folder}".', LAYOUT)
    return pictures


def _folders(folder: Path) -> list[Path]:
    return sorted(
        child for child in folder.iterdir() if child.is_dir() and not child.name.startswith(".")
    )


def _check_name(name: str, folder: Path) -> None:
    """Refuse what another system wrote: a name of bytes that are no characters here."""
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = os.fsencode(name).decode("utf-8", "backslashreplace")
        raise DataError(
            f'The name of the folder "{shown}" in "{folder}" is not UTF-8.', "rename the folder"
        ) from None
