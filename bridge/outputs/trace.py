"""Writes every step into a CSV file: raw answer, decision and actions in one row."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from bridge.errors import OutputError
from bridge.outputs.dry_run import describe
from bridge.types import Action, Snapshot

COLUMNS = (
    *("frame", "time_s", "label", "confidence", "distance", "gesture", "armed"),
    *("actions", "scores", "timings_ms"),
)


class TraceOutput:
    """One row for each frame; actions carry their own times, since some fall between frames."""

    name = "trace"

    def __init__(self, file: str = "trace.csv") -> None:
        self._path = Path(file)
        self._stream: TextIO | None = None
        self._sent: list[Action] = []

    def open(self) -> None:
        """Create the file; raises OutputError when the folder cannot be written."""
        try:
            self._stream = self._path.open("w", newline="", encoding="utf-8")
        except OSError as error:
            raise OutputError(
                f'The trace "{self._path}" cannot be written: {error.strerror}.',
                "name a file in a folder that you may write to.",
            ) from None
        csv.writer(self._stream).writerow(COLUMNS)

    def send(self, actions: Sequence[Action]) -> None:
        """Remember actions for the row of the next frame."""
        self._sent += actions

    def show(self, snapshot: Snapshot) -> None:
        """Write the row of one frame."""
        if self._stream is None:
            return
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
        csv.writer(self._stream).writerow(row)

    def release_all(self) -> None:
        """Do nothing: a trace holds no keys."""

    def close(self) -> None:
        """Finish the file."""
        if self._stream is not None:
            if self._sent:
                csv.writer(self._stream).writerow([""] * 7 + [self._actions()])
            self._stream.close()
            self._stream = None

    def _actions(self) -> str:
        text = "; ".join(f"{action.time:.4f} {describe(action)}" for action in self._sent)
        self._sent.clear()
        return text
