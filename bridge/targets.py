"""Results go to new files, or over those that Posebridge wrote itself: nothing else is replaced."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from bridge.errors import OutputError
from bridge.files import written_whole

ELSEWHERE = "name a file in a folder that you may write to, on a disk with room."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of result: what it is called, and the bytes that every one begins with."""

    name: str
    begins: bytes


PAGE = Kind("page", b"<!doctype html>")
PICTURE = Kind("picture", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ')
PHOTO = Kind("JPEG picture", b"\xff\xd8\xff")
PROFILE = Kind("profile", b"PK\x03\x04")
TRACE = Kind("trace", b"frame,time_s,label,")


def keep_others(path: Path, kind: Kind) -> None:
    """Raise OutputError when ``path`` is a file with something else in it than ``kind``."""
    try:
        if path.is_dir():
            raise OutputError(f'"{path}" is a folder.', f"name a file for the {kind.name}.")
        if not path.is_file():
            return
        with path.open("rb") as stream:
            begins = stream.read(len(kind.begins))
    except OSError as error:
        raise unwritable(path, error) from None
    if begins and begins != kind.begins:
        raise OutputError(
            f'"{path}" holds something else than a {kind.name} and is not replaced.',
            "name a new file.",
        )


def check_target(path: Path, kind: Kind) -> None:
    """Raise OutputError when ``path`` cannot become a file of ``kind``; nothing is changed.

    Asked before a long computation, so that its result is not lost.
    """
    keep_others(path, kind)
    folder = path.absolute().parent
    try:
        if path.exists() and not path.is_file():
            raise OutputError(f'"{path}" is a device, not a file.', ELSEWHERE)
        while not folder.exists():
            folder = folder.parent
        with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{path.name}-"):
            pass
    except OSError as error:
        raise unwritable(path, error) from None


def write_result(path: Path, content: str | bytes) -> None:
    """Write a whole file; raises OutputError, and leaves the old file untouched then."""
    data = content.encode(errors="backslashreplace") if isinstance(content, str) else content
    try:
        with written_whole(path) as stream:
            stream.write(data)
    except OSError as error:
        raise unwritable(path, error) from None


def unwritable(path: Path, error: OSError) -> OutputError:
    """Return the sentence that a file cannot be written, and why."""
    return OutputError(f'"{path!s:.200}" cannot be written: {error.strerror or error}.', ELSEWHERE)
