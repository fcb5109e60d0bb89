"""How the poses of a match were understood, as a table with advice."""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from games.canvas import NAME_SHARE, Canvas
from games.palette import Colour
from games.playlog import PlayLog, Tally
from games.preferences import fitting_speed

PITCH, LEAST_PITCH = 1.5, 1.15  # of lines, in heights of small type
LABEL_SHARE = 0.45  # of the width at most
WIDEST_BAR = 1 / 3
LATE, ADVICE, NEEDED = 0, 1, 2  # what is left out first where there is little room


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table, ``gap`` lines below the one before it.

    With a ``tally`` it is a pose's row.
    """

    text: str
    ink: Colour
    gap: float = 0.0
    weight: int = NEEDED
    tally: Tally | None = None


def draw_understood(
    canvas: Canvas,
    area: pygame.Rect,
    logs: Sequence[PlayLog],
    controls: tuple[str, ...],
    speed: float,
) -> None:
    """Draw a row for each pose of each player into ``area``, and the advice that fits below."""
    lines = _lines(canvas, area.w, logs, controls, speed)
    type_height = canvas.type_height("small")
    for weight in (LATE, ADVICE):
        if _units(lines) * LEAST_PITCH * type_height > area.h:
            lines = [line for line in lines if line.weight > weight]
    pitch = min(PITCH * type_height, area.h / max(1.0, _units(lines)))
    pitch = max(pitch, LEAST_PITCH * type_height)
    texts = [line.text for line in lines if line.tally]
    label = min(_widest(canvas, texts), round(area.w * LABEL_SHARE))
    understood = [_understood(canvas, line.tally) for line in lines if line.tally]
    columns = label, _widest(canvas, understood)
    y = float(area.y)
    for line in lines:
        y += line.gap * pitch
        if y + type_height > area.bottom:
            return
        row = pygame.Rect(area.x, round(y), area.w, type_height)
        if line.tally:
            _draw_row(canvas, row, line, line.tally, columns)
        else:
            canvas.text(line.text, row.midleft, "small", line.ink, "midleft", row.w)
        y += pitch


def _lines(
    canvas: Canvas,
    width: int,
    logs: Sequence[PlayLog],
    controls: tuple[str, ...],
    speed: float,
) -> list[Line]:
    """Return what there is to say; how late poses are only once, as the speed counts for all."""
    words, palette = canvas.words, canvas.palette
    found: list[Line] = []

    def write(text: str, ink: Colour, gap: float, weight: int) -> None:
        for number, part in enumerate(canvas.lines(text, width, "small")):
            found.append(Line(part, ink, 0.0 if number else gap, weight))

    write(words("results.poses"), palette.quiet, 0.0, NEEDED)
    heading = len(found)
    for player, log in enumerate(logs):
        if len(logs) > 1:
            name = words("play.player", number=player + 1)
            found.append(Line(name, palette.players[player], 0.5))
        for name in (each for each in controls if each in log.tallies):
            gap = 0.2 if len(found) == heading else 0.0
            row = Line(words(f"pose.{name}"), palette.ink, gap, tally=log.tallies[name])
            found.append(row)
        worst = log.worst(controls)
        if worst:
            tally, pose = log.tallies[worst], words(f"pose.{worst}")
            text = words("results.advice", pose=pose, missed=tally.missed, of=tally.begun)
            write(text, palette.bad, 0.3, ADVICE)
    latest = max((log.latency for log in logs), default=0.0)
    if fitting_speed(latest) < speed:
        write(words("results.late", ms=round(1000 * latest)), palette.accent, 0.3, LATE)
    return found


def _draw_row(
    canvas: Canvas, row: pygame.Rect, line: Line, tally: Tally, columns: tuple[int, int]
) -> None:
    """Draw a pose's name, its bar and the numbers; narrow rows have a narrow bar."""
    palette, gap = canvas.palette, row.h // 2
    label, numbers = columns
    canvas.text(line.text, row.midleft, "small", line.ink, "midleft", label, NAME_SHARE)
    bar = pygame.Rect(row.x + max(label + gap, row.w // 4), 0, 0, max(4, row.h // 2))
    bar.w = min(round(row.w * WIDEST_BAR), row.right - numbers - gap - bar.x)
    bar.centery = row.centery
    share = 1 - tally.missed / max(1, tally.begun)
    if bar.w > gap:
        canvas.bar(bar, share, palette.good if share > 0.8 else palette.bad)
    text, left = _understood(canvas, tally), (max(bar.right, bar.x) + gap, row.centery)
    canvas.text(text, left, "small", palette.quiet, "midleft", row.right - left[0])


def _understood(canvas: Canvas, tally: Tally) -> str:
    seen = tally.begun - tally.missed
    return canvas.words("results.understood", seen=seen, of=tally.begun)


def _units(lines: Sequence[Line]) -> float:
    return sum(1 + line.gap for line in lines)


def _widest(canvas: Canvas, texts: Sequence[str]) -> int:
    return max((canvas.width(text, "small") for text in texts), default=0)
