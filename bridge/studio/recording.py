"""When pictures are taken: holding a button, or hands-free after a countdown. No clock, no camera.

A hold counts from ``ARM_S`` on, so that a slip of the finger records nothing; letting go anywhere
ends it. Hands-free counts down, records for a while, and stops by itself.
"""

from dataclasses import dataclass
from typing import Literal

ARM_S = 0.1
COUNTDOWN_S = 3.0
HANDS_FREE_S = 3.0

Phase = Literal["arming", "counting", "taking"]
Cue = Literal["tick", "go", "done"]


@dataclass(frozen=True, slots=True)
class Take:
    """One recording. ``source`` is what holds it (``pointer``, a key), empty when hands-free."""

    label: str
    source: str
    phase: Phase
    since: float
    ticks: int = 0


class Recorder:
    """Decides from presses, releases and time whether pictures are being taken, and of what."""

    def __init__(self) -> None:
        self.take: Take | None = None

    @property
    def label(self) -> str | None:
        """The pose whose pictures are being taken now."""
        return self.take.label if self.take and self.take.phase == "taking" else None

    def press(self, label: str, source: str, time: float) -> None:
        """Begin to hold; ignored while something else is recorded."""
        if self.take is None:
            self.take = Take(label, source, "arming", time)

    def release(self, source: str | None = None) -> None:
        """Let go of ``source``; None stops whatever is going on, hands-free included."""
        if self.take is not None and (source is None or source == self.take.source):
            self.take = None

    def count_down(self, label: str, time: float) -> None:
        """Begin hands-free: a countdown, then pictures for a while."""
        if self.take is None:
            self.take = Take(label, "", "counting", time)

    def top_up(self, label: str, time: float) -> None:
        """Begin hands-free at once, without a countdown."""
        if self.take is None:
            self.take = Take(label, "", "taking", time)

    def tick(self, time: float) -> tuple[Cue, ...]:
        """Let time pass; returns the sounds that are due."""
        take = self.take
        if take is None:
            return ()
        passed = time - take.since
        if take.phase == "arming" and passed >= ARM_S:
            self.take = Take(take.label, take.source, "taking", time)
        elif take.phase == "counting" and passed >= COUNTDOWN_S:
            self.take = Take(take.label, "", "taking", time)
            return ("go",)
        elif take.phase == "counting" and passed >= take.ticks:
            self.take = Take(take.label, "", "counting", take.since, take.ticks + 1)
            return ("tick",)
        elif take.phase == "taking" and not take.source and passed >= HANDS_FREE_S:
            self.take = None
            return ("done",)
        return ()

    def seconds_left(self, time: float) -> int | None:
        """Return the number to show while counting down, else None."""
        if self.take is None or self.take.phase != "counting":
            return None
        return max(int(COUNTDOWN_S - (time - self.take.since) + 0.999), 1)
