"""Write files that people made so that a crash can never leave half of one."""

import glob
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

BEING_WRITTEN_S = 10.0


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Yield a stream whose content replaces ``path`` when the block ends without an error.

    The bytes go to a temporary file beside ``path``, reach the disk, and are then renamed; after
    an error the old file is untouched. Missing parent folders are made. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        put_in_place(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def at_home(name: str) -> Path:
    """Return the path ``name`` with ``~`` as a home folder; as written where nobody has one."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return Path(name)


def is_file(path: Path) -> bool:
    """Whether there is a file called ``path``, which may be no possible name at all."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder called ``path``, which may be no possible name at all."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def put_in_place(finished: Path, path: Path) -> None:
    """Rename a finished temporary file to ``path``, with the rights of any new file."""
    finished.chmod(0o666 & ~_umask())
    finished.replace(path)


def remove_leftovers(path: Path) -> None:
    """Remove the halves of ``path`` that programs killed while writing it have left behind.

    Those of the last ten seconds stay: somebody may be writing them.
    """
    for half in path.parent.glob(f".{glob.escape(path.name)}-{'[a-z0-9_]' * 8}"):
        with suppress(OSError):
            if time.time() - half.stat().st_mtime > BEING_WRITTEN_S:
                half.unlink()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
