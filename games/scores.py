"""High scores: the best few for each game and setting."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from games.keeping import read_json, write_json

FILE = "scores.json"
KEPT = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a new score came in: its place from 0, or None, among the best."""

    place: int | None
    best: tuple[int, ...]


class ScoreTable:
    """The score file of one folder; every match adds to it at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def best(self, game: str, setting: str) -> tuple[int, ...]:
        """Return the best scores of a game at a setting, highest first."""
        found = read_json(self._path).get(f"{game} {setting}")
        if not isinstance(found, list):
            return ()
        return tuple(sorted((n for n in found if type(n) is int), reverse=True)[:KEPT])

    def add(self, game: str, setting: str, score: int) -> Standing:
        """Enter a score; zero does not count. Equal scores: the older one stands first."""
        best = list(self.best(game, setting))
        place = sum(old >= score for old in best)
        if score <= 0 or place >= KEPT:
            return Standing(None, tuple(best))
        best = [*best[:place], score, *best[place:]][:KEPT]
        write_json(self._path, {**read_json(self._path), f"{game} {setting}": best})
        return Standing(place, tuple(best))


def setting_name(options: Mapping[str, str], speed: float) -> str:
    """Return the text under which scores of one setting are kept, such as ``level=2 at 100 %``."""
    chosen = " ".join(f"{name}={value}" for name, value in sorted(options.items()))
    return f"{chosen} at {round(100 * speed)} %".strip()
