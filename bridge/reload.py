"""Notice that a configuration file was saved, and read it again."""

import stat
from pathlib import Path

from bridge.config import Config, load_config


class ConfigWatch:
    """Tells when a file has changed since it was last read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = self._state()

    def changed(self) -> Config | None:
        """Return the new configuration once after every change, else None.

        Raises ConfigError when the new text is wrong; the old one stays in force then, and the
        error is told once per change. A file that is missing for a moment has not changed.
        """
        state = self._state()
        if state is None or state == self._seen:
            return None
        self._seen = state
        return load_config(self._path)

    def _state(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        # Whoever opens a pipe waits until somebody writes to it.
        return (found.st_mtime_ns, found.st_size) if stat.S_ISREG(found.st_mode) else None
