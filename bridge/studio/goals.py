"""What a player may want to control, and the poses and keys that this takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NEUTRAL = "none"
ARROWS = {name: name for name in ("left", "right", "up", "down")}


@dataclass(frozen=True, slots=True)
class Goal:
    """``keys`` names the key that each pose holds down; ``game`` is what ``play`` starts.

    ``free`` leaves it to the player which of these poses there are, if any.
    """

    name: str
    keys: Mapping[str, str] = field(default_factory=dict)
    game: str | None = None
    free: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The poses to teach, the neutral one last."""
        return (NEUTRAL,) if self.free else (*self.keys, NEUTRAL)


GOALS: tuple[Goal, ...] = (
    Goal("snake", ARROWS, "snake"),
    Goal("pacman", ARROWS, "pacman"),
    Goal("pong", {"up": "up", "down": "down"}, "pong"),
    Goal("app", ARROWS),
    Goal("own", ARROWS, free=True),
)


def goal_named(name: str) -> Goal:
    """Return a goal; an unknown name (an older settings file) is the freest one."""
    return next((goal for goal in GOALS if goal.name == name), GOALS[-1])
