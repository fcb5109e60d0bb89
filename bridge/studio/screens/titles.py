"""The title of a screen that asks one question."""

from bridge.studio.layout import Box
from bridge.studio.screens.scene import Scene

_TITLE = 110.0  # height of the two lines with their gaps


def title(scene: Scene, body: Box, text: str, hint: str, content: float) -> Box:
    """Draw a centred question with a hint below it; returns the room that is left.

    ``content`` is how high what follows would like to be: together they stand a little above
    the middle of the window.
    """
    paint = scene.paint
    y = body.y + max((body.h - content - _TITLE) * 0.4, 0)
    used = paint.paragraph(
        Box(body.x, y, body.w, 90), text, "headline", weight="Bold", align="middle"
    )
    line = Box(body.x, y + used + 4, body.w, 60)
    used += 4 + paint.paragraph(line, hint, "body", scene.theme.muted, align="middle")
    return body.cut_top(y - body.y + used, 24)[1]
