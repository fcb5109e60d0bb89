"""The top of the window: profile, steps, tools."""

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
FIRST = (Screen.CAMERA, Screen.MIRROR, Screen.GOAL)


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
        here = studio.screen == screen or (screen == Screen.CAMERA and studio.screen in FIRST)
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
