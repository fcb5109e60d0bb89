"""Writing a profile's pictures as folders, loose or in a zip."""

import re
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bridge.dataset import Dataset
from bridge.errors import DataError
from bridge.files import written_whole
from bridge.profile import Profile

# Windows refuses these in names; "/" would make another folder anywhere.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
# Names of devices on Windows.
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def write_folder(profile: Profile, folder: Path) -> int:
    """Write ``DIR/<label>/*.jpg``, by session where there are several; returns the number.

    ``folder`` must be new or empty, and appears whole or not at all. Raises DataError.
    """
    pictures = _pictures(profile)
    try:
        if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
            raise DataError(f'"{folder}" is already there and not empty.', "name a new folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as temporary:
            whole = Path(temporary) / "whole"
            for name, jpeg in pictures:
                (whole / name).parent.mkdir(parents=True, exist_ok=True)
                (whole / name).write_bytes(jpeg)
            if folder.is_dir():
                folder.rmdir()
            shutil.move(whole, folder)
    except OSError as error:
        raise DataError(f'Cannot write "{folder}": {error.strerror}.') from error
    return len(pictures)


def write_zip(profile: Profile, path: Path) -> int:
    """Write the same folders into a zip, whole or not at all; returns the number of pictures."""
    pictures = _pictures(profile)
    try:
        # JPEGs do not get smaller; storing them keeps the file quick to open.
        with written_whole(path) as stream, zipfile.ZipFile(stream, "w") as archive:
            for name, jpeg in pictures:
                archive.writestr(name, jpeg)
    except OSError as error:
        raise DataError(f'Cannot write "{path}": {error.strerror}.') from error
    return len(pictures)


def safe_name(text: str) -> str:
    """Return a file name that every system takes, as near to ``text`` as possible."""
    name = _FORBIDDEN.sub("_", text).strip(". ")[:100]
    return f"_{name}" if not name or _RESERVED.match(name) else name


def _pictures(profile: Profile) -> list[tuple[str, bytes]]:
    kept = list(_named(profile.dataset))
    if not kept:
        raise DataError(
            f'The profile "{profile.name}" keeps no pictures.',
            "export its features instead, to a file that ends in .csv, .arff or .json",
        )
    return kept


def _named(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    labels = _unique(dataset.labels)
    sessions = _unique(dataset.sessions)
    numbers: Counter[str] = Counter()
    for example in dataset:
        if example.jpeg is None:
            continue
        place = labels[example.label]
        if len(sessions) > 1:
            place = f"{sessions[example.session]}/{place}"
        numbers[place] += 1
        yield f"{place}/{numbers[place]:04}.jpg", example.jpeg


def _unique(texts: tuple[str, ...]) -> dict[str, str]:
    """Return a safe name for each text; two that would be the same file get numbers."""
    names: dict[str, str] = {}
    for text in texts:
        name = safe_name(text or "session")
        taken = {other.lower() for other in names.values()}
        number = 2
        while name.lower() in taken:
            name = f"{safe_name(text or 'session')} {number}"
            number += 1
        names[text] = name
    return names
