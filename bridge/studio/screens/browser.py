"""Choosing a file or folder on the disk."""

from pathlib import Path

from bridge.studio import filing
from bridge.studio.dialogs import WHOLE_FOLDER, Browser
from bridge.studio.layout import Box
from bridge.studio.screens.message import dialog_box
from bridge.studio.screens.scene import Scene
from bridge.studio.theme import RADIUS, mix
from bridge.studio.widgets import button, scroll, text_field

ROW = 48.0


def draw(scene: Scene, files: Browser) -> Box:
    """Draw the browser; returns its panel."""
    paint, words, studio = scene.paint, scene.words, scene.studio
    box = dialog_box(scene, 820, 620)
    paint.panel(box, scene.theme.card, radius=RADIUS + 8)
    head, rest = box.inset(24, 20).cut_top(40, 10)
    close, title = head.cut_right(40, 8)
    paint.text(title, words(f"files.{files.purpose}"), "title", weight="Bold")
    if button(scene.ui, "dialog/close", close, icon="close", kind="quiet").clicked:
        studio.show(None)
    line, rest = rest.cut_top(44, 12)
    up, line = line.cut_left(102, 8)
    home, path = line.cut_left(130, 14)
    if button(scene.ui, "files/up", up, words("files.up"), icon="raise").clicked:
        files.go(files.folder.parent)
    if button(scene.ui, "files/home", home, words("files.home"), icon="folder").clicked:
        files.go(studio.world.home)
    paint.text(path, _short(scene, str(files.folder), path.w), "caption", scene.theme.muted)
    foot, area = rest.cut_bottom(52, 14)
    if files.purpose == "export":
        hint, area = area.cut_bottom(22, 8)
        paint.text(hint, words("files.export_hint"), "caption", scene.theme.muted)
    _entries(scene, area, files)
    _foot(scene, foot, files)
    return box


def _entries(scene: Scene, area: Box, files: Browser) -> None:
    paint, words, theme = scene.paint, scene.words, scene.theme
    paint.panel(area, theme.page, radius=RADIUS)
    room = area.inset(8)
    entries = [*((True, path) for path in files.folders), *((False, path) for path in files.files)]
    if not entries:
        text = words("files.nothing" if files.readable else "files.unreadable")
        paint.text(area, text, "body", theme.muted, align="middle")
    offset = scroll(scene.ui, "files", room, len(entries) * ROW)
    scene.ui.clip = room
    paint.clip(room)
    for number, (folder, path) in enumerate(entries):
        row = Box(room.x, room.y + number * ROW - offset, room.w - 8, ROW)
        if row.bottom <= room.y or row.y >= room.bottom:
            continue
        reaction = scene.ui.react(f"entry/{path.name}", row)
        if reaction.hover or files.name == path.name:
            paint.panel(row, mix(theme.page, theme.ink, 0.08), radius=8)
        sign, name = row.inset(12, 0).cut_left(24, 14)
        paint.icon(sign, "folder" if folder else "file", theme.accent if folder else theme.muted)
        paint.text(name, path.name, "body")
        if reaction.clicked and folder:
            files.go(path)
        elif reaction.clicked and files.saves:
            files.name = path.name
        elif reaction.clicked:
            filing.choose(scene.studio, files, path)
    scene.ui.clip = None
    paint.clip(None)


def _foot(scene: Scene, box: Box, files: Browser) -> None:
    words, studio = scene.words, scene.studio
    if files.asks:
        _replace(scene, box, files)
    elif files.saves:
        save, field = box.cut_right(160, 12)
        files.name = text_field(scene.ui, "files/name", field, files.name, limit=60)
        if button(scene.ui, "files/save", save, words("files.save"), kind="primary").clicked:
            filing.choose(studio, files, files.target)
    elif files.purpose in WHOLE_FOLDER:
        use, _ = box.cut_right(240)
        if button(
            scene.ui, "files/use", use, words("files.use_folder"), icon="check", kind="primary"
        ).clicked:
            filing.choose(studio, files, files.folder)


def _replace(scene: Scene, box: Box, files: Browser) -> None:
    """Ask; no lies where the button to save was, so that pressing twice replaces nothing."""
    words, paint = scene.words, scene.paint
    keep, rest = box.cut_right(200, 12)
    replace, text = rest.cut_right(160, 12)
    upper, lower = text.cut_top(text.h / 2)
    paint.text(upper, files.target.name, "body", weight="SemiBold")
    paint.text(lower, words("files.replace"), "body")
    if button(scene.ui, "files/keep", keep, words("files.keep"), kind="primary").clicked:
        files.replacing = None
    if button(scene.ui, "files/replace", replace, words("files.replace_it"), kind="danger").clicked:
        filing.choose(scene.studio, files, files.target)


def _short(scene: Scene, path: str, width: float) -> str:
    """Return the end of a path that fits: its last folders matter most."""
    parts = Path(path).parts
    while len(parts) > 1 and scene.paint.width_of(path, "caption") > width:
        parts = parts[1:]
        path = "… / " + "/".join(parts)
    return path
