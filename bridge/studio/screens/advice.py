"""The advice card: one thing at a time, in plain words, with the pictures it is about."""

from bridge.studio.album import Thumb
from bridge.studio.layout import Box
from bridge.studio.screens.scene import Scene
from bridge.studio.theme import RADIUS, Colour, ink_on
from bridge.studio.widgets import button

_ICON = {"start": "bulb", "note": "bulb", "warning": "warning", "good": "check"}


def draw(scene: Scene, box: Box) -> None:
    """Draw as many tips as have room."""
    paint, theme = scene.paint, scene.theme
    y = box.y
    for number, tip in enumerate(scene.studio.tips):
        pictures = _pictures(scene, tip.examples)
        extra = (64 + 10) * bool(pictures) + 54 * (tip.top_up is not None)
        text_h = paint.height_of(tip.text, box.w - 76, "body")
        height = max(text_h + extra + 28, 56)
        if y + height > box.bottom + 1 and number > 0:
            break
        panel = Box(box.x, y, box.w, min(height, box.bottom - y))
        paint.panel(panel, theme.card, radius=RADIUS + 2, border=theme.line)
        inner = panel.inset(16, 14)
        sign, rest = inner.cut_left(28, 14)
        dot = Box(sign.x, sign.y - 2, 28, 28)
        fill: Colour = {"warning": theme.warning, "good": theme.good}.get(tip.kind, theme.accent)
        paint.panel(dot, fill, radius=14)
        paint.icon(dot.inset(6), _ICON[tip.kind], ink_on(fill))
        used = paint.paragraph(rest, tip.text, "body")
        row = Box(rest.x, rest.y + used + 10, rest.w, 64)
        for place, thumb in enumerate(pictures[:4]):
            scene.thumb(Box(row.x + place * 72, row.y, 64, 64), thumb, theme.card)
        if tip.top_up is not None:
            top = Box(rest.x, panel.bottom - 14 - 44, min(rest.w, 220), 44)
            label = scene.words("advice.top_up")
            if button(scene.ui, f"top-up/{number}", top, label, icon="record").clicked:
                scene.studio.top_up(tip.top_up)
        y = panel.bottom + 10


def _pictures(scene: Scene, ids: tuple[int, ...]) -> list[Thumb]:
    found = {
        t.id: t for thumbs in scene.studio.album.thumbs.values() for t in thumbs if t.id in ids
    }
    return [found[each] for each in ids if each in found]
