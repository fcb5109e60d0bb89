"""The panels beside the maze: score, level, lives and fruit; who the bunnies are."""

import pygame

from games.canvas import Canvas
from games.pacman.actor_art import PHASES
from games.pacman.levels import level
from games.pacman.rules import MazeRules
from games.pacman.sprites import draw_bunny, draw_fruit, draw_hero
from games.pacman.targets import ROLES

FRUITS_SHOWN = 7
# Widths in lines of small type from which there is room for the bunnies' names and traits.
NAME_LINES, TRAIT_LINES = 5.5, 10.0


def draw_status(canvas: Canvas, area: pygame.Rect, rules: MazeRules) -> None:
    """Draw score, level, lives and the fruit of the last levels, from the top down."""
    words, palette = canvas.words, canvas.palette
    line = canvas.type_height("small")
    x = area.x
    label = canvas.text(words("pacman.score"), area.topleft, "small", palette.quiet, width=area.w)
    score = str(rules.tally.score)
    shown = canvas.text(score, (x, label.bottom), "head", palette.accent, width=area.w)
    where = (x, shown.bottom + line // 2)
    label = canvas.text(words("pacman.stage"), where, "small", palette.quiet, width=area.w)
    shown = canvas.text(str(rules.number), (x, label.bottom), "body", width=area.w)
    y = shown.bottom + line // 2
    icon = max(14, min(area.w // 4, round(line * 1.6)))
    y = _draw_lives(canvas, pygame.Rect(x, y, area.w, icon), rules) + line // 2
    first = max(1, rules.number - FRUITS_SHOWN + 1)
    per_row = max(1, area.w // icon)
    for index, number in enumerate(range(first, rules.number + 1)):
        row, column = divmod(index, per_row)
        centre = (x + (column + 0.5) * icon, y + (row + 0.5) * icon)
        draw_fruit(canvas, centre, round(icon * 0.85), level(number).fruit)
    title, below = words("pacman.title"), area.bottomleft
    canvas.text(title, below, "small", palette.quiet, "bottomleft", width=area.w)


def draw_status_line(canvas: Canvas, area: pygame.Rect, rules: MazeRules) -> None:
    """Draw the same in one line, for windows higher than wide."""
    icon = area.h
    score = canvas.text(
        str(rules.tally.score), area.midleft, "body", canvas.palette.accent, "midleft"
    )
    words = f"{canvas.words('pacman.stage')} {rules.number}"
    canvas.text(words, area.midright, "small", canvas.palette.quiet, "midright")
    x = score.right + icon
    _draw_lives(canvas, pygame.Rect(x, area.y, area.w // 2, icon), rules)


def draw_cast(canvas: Canvas, area: pygame.Rect, seconds: float) -> None:
    """Introduce the four, with what each is up to, as far as there is room."""
    words, palette = canvas.words, canvas.palette
    line = canvas.type_height("small")
    icon = round(line * 2.4)
    step = round(icon * 1.25)
    if area.w < NAME_LINES * line or area.h < step * (len(ROLES) + 1):
        return
    y = area.bottom - step * len(ROLES)
    canvas.text(words("pacman.cast"), (area.x, y - line * 2), "small", palette.quiet, width=area.w)
    phase = 0 if canvas.calm else int(seconds * 6) % PHASES
    for index, role in enumerate(ROLES):
        top = y + index * step
        direction = "left" if canvas.calm else ("left", "down", "right", "down")[int(seconds) % 4]
        draw_bunny(canvas, (area.x + icon / 2, top + icon / 2), icon, role, direction, phase)
        x, width = area.x + icon + line // 2, area.w - icon - line // 2
        name = canvas.text(words(f"pacman.{role}"), (x, top + line // 4), "small", width=width)
        if area.w >= TRAIT_LINES * line:
            trait = words(f"pacman.{role}_does")
            canvas.text(trait, (x, name.bottom), round(line * 0.85), palette.quiet, width=width)


def _draw_lives(canvas: Canvas, row: pygame.Rect, rules: MazeRules) -> int:
    """Draw the lives in reserve and return the bottom of the row."""
    spare = rules.tally.lives - (rules.stage not in ("caught", "over"))
    for index in range(min(spare, row.w // row.h)):
        draw_hero(canvas, (row.x + (index + 0.5) * row.h, row.centery), row.h, "right")
    return row.bottom
