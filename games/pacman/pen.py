"""Who may leave the pen: by dots eaten, or because the hero has not eaten for too long."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from games.pacman.bunny import Bunny
from games.pacman.levels import Level, frames
from games.pacman.targets import AMBUSHER, CHASER, SHY, TRICKSTER

ORDER = (AMBUSHER, TRICKSTER, SHY)
# Dots since a life was lost, counted for all together.
AFTER_LOSS = {AMBUSHER: 7, TRICKSTER: 17, SHY: 32}


@dataclass(slots=True)
class Pen:
    """Counts dots and frames for the bunnies inside.

    Each waiting bunny has its own counter, and only the first in order counts. After a loss one
    shared counter takes over, until the shy one leaves by it.
    """

    level: Level
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ORDER, 0))
    shared: int | None = None
    idle: int = 0

    def life_lost(self) -> None:
        """Start the shared counter."""
        self.shared = 0
        self.idle = 0

    def dot_eaten(self, bunnies: Sequence[Bunny]) -> None:
        """Count a dot or an energizer."""
        self.idle = 0
        if self.shared is not None:
            self.shared += 1
        elif (first := self._first(bunnies)) is not None:
            self.counts[first.role] += 1

    def tick(self, bunnies: Sequence[Bunny]) -> Bunny | None:
        """Let one frame pass and return the bunny that may leave now, if any."""
        self.idle += 1
        for bunny in bunnies:
            if bunny.role == CHASER and bunny.life == "waiting":
                return bunny
        first = self._first(bunnies)
        if first is None:
            return None
        if self.idle >= frames(self.level.patience_s):
            self.idle = 0
            return first
        if self._enough(first.role):
            if self.shared is not None and first.role == SHY:
                self.shared = None
            return first
        return None

    def _enough(self, role: str) -> bool:
        if self.shared is not None:
            return self.shared >= AFTER_LOSS[role]
        limits = dict(zip(ORDER, self.level.pen_limits, strict=True))
        return self.counts[role] >= limits[role]

    def _first(self, bunnies: Sequence[Bunny]) -> Bunny | None:
        waiting = [bunny for bunny in bunnies if bunny.role in ORDER and bunny.life == "waiting"]
        return min(waiting, key=lambda bunny: ORDER.index(bunny.role), default=None)
