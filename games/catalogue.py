"""Which games are installed."""

from collections.abc import Mapping
from importlib.metadata import entry_points

from games.base import Game


def find_games() -> dict[str, Game]:
    """Return every installed game by name; one that fails to load is left out."""
    found: dict[str, Game] = {}
    for point in sorted(entry_points(group="posebridge.games"), key=lambda each: each.name):
        try:
            game = point.load()
        except (ImportError, AttributeError, OSError):
            continue
        found.setdefault(game.name, game)
    return found


def own_words(games: Mapping[str, Game]) -> dict[str, str]:
    """Return the English texts that games bring along, by whole key."""
    return {
        f"{game.name}.{key}": text
        for game in games.values()
        for key, text in {"title": game.title, **game.words}.items()
    }
