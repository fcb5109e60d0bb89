"""Asking what the player wants to control."""

from bridge.studio.goals import GOALS, Goal
from bridge.studio.layout import Box
from bridge.studio.screens.scene import Scene
from bridge.studio.screens.titles import title
from bridge.studio.theme import RADIUS, ink_on, mix

_ICON = {"app": "keyboard", "own": "pose"}


def draw(scene: Scene, body: Box) -> None:
    """Draw one tile for each goal."""
    area = title(scene, body, scene.words("goal.title"), scene.words("goal.hint"))
    across = len(GOALS) if area.w > 1000 else 3
    rows = -(-len(GOALS) // across)
    width = (area.w - 20 * (across - 1)) / across
    height = min((area.h - 20 * (rows - 1)) / rows, 300)
    for number, goal in enumerate(GOALS):
        x = area.x + number % across * (width + 20)
        _tile(scene, Box(x, area.y + number // across * (height + 20), width, height), goal, number)


def _tile(scene: Scene, box: Box, goal: Goal, number: int) -> None:
    paint, theme = scene.paint, scene.theme
    reaction = scene.ui.react(f"goal/{goal.name}", box)
    chosen = reaction.hover
    fill = mix(theme.card, theme.ink, 0.08 if reaction.held else 0.0)
    paint.panel(
        box, fill, radius=RADIUS + 6, border=theme.accent if chosen else theme.line, width=2
    )
    inner = box.inset(16)
    art, text = inner.cut_top(inner.h - 84, 12)
    colour = theme.label((2, 1, 0, 4, 3)[number % 5])
    paint.panel(art, mix(theme.card, colour, 0.16), radius=RADIUS)
    sign = art.middle(min(art.h * 0.62, 104), min(art.h * 0.62, 104))
    paint.icon(sign, _ICON.get(goal.name, goal.name), mix(colour, ink_on(theme.card), 0.1))
    upper, lower = text.cut_top(30, 2)
    paint.text(
        upper, scene.words(f"goal.{goal.name}"), "title" if box.w > 200 else "body", weight="Bold"
    )
    paint.paragraph(lower, scene.words(f"goal.{goal.name}_hint"), "caption", theme.muted)
    if reaction.clicked:
        scene.studio.choose_goal(goal)
