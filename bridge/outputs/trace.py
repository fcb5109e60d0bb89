"""Writes every step into a CSV file: raw answer, decision and actions in one row."""

import csv
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self, TextIO

from bridge.errors import ConfigError, OutputError
from bridge.outputs.dry_run import describe
from bridge.targets import TRACE, keep_others, unwritable
from bridge.types import Action, Snapshot

COLUMNS = (
    *("frame", "time_s", "label", "confidence", "distance", "gesture", "armed"),
    *("actions", "scores", "timings_ms"),
)


class TraceOutput:
    """One row for each frame; actions carry their own times, since some fall between frames.

    A configuration comes from anybody, hence it may name only ``.csv`` files, or a device.
    """

    name = "trace"

    def __init__(self, file: str = "trace.csv") -> None:
        self._path = Path(file)
        if "\0" in file or (self._path.suffix.lower() != ".csv" and not _is_device(self._path)):
            raise ConfigError(f"A trace is a .csv file, not {file!r:.200}.", "as in: trace.csv")
        self._stream: TextIO | None = None
        self._sent: list[Action] = []

    @classmethod
    def chosen(cls, path: Path) -> Self:
        """Return a trace into whatever file the player names."""
        trace = cls()
        trace._path = path
        return trace

    def open(self) -> None:
        """Create the file; raises OutputError when it cannot be, or is anything but a trace."""
        keep_others(self._path, TRACE)
        try:
            self._stream = self._path.open(
                "w", newline="", encoding="utf-8", errors="backslashreplace"
            )
        except OSError as error:
            raise unwritable(self._path, error) from None
        self._write(COLUMNS)

    def send(self, actions: Sequence[Action]) -> None:
        """Remember actions for the row of the next frame."""
        self._sent += actions

    def show(self, snapshot: Snapshot) -> None:
        """Write the row of one frame; raises OutputError when it does not fit any more."""
        seen = snapshot.prediction
        row = (
            snapshot.frame.index,
            f"{snapshot.frame.time:.4f}",
            seen.label or "",
            f"{seen.confidence:.3f}",
            f"{seen.distance:.3f}",
            snapshot.gesture or "",
            int(snapshot.armed),
            self._actions(),
            "; ".join(f"{label} {score:.3f}" for label, score in seen.scores.items()),
            "; ".join(f"{stage} {ms:.2f}" for stage, ms in snapshot.timings.items()),
        )
        self._write(row)

    def release_all(self) -> None:
        """Do nothing: a trace holds no keys."""

    def close(self) -> None:
        """Finish the file; raises OutputError when its end does not fit any more."""
        if self._sent:
            self._write([""] * 7 + [self._actions()])
        stream, self._stream = self._stream, None
        try:
            if stream is not None:
                stream.close()
        except OSError as error:
            raise self._cut(error) from None

    def _write(self, row: Sequence[object]) -> None:
        stream = self._stream
        if stream is None:
            return
        try:
            csv.writer(stream).writerow(row)
        except OSError as error:
            # What is left in the buffer would fail a second time.
            self._stream = None
            with suppress(OSError):
                stream.close()
            raise self._cut(error) from None

    def _cut(self, error: OSError) -> OutputError:
        return OutputError(
            f'The trace "{self._path}" was cut off: {error.strerror}.',
            "make room on the disk, or name a file elsewhere.",
        )

    def _actions(self) -> str:
        text = "; ".join(f"{action.time:.4f} {describe(action)}" for action in self._sent)
        self._sent.clear()
        return text


def _is_device(path: Path) -> bool:
    """Whether ``path`` is a terminal, a pipe or the like, where nothing is overwritten."""
    try:
        return path.is_char_device() or path.is_fifo()
    except OSError:
        return False
