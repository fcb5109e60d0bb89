"""The clock of scatter and chase."""

from dataclasses import dataclass
from math import inf

from games.pacman.levels import frames


@dataclass(slots=True)
class PhaseClock:
    """Alternates scatter and chase; starts anew at each level and life.

    ``phases`` are the seconds of scatter, chase, scatter ...; after the last it is chase for good.
    """

    phases: tuple[float, ...]
    index: int = 0
    elapsed: int = 0

    @property
    def scatter(self) -> bool:
        """Whether the bunnies make for their corners."""
        return self.index % 2 == 0

    @property
    def left(self) -> float:
        """Frames until the next change; infinite in the last chase."""
        if self.index == len(self.phases):
            return inf
        return frames(self.phases[self.index]) - self.elapsed

    def tick(self) -> bool:
        """Let one frame pass; whether the phase changed."""
        if self.left > 1:
            self.elapsed += 1
            return False
        self.index += 1
        self.elapsed = 0
        return True
