"""The message at the foot of the window, and the room that it leaves to a dialog."""

from bridge.studio import editing
from bridge.studio.layout import Box
from bridge.studio.notices import Notice
from bridge.studio.screens.header import FIRST, LEFT
from bridge.studio.screens.scene import MARGIN, Scene
from bridge.studio.theme import ink_on, mix
from bridge.studio.widgets import button

_GAP = 20.0  # below the message
_SPACE = 16.0  # around a dialog
_BESIDE = 116.0  # sign, closing button and margins beside the text
_UNDO = 112.0


def place(scene: Scene) -> Box | None:
    """Return where the message lies, if there is one."""
    notice = scene.studio.notices.shown
    if notice is None:
        return None
    room = _room(scene)
    wanted = scene.paint.width_of(notice.text, "body", "SemiBold") + _beside(notice)
    width = min(wanted, room.w - 48)
    height = max(_lines(scene, notice, width) + 28, 56)
    return Box(room.x + (room.w - width) / 2, room.bottom - height - _GAP, width, height)


def dialog_box(scene: Scene, width: float, height: float) -> Box:
    """Return the place of a dialog of at most that size: in the middle, and above the message.

    It moves up for a message where that is enough, and else gets lower: a list stays in its place.
    """
    said, box = place(scene), scene.paint.window.inset(_SPACE).middle(width, height)
    room = box.bottom if said is None else said.y - _SPACE
    if box.bottom <= room:
        return box
    y = room - box.h if room - box.h >= _SPACE else box.y
    return Box(box.x, y, box.w, min(box.h, room - y))


def draw(scene: Scene) -> None:
    """Draw the message."""
    notice, box = scene.studio.notices.shown, place(scene)
    if notice is None or box is None:
        return
    paint, theme = scene.paint, scene.theme
    error = notice.kind == "error"
    fill = theme.danger if error else theme.notice
    ink = ink_on(fill)
    paint.panel(box, fill, radius=14)
    sign, rest = box.inset(18, 0).cut_left(24, 12)
    paint.icon(sign, "warning" if error else "check", ink)
    close, rest = rest.cut_right(36, 4)
    live, scene.ui.live = scene.ui.live, True
    if notice.undo:
        undo, rest = rest.cut_right(104, 8)
        if button(
            scene.ui,
            "notice/undo",
            undo.middle(104, 40),
            scene.words("app.undo"),
            icon="undo",
            fill=mix(fill, ink, 0.14),
        ).clicked:
            editing.undo(scene.studio)
    text = rest.middle(rest.w, _lines(scene, notice, box.w))
    paint.paragraph(text, notice.text, "body", ink, weight="SemiBold")
    if button(scene.ui, "notice/close", close.middle(36, 36), icon="close", fill=fill).clicked:
        scene.studio.notices.dismiss()
    scene.ui.live = live


def _room(scene: Scene) -> Box:
    """Return what a message may cover: not the cards and their buttons, where there are any."""
    window, studio = scene.paint.window, scene.studio
    if studio.dialog is not None or studio.screen in FIRST:
        return window
    return window.cut_left(MARGIN + (window.w - 2 * MARGIN) * LEFT + MARGIN)[0]


def _beside(notice: Notice) -> float:
    return _BESIDE + (_UNDO if notice.undo else 0)


def _lines(scene: Scene, notice: Notice, width: float) -> float:
    """Return how high the text is in a message of that width."""
    return scene.paint.height_of(notice.text, width - _beside(notice), "body", "SemiBold")
