"""Small JSON files that survive a crash in the middle of writing, and nonsense inside."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

LARGEST_BYTES = 1_000_000


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a file, or an empty one when it is missing or damaged.

    A damaged file is set aside under the ending ``.damaged``, so that nothing is lost.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ValueError
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise ValueError
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        _set_aside(path)
        return {}
    return found


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Replace a file in one move; a full or read-only disk leaves the old one and says nothing.

    Scores and settings are comforts: a game goes on without them.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    except OSError:
        return
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(path.name + ".damaged"))
    except OSError:
        return
