"""Says what would be pressed, and presses nothing."""

import sys
from collections.abc import Callable, Sequence

from bridge.types import Action, Axis, Button, Event, Key, MouseMove, Snapshot
from bridge.visible import visible


def describe(action: Action) -> str:
    """Return one short line such as ``key left down``."""
    match action:
        case Key(name, down):
            return f"key {name} {_way(down)}"
        case Button(name, down):
            return f"button {name} {_way(down)}"
        case Event(name, down):
            return f"event {name} {_way(down)}"
        case Axis(name, value):
            return f"axis {name} {value:+.3f}"
        case MouseMove(dx, dy, _, scroll):
            return f"mouse {dx:+.1f} {dy:+.1f} scroll {scroll:+.2f}"


def _way(down: bool) -> str:
    return "down" if down else "up"


def _tell(line: str) -> None:
    if sys.stderr is not None:  # a program may be started without one
        sys.stderr.write(line)


class DryRunOutput:
    """Writes a line for each action; ``write`` is called with the line, newline included.

    Lines go to standard error, since standard output belongs to ``--json``.
    """

    name = "dry-run"

    def __init__(self, *, write: Callable[[str], object] = _tell) -> None:
        self._write = write
        self._held: dict[str, None] = {}

    def open(self) -> None:
        """Do nothing: there is nothing to reach."""

    def send(self, actions: Sequence[Action]) -> None:
        """Write what would happen."""
        for action in actions:
            if isinstance(action, Key | Button | Event):
                if action.down:
                    self._held[action.name] = None
                else:
                    self._held.pop(action.name, None)
            self._write(f"{action.time:10.3f} {visible(describe(action))}\n")

    def show(self, snapshot: Snapshot) -> None:
        """Do nothing; the status line shows what is recognised."""

    def release_all(self) -> None:
        """Write what would be let go."""
        for name in reversed(self._held):
            self._write(f"{'':10} release {visible(name)}\n")
        self._held.clear()

    def close(self) -> None:
        """Release everything."""
        self.release_all()
