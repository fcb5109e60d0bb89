"""Asking which picture feels like a mirror; the answer is stored with the profile."""

from dataclasses import replace

from bridge.studio.gallery import covering, surface_of
from bridge.studio.layout import Box
from bridge.studio.model import Screen
from bridge.studio.screens.scene import Scene
from bridge.studio.screens.titles import title
from bridge.studio.theme import RADIUS, mix


def draw(scene: Scene, body: Box) -> None:
    """Draw the picture both ways round."""
    area = title(scene, body, scene.words("mirror.title"), scene.words("mirror.hint"), 454)
    width = min((area.w - 32) / 2, 520, (area.h - 64) * 4 / 3)
    height = width * 0.75 + 64
    left = area.x + (area.w - 2 * width - 32) / 2
    for number, mirrored in enumerate((True, False)):
        _choice(scene, Box(left + number * (width + 32), area.y, width, height), mirrored)


def _choice(scene: Scene, box: Box, mirrored: bool) -> None:
    studio, paint, theme = scene.studio, scene.paint, scene.theme
    reaction = scene.ui.react(f"mirror/{mirrored}", box)
    border = theme.accent if reaction.hover else theme.line
    fill = mix(theme.card, theme.ink, 0.08 if reaction.held else 0.0)
    paint.panel(box, fill, radius=RADIUS + 6, border=border, width=2)
    inner = box.inset(12)
    picture, text = inner.cut_top(inner.h - 48, 8)
    frame = studio.bench.frame
    view = replace(studio.bench.profile.view, mirror=mirrored)
    if frame is None:
        paint.panel(picture, theme.sunken)
    else:
        image = covering(view.apply(frame.image), *paint.pixels(picture).size)
        paint.picture(picture, surface_of(image), theme.card)
    words = scene.words
    name = words("mirror.as_mirror") if mirrored else words("mirror.as_camera")
    paint.text(text, name, "body", weight="Bold", align="middle")
    if reaction.clicked:
        studio.bench.set_view(view)
        studio.ask_pose(studio.pose)
        studio.go(Screen.TEACH if studio.album.cards else Screen.GOAL)
