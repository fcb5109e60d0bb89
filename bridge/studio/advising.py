"""Guidance in words a child understands, with the poses and pictures it is about."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["start", "note", "warning", "good"]


@dataclass(frozen=True, slots=True)
class Tip:
    """One piece of advice.

    ``examples`` are the pictures that show it, ``top_up`` the pose that three more seconds of
    recording would help.
    """

    kind: Kind
    text: str
    examples: tuple[int, ...] = ()
    top_up: str | None = None


def no_tips() -> tuple[Tip, ...]:
    """Return no advice."""
    return ()
