"""Outputs: where actions reach the world."""

from collections.abc import Sequence
from typing import Protocol

from bridge.types import Action, Snapshot


class Output(Protocol):
    """Carries actions out. Opened on the main thread, used by the inference thread only."""

    name: str

    def open(self) -> None:
        """Reach the device, display or server; raises OutputError with a hint when it cannot."""

    def send(self, actions: Sequence[Action]) -> None:
        """Carry out actions in order; kinds it does not know are ignored."""

    def show(self, snapshot: Snapshot) -> None:
        """Take note of a whole step (traces and message outputs); most outputs do nothing."""

    def release_all(self) -> None:
        """Let go of everything that is held; safe at any moment, even before open."""

    def close(self) -> None:
        """Release everything and free the device; may be called twice."""
