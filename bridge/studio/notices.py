"""Short messages at the foot of the window."""

from dataclasses import dataclass
from typing import Literal

LASTS_S = 6.0
ERROR_LASTS_S = 14.0


@dataclass(frozen=True, slots=True)
class Notice:
    """One message, shown until ``until``; ``undo`` offers to take the last change back."""

    text: str
    kind: Literal["note", "error"] = "note"
    until: float = 0.0
    undo: bool = False


class Notices:
    """Shows one message at a time, the newest."""

    def __init__(self) -> None:
        self.shown: Notice | None = None

    def say(self, text: str, time: float, *, undo: bool = False) -> None:
        """Show a message for some seconds."""
        self.shown = Notice(text, "note", time + LASTS_S, undo)

    def complain(self, text: str, time: float) -> None:
        """Show what went wrong, for longer."""
        self.shown = Notice(text, "error", time + ERROR_LASTS_S)

    def dismiss(self) -> None:
        """Hide the message."""
        self.shown = None

    def tick(self, time: float) -> bool:
        """Let time pass; returns whether a message went away."""
        if self.shown is None or time < self.shown.until:
            return False
        self.shown = None
        return True
