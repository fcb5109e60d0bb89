"""The advice below the picture: in plain words, with the pictures it is about."""

from bridge.studio.advising import Tip
from bridge.studio.album import Thumb
from bridge.studio.dialogs import AlbumView
from bridge.studio.layout import Box
from bridge.studio.screens.scene import Scene
from bridge.studio.theme import RADIUS, Colour, ink_on
from bridge.studio.widgets import button

PICTURES, BUTTON = 4, 44.0
SIDE, SMALLEST = 64.0, 36.0  # of the pictures, where there is room and where there is little
_ICON = {"start": "bulb", "note": "bulb", "warning": "warning", "good": "check"}


def draw(scene: Scene, box: Box) -> None:
    """Draw the most important tip, and as many more as have room."""
    y = box.y
    for number, tip in enumerate(scene.studio.tips):
        pictures = _pictures(scene, tip.examples[:PICTURES])
        text_height = scene.paint.height_of(tip.text, box.w - 76)
        height = text_height + 28 + (BUTTON + 10) * (tip.top_up is not None)
        side = min(box.bottom - y - height - 10, SIDE)
        if side < SMALLEST:
            pictures = []
        height = max(height + (side + 10) * bool(pictures), 56)
        if y + height > box.bottom + 1 and number > 0:
            return
        panel = Box(box.x, y, box.w, min(height, box.bottom - y))
        _tip(scene, panel, tip, pictures, side)
        y = panel.bottom + 10


def _tip(
    scene: Scene, panel: Box, tip: Tip, pictures: list[tuple[str, Thumb]], side: float
) -> None:
    paint, theme, studio = scene.paint, scene.theme, scene.studio
    paint.panel(panel, theme.card, radius=RADIUS + 2, border=theme.line)
    sign, rest = panel.inset(16, 14).cut_left(28, 14)
    dot = Box(sign.x, sign.y - 2, 28, 28)
    fill: Colour = {"warning": theme.warning, "good": theme.good}.get(tip.kind, theme.accent)
    paint.panel(dot, fill, radius=14)
    paint.icon(dot.inset(6), _ICON[tip.kind], ink_on(fill))
    used = paint.paragraph(rest, tip.text)
    for place, (label, thumb) in enumerate(pictures):
        tile = Box(rest.x + place * (side + 8), rest.y + used + 10, side, side)
        scene.thumb(tile, thumb, theme.card)
        reaction = scene.ui.react(f"advice/{thumb.id}", tile)
        if reaction.hover:
            paint.ring(tile, theme.muted, 2, 8)
        if reaction.clicked:
            studio.show(AlbumView(label, thumb.id))
    if tip.top_up is not None:
        below = Box(rest.x, panel.bottom - 14 - BUTTON, min(rest.w, 290), BUTTON)
        text = scene.words("advice.top_up")
        if button(scene.ui, "advice/top-up", below, text, icon="record").clicked:
            studio.top_up(tip.top_up)


def _pictures(scene: Scene, ids: tuple[int, ...]) -> list[tuple[str, Thumb]]:
    if not ids:
        return []
    found = {
        thumb.id: (label, thumb)
        for label, thumbs in scene.studio.album.thumbs.items()
        for thumb in thumbs
        if thumb.id in ids
    }
    return [found[each] for each in ids if each in found]
