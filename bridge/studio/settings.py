"""What the studio remembers between two days: the last profile, camera, theme and zoom."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from bridge.files import written_whole
from bridge.resources import user_folder
from bridge.studio.theme import THEMES
from bridge.words import languages

MAX_BYTES = 100_000


@dataclass(slots=True)
class StudioSettings:
    """Saved as JSON.

    ``camera`` is a camera source as on the command line.
    """

    profile: str = ""
    camera: str = ""
    goal: str = "snake"
    theme: str = "light"
    language: str = "en"
    zoom: float = 1.0
    private: bool = False


def settings_path() -> Path:
    """Return where the settings lie."""
    return user_folder("studio") / "settings.json"


def load_settings(path: Path) -> StudioSettings:
    """Read settings; whatever is missing, damaged or of the wrong kind takes its default."""
    found = StudioSettings()
    try:
        text = path.read_text(encoding="utf-8") if path.stat().st_size < MAX_BYTES else ""
        table = json.loads(text)
    except (OSError, ValueError):
        return found
    for each in fields(found):
        value = table.get(each.name) if isinstance(table, dict) else None
        if type(value) is type(getattr(found, each.name)):
            setattr(found, each.name, value)
    found.theme = found.theme if found.theme in THEMES else "light"
    found.language = found.language if found.language in languages() else "en"
    found.zoom = min(max(found.zoom, 0.5), 3.0)
    return found


def save_settings(settings: StudioSettings, path: Path) -> None:
    """Write settings, whole or not at all; a full disk must not stop the lesson."""
    try:
        with written_whole(path) as stream:
            stream.write(json.dumps(asdict(settings), indent=1).encode())
    except OSError:
        return
