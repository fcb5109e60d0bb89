"""The test drive as a configuration file, for ``posebridge run``."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from bridge.errors import DataError
from bridge.files import written_whole
from bridge.studio.album import Card

HEADER = """\
# Written by the studio. Start it with: posebridge run {name}
# Nothing is pressed until F9 arms it; F9 pauses again from anywhere.
# The lines that were drawn in the studio are kept in the profile and hold here, too.
"""
KEYLESS = """\
  # To give a pose a key, write for example {hold: space} in place of: ignore
"""


def write_config(
    path: Path,
    *,
    profile: Path,
    camera: str,
    cards: Sequence[Card],
    keys: Mapping[str, str],
) -> None:
    """Write what the studio's test drive does to ``path``; raises DataError.

    Every pose gets a line, since a file without any would be refused.
    """
    if not cards:
        raise DataError(
            "There is nothing to export yet.", "teach a pose first", key="nothing_to_export"
        )
    text = "".join(_lines(path, profile, camera, cards, keys))
    try:
        with written_whole(path) as stream:
            stream.write(text.encode())
    except OSError as error:
        raise DataError(
            f'"{path}" cannot be written: {error.strerror}.', key="unwritable", name=path.name
        ) from error


def _lines(
    path: Path,
    profile: Path,
    camera: str,
    cards: Sequence[Card],
    keys: Mapping[str, str],
) -> list[str]:
    lines = [HEADER.format(name=path.name)]
    lines.append(f"profile: {_quoted(str(profile))}\n")
    lines.append(f"camera: {{source: {_quoted(camera or '0')}}}\n")
    lines.append("controls:\n")
    if any(not card.neutral and card.label not in keys for card in cards):
        lines.append(KEYLESS)
    for card in cards:
        label = _quoted(card.label)
        if card.neutral:
            lines.append(f"  {label}: idle\n")
        elif card.label in keys:
            lines.append(f"  {label}: {{hold: {_quoted(keys[card.label])}}}\n")
        else:
            lines.append(f"  {label}: ignore\n")
    lines.append("output: keyboard\n")
    lines.append("safety: {start_disarmed: true, pause_hotkey: f9}\n")
    return lines


def _quoted(text: str) -> str:
    """Return a string as YAML reads it back, whatever it holds: JSON is YAML."""
    return json.dumps(text, ensure_ascii=False)
