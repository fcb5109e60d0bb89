"""An output plug-in: every action as a line of JSON."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from bridge.api import Action, Event, OutputError, Snapshot


class JsonLinesOutput:
    """Options in a configuration are the constructor's parameters: ``{use: jsonl, file: x}``."""

    name = "jsonl"

    def __init__(self, file: str = "actions.jsonl") -> None:
        self._path = file
        self._stream: TextIO | None = None
        self._begun: dict[str, float] = {}

    def open(self) -> None:
        """Reach the device; raise OutputError with a sentence that a person can act on."""
        try:
            self._stream = Path(self._path).open("w", encoding="utf-8")  # noqa: SIM115
        except OSError as error:
            raise OutputError(f'"{self._path}" cannot be written: {error.strerror}.') from None

    def send(self, actions: Sequence[Action]) -> None:
        """Carry out actions in order, and ignore the kinds that mean nothing here."""
        for action in actions:
            if isinstance(action, Event) and self._stream is not None:
                self._begun[action.name] = action.time
                if not action.down:
                    del self._begun[action.name]
                line = {"name": action.name, "down": action.down, "time": action.time}
                self._stream.write(json.dumps(line) + "\n")

    def show(self, snapshot: Snapshot) -> None:
        """Take note of a whole step; most outputs do nothing."""

    def release_all(self) -> None:
        """Let go of everything: the promise that every output makes."""
        self.send([Event(name, False, time) for name, time in self._begun.items()])

    def close(self) -> None:
        """Release everything and free the device; may be called twice."""
        if self._stream is not None:
            self.release_all()
            self._stream.close()
            self._stream = None
