"""What the player likes: sound, colours, calm, language, speed."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from games.keeping import read_json, write_json

FILE = "preferences.json"
SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
QUICK_S = 0.2  # from picture to game; up to this the games run at full speed


@dataclass(frozen=True, slots=True)
class Preferences:
    """``calm`` means reduced flashing; ``speed`` scales every game, 0.5..1.

    ``language`` is empty until the player chooses one.
    """

    muted: bool = False
    calm: bool = False
    palette: str = "night"
    language: str = ""
    speed: float = 1.0


def load_preferences(folder: Path) -> Preferences:
    """Return the preferences kept in ``folder``; what is missing or wrong takes its default."""
    liked: dict[str, Any] = asdict(Preferences())
    for name, value in read_json(folder / FILE).items():
        if name in liked and isinstance(value, type(liked[name])):
            liked[name] = value
    if liked["speed"] not in SPEEDS:
        liked["speed"] = 1.0
    return Preferences(**liked)


def save_preferences(preferences: Preferences, folder: Path) -> None:
    """Keep the preferences in ``folder``."""
    write_json(folder / FILE, asdict(preferences))


def fitting_speed(latency: float) -> float:
    """Return the speed at which poses that take ``latency`` seconds cost no more than quick ones.

    That is, the game goes as far while a pose arrives as it does at full speed in 0.2 s; 0.5 at
    least.
    """
    wanted = QUICK_S / latency if latency > QUICK_S else 1.0
    return max((speed for speed in SPEEDS if speed <= wanted), default=SPEEDS[0])
