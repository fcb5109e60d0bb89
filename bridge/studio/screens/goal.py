"""Asking what the player wants to control."""

from bridge.studio.goals import GOALS, Goal
from bridge.studio.layout import Box
from bridge.studio.screens.art import draw_art
from bridge.studio.screens.scene import Scene
from bridge.studio.screens.titles import title
from bridge.studio.theme import RADIUS, mix


def draw(scene: Scene, body: Box) -> None:
    """Draw one tile for each goal."""
    across = len(GOALS) if body.w > 1000 else 3
    rows = -(-len(GOALS) // across)
    area = title(scene, body, scene.words("goal.title"), scene.words("goal.hint"), rows * 320 - 20)
    width = (area.w - 20 * (across - 1)) / across
    height = min((area.h - 20 * (rows - 1)) / rows, 300)
    for number, goal in enumerate(GOALS):
        row = GOALS[number // across * across :][:across]
        left = area.x + (across - len(row)) * (width + 20) / 2
        x = left + number % across * (width + 20)
        _tile(scene, Box(x, area.y + number // across * (height + 20), width, height), goal, number)


def _tile(scene: Scene, box: Box, goal: Goal, number: int) -> None:
    paint, theme = scene.paint, scene.theme
    reaction = scene.ui.react(f"goal/{goal.name}", box)
    chosen = reaction.hover
    fill = mix(theme.card, theme.ink, 0.08 if reaction.held else 0.0)
    paint.panel(
        box, fill, radius=RADIUS + 6, border=theme.accent if chosen else theme.line, width=2
    )
    inner = box.inset(14)
    art, text = inner.cut_top(inner.h - 84, 12)
    colour = theme.label((2, 1, 0, 4, 3)[number % 5])
    draw_art(paint, art, goal.name, colour)
    text = text.inset(4, 0)
    upper, lower = text.cut_top(30, 2)
    paint.text(
        upper, scene.words(f"goal.{goal.name}"), "title" if box.w > 200 else "body", weight="Bold"
    )
    paint.paragraph(lower, scene.words(f"goal.{goal.name}_hint"), "caption", theme.muted)
    if reaction.clicked:
        scene.studio.choose_goal(goal)
