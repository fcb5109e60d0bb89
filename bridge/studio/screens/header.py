"""The top of the window (profile, steps, tools) and the messages at its foot."""

from bridge.studio import editing
from bridge.studio.dialogs import MainMenu
from bridge.studio.layout import Box
from bridge.studio.model import Screen
from bridge.studio.screens.scene import MARGIN, Scene
from bridge.studio.theme import ink_on, mix
from bridge.studio.widgets import button

HEIGHT = 72.0
_STEPS = (("camera", Screen.CAMERA), ("pose", Screen.TEACH), ("play", Screen.TRY))
LEFT = 0.41  # share of the window that the live picture and what lies below it take
_FIRST = (Screen.CAMERA, Screen.MIRROR, Screen.GOAL)


def draw(scene: Scene) -> Box:
    """Draw the header; returns the room below it, with margins."""
    top, rest = scene.paint.window.cut_top(HEIGHT)
    bar = top.inset(MARGIN, 12)
    body = Box(rest.x + MARGIN, rest.y, rest.w - 2 * MARGIN, rest.h - MARGIN)
    _tools(scene, bar)
    _profile(scene, bar)
    _steps(scene, bar)
    return body


def _profile(scene: Scene, bar: Box) -> None:
    paint, theme, studio = scene.paint, scene.theme, scene.studio
    mark, rest = bar.cut_left(bar.h, 14)
    paint.panel(mark, theme.accent, radius=13)
    paint.icon(mark.inset(10), "pose", ink_on(theme.accent))
    room = Box(rest.x, rest.y, max((bar.w - 420) / 2 - bar.h - 24, 60), rest.h)
    upper, lower = room.cut_top(room.h * 0.54)
    paint.text(upper, studio.bench.profile.name, "body", weight="Bold")
    if studio.bench.saver.problem is not None:
        paint.text(lower, scene.words("app.not_saved"), "caption", theme.danger, weight="Bold")
    elif studio.album.total:
        state = "app.saved" if studio.bench.saved else "app.saving"
        paint.text(lower, scene.words(state), "caption", theme.muted)
    else:
        paint.text(lower, scene.words("app.name"), "caption", theme.muted)


def _steps(scene: Scene, bar: Box) -> None:
    paint, theme, studio = scene.paint, scene.theme, scene.studio
    track = bar.middle(396, 46)
    paint.panel(track, theme.sunken, radius=23)
    names = ("app.camera", "app.teach", "app.try")
    cells = track.inset(4).columns(3, gap=2)
    for (icon, screen), name, cell in zip(_STEPS, names, cells, strict=True):
        here = studio.screen == screen or (screen == Screen.CAMERA and studio.screen in _FIRST)
        open_ = screen == Screen.CAMERA or bool(studio.album.cards)
        reaction = scene.ui.react(f"step/{screen}", cell) if open_ and not here else None
        if here:
            paint.panel(cell, theme.card, radius=19)
        elif reaction is not None and reaction.hover:
            paint.panel(cell, mix(theme.sunken, theme.ink, 0.07), radius=19)
        ink = theme.ink if here else theme.muted
        row = cell.middle(
            min(paint.width_of(scene.words(name), "body", "SemiBold") + 30, cell.w - 12), cell.h
        )
        sign, label = row.cut_left(20, 9)
        paint.icon(sign, icon, theme.accent if here else ink)
        paint.text(label, scene.words(name), "body", ink, weight="SemiBold")
        if reaction is not None and reaction.clicked:
            studio.go(screen)


def _tools(scene: Scene, bar: Box) -> None:
    studio = scene.studio
    menu, rest = bar.cut_right(48, 4)
    theme_box, rest = rest.cut_right(48, 4)
    undo, _ = rest.cut_right(48)
    can_undo = studio.bench.lesson.can_undo
    if can_undo and button(scene.ui, "undo", undo, icon="undo", kind="quiet").clicked:
        editing.undo(studio)
    dark = studio.settings.theme == "dark"
    if button(scene.ui, "theme", theme_box, icon="sun" if dark else "moon", kind="quiet").clicked:
        studio.settings.theme = "light" if dark else "dark"
    if button(scene.ui, "menu", menu, icon="menu", kind="quiet").clicked:
        studio.show(MainMenu())


def _place(scene: Scene) -> Box:
    """Return where a message may lie: beside the cards and their buttons, where there are any."""
    window = scene.paint.window
    studio = scene.studio
    if studio.dialog is not None or studio.screen in _FIRST:
        return window
    return window.cut_left(MARGIN + (window.w - 2 * MARGIN) * LEFT + MARGIN)[0]


def draw_notice(scene: Scene) -> None:
    """Draw the message at the foot of the window."""
    notice = scene.studio.notices.shown
    if notice is None:
        return
    paint, theme, window = scene.paint, scene.theme, _place(scene)
    error = notice.kind == "error"
    fill = theme.danger if error else theme.notice
    ink = ink_on(fill)
    extra = 112 if notice.undo else 0
    width = min(
        paint.width_of(notice.text, "body", "SemiBold") + 40 + 36 + extra + 40, window.w - 48
    )
    lines = paint.height_of(notice.text, width - 116 - extra, "body", "SemiBold")
    height = max(lines + 28, 56)
    box = Box(window.x + (window.w - width) / 2, window.bottom - height - 20, width, height)
    paint.panel(box, fill, radius=14)
    inner = box.inset(18, 0)
    sign, rest = inner.cut_left(24, 12)
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
    text = Box(rest.x, box.y + (height - lines) / 2, rest.w, lines)
    paint.paragraph(text, notice.text, "body", ink, weight="SemiBold")
    if button(scene.ui, "notice/close", close.middle(36, 36), icon="close", fill=fill).clicked:
        scene.studio.notices.dismiss()
    scene.ui.live = live
