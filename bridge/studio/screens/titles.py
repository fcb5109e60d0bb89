"""The title of a screen that asks one question."""

from bridge.studio.layout import Box
from bridge.studio.screens.scene import Scene


def title(scene: Scene, body: Box, text: str, hint: str) -> Box:
    """Draw a centred question with a hint below it; returns the room that is left."""
    paint = scene.paint
    y = body.y + (16 if body.h > 500 else 0)
    used = paint.paragraph(
        Box(body.x, y, body.w, 90), text, "headline", weight="Bold", align="middle"
    )
    line = Box(body.x, y + used + 4, body.w, 60)
    used += 4 + paint.paragraph(line, hint, "body", scene.theme.muted, align="middle")
    return body.cut_top(y - body.y + used, 24)[1]
