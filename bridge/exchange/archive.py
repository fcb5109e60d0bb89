"""Reading zips from strangers: nothing is unpacked to disk, and sizes are checked first."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from bridge.errors import DataError
from bridge.pictures import MAX_BYTES, SUFFIXES, natural
from bridge.profile_file import PACKED

MAX_ENTRIES = 50_000
MAX_UNPACKED = 2_000_000_000
LOCKED = 0x1
NOT_OURS = "do not use it; ask whoever sent it for a folder of pictures"


class PictureZip:
    """The pictures in a zip; other files in it are passed over.

    ``names`` are the pictures, numbers in them in order of size. Use it inside ``open_zip``.
    """

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        self._refuse_hostile()
        # Some programs write "./left/1.jpg", which as a path has no "./".
        self._entries = {
            PurePosixPath(entry.filename): entry
            for entry in archive.infolist()
            if not entry.is_dir() and _is_picture(PurePosixPath(entry.filename))
        }
        self._refuse_unread()
        self.names = tuple(sorted(self._entries, key=lambda name: natural(str(name))))

    def read(self, name: PurePosixPath) -> bytes:
        """Return a picture's bytes, at most one more than a picture may have."""
        with self._archive.open(self._entries[name]) as stream:
            return stream.read(MAX_BYTES + 1)

    def _refuse_unread(self) -> None:
        for name, entry in self._entries.items():
            if entry.flag_bits & LOCKED:
                raise DataError(
                    f'"{self.path}" locks "{name}" with a password.', "unpack it, import the folder"
                )
            if entry.compress_type not in PACKED:
                raise DataError(
                    f'"{self.path}" packs "{name}" in a way that is not read here.',
                    "unpack it and import the folder, or pack it as a plain zip (Deflate)",
                )

    def _refuse_hostile(self) -> None:
        entries = self._archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise DataError(f'"{self.path}" holds more than {MAX_ENTRIES:,} files.', NOT_OURS)
        for entry in entries:
            name = PurePosixPath(entry.filename)
            outside = name.is_absolute() or ".." in name.parts
            if outside or "\\" in entry.filename or re.match("[A-Za-z]:", entry.filename):
                raise DataError(
                    f'"{self.path}" holds a file that reaches outside it: "{entry.filename}".',
                    NOT_OURS,
                )
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise DataError(f'"{self.path}" would unpack to more than 2 GB.', NOT_OURS)


@contextmanager
def open_zip(path: Path) -> Iterator[PictureZip]:
    """Open a zip for reading its pictures, and turn what can be wrong with it into DataError."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield PictureZip(path, archive)
    except (zipfile.BadZipFile, EOFError, RuntimeError, ValueError, zlib.error) as error:
        raise DataError(
            f'"{path}" is not a whole zip file: {error}.', "it may have been cut off in copying"
        ) from error
    except OSError as error:
        raise DataError(f'"{path}" cannot be read: {error.strerror or error}.') from error


def _is_picture(name: PurePosixPath) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in name.parts)
    return name.suffix.lower() in SUFFIXES and not hidden
