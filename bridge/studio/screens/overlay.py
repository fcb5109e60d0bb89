"""Dialogs over a screen: menus, names, the album and the file browser."""

from collections.abc import Callable

from bridge.studio import editing, filing, renewing
from bridge.studio.dialogs import AlbumView, Browser, Busy, CardMenu, MainMenu, Naming, Renewal
from bridge.studio.layout import Box
from bridge.studio.model import Screen
from bridge.studio.screens import album, browser, message
from bridge.studio.screens.scene import Scene
from bridge.studio.theme import RADIUS
from bridge.studio.widgets import Kind, button, switch, text_field
from bridge.words import load_words, next_language

_ROW = 52.0
_SWITCH = 78.0  # a switch with two lines below it
Entries = tuple[tuple[str, str, Callable[[], None]], ...]


def draw(scene: Scene) -> None:
    """Draw the dialog that is open; Escape, or a press beside it, closes it."""
    studio = scene.studio
    scene.paint.veil()
    match studio.dialog:
        case MainMenu():
            box = _main_menu(scene)
        case CardMenu(label):
            box = _card_menu(scene, label)
        case Naming() as naming:
            box = _naming(scene, naming)
        case Renewal() as renewal:
            box = _renewal(scene, renewal)
        case Busy():
            _busy(scene)
            return
        case AlbumView() as view:
            box = album.draw(scene, view)
        case Browser() as files:
            box = browser.draw(scene, files)
        case _:
            return
    escape = any(press.name == "escape" for press in scene.ui.input.keys)
    if escape or _beside(scene, box):
        studio.show(None)


def _beside(scene: Scene, box: Box) -> bool:
    """Whether a press was neither on the dialog nor on the message below it."""
    given, said = scene.ui.input, message.place(scene)
    on_message = said is not None and said.has(given.x, given.y)
    return given.pressed and not box.has(given.x, given.y) and not on_message


def panel(scene: Scene, width: float, height: float, title: str) -> tuple[Box, Box]:
    """Draw a dialog's panel with its title; returns the panel and the room inside."""
    box = message.dialog_box(scene, width, height)
    scene.paint.panel(box, scene.theme.card, radius=RADIUS + 8)
    head, rest = box.inset(24, 20).cut_top(40, 14)
    close, text = head.cut_right(40, 8)
    scene.paint.text(text, title, "title", weight="Bold")
    if button(scene.ui, "dialog/close", close, icon="close", kind="quiet").clicked:
        scene.studio.show(None)
    return box, rest


def _main_menu(scene: Scene) -> Box:
    studio, words = scene.studio, scene.words
    landmarks = studio.bench.landmarks
    others = 170 + _SWITCH * (1 if landmarks is None else 2)
    room = message.dialog_box(scene, 640, others + 4 * (_ROW + 10))
    row = (room.h - others) / 4 - 10
    box, rest = panel(scene, room.w, room.h, words("menu.title"))
    entries: Entries = (
        ("menu.open", "folder", lambda: filing.browse(studio, "open")),
        ("menu.save_as", "file", lambda: filing.browse(studio, "save_as")),
        ("menu.new", "plus", lambda: filing.new_profile(studio)),
        ("menu.duplicate", "copy", lambda: filing.duplicate(studio)),
        ("menu.import", "import", lambda: filing.browse(studio, "import")),
        ("menu.export", "export", lambda: filing.browse(studio, "export")),
        ("menu.goal", "play", lambda: studio.go(Screen.GOAL)),
        ("menu.quit", "close", studio.quit),
    )
    grid, rest = rest.cut_top(4 * (row + 10), 8)
    for (key, icon, act), cell in zip(
        entries, [c for row in grid.rows(4, gap=10) for c in row.columns(2, gap=12)], strict=True
    ):
        if button(scene.ui, key, cell, words(key), icon=icon).clicked:
            act()
    line, rest = rest.cut_top(44, 8)
    dark, zoom = line.columns(2, gap=12)
    if switch(scene.ui, "menu.dark", dark, words("menu.dark"), on=studio.settings.theme == "dark"):
        studio.settings.theme = "light" if studio.settings.theme == "dark" else "dark"
    smaller, larger, language = zoom.columns(3, gap=10)
    if button(scene.ui, "menu.smaller", smaller, words("menu.smaller")).clicked:
        studio.zoom(-1)
    if button(scene.ui, "menu.larger", larger, words("menu.larger")).clicked:
        studio.zoom(1)
    other = next_language(studio.settings.language)
    if button(scene.ui, "menu/language", language, load_words(other)("app.language")).clicked:
        studio.speak(other)
    private = studio.settings.private
    hint = words("menu.private_hint")
    text = words("menu.private")
    if _explained(scene, "menu.private", rest.cut_top(_SWITCH)[0], text, hint, on=private):
        studio.set_private(private=not private)
    if landmarks is not None:
        key = "menu.landmarks_on" if landmarks else "menu.landmarks_off"
        below = rest.moved(0, _SWITCH).cut_top(_SWITCH)[0]
        text, hint = words(key), words(f"{key}_hint")
        if _explained(scene, "switch/landmarks", below, text, hint, on=landmarks):
            studio.bench.set_landmarks(on=not landmarks)
    return box


def _explained(scene: Scene, name: str, box: Box, text: str, hint: str, *, on: bool) -> bool:
    """Draw a switch with an explanation below it; returns whether it was flipped."""
    line, below = box.cut_top(32)
    paint = scene.paint
    paint.paragraph(below.cut_left(62)[1], hint, "caption", scene.theme.muted)
    return switch(scene.ui, name, line, text, on=on)


def _card_menu(scene: Scene, label: str) -> Box:
    studio, words = scene.studio, scene.words
    box, rest = panel(scene, 420, 7 * (_ROW + 8) + 96, words.label(label))
    entries: Entries = (
        ("card.hands_free", "timer", lambda: studio.hands_free(label)),
        ("card.album", "picture", lambda: studio.show(AlbumView(label))),
        ("card.files", "import", lambda: filing.browse(studio, "pictures", label)),
        ("card.rename", "pencil", lambda: studio.show(Naming(label, studio.words.label(label)))),
        ("card.up", "raise", lambda: editing.move_label(studio, label, -1)),
        ("card.down", "lower", lambda: editing.move_label(studio, label, 1)),
        ("card.delete", "trash", lambda: editing.delete_label(studio, label)),
    )
    for (key, icon, act), cell in zip(entries, rest.rows(len(entries), gap=8), strict=True):
        kind: Kind = "danger" if key == "card.delete" else "plain"
        if button(scene.ui, key, cell, words(key), icon=icon, kind=kind).clicked:
            act()
            if key == "card.rename":
                scene.ui.focus_on("naming/field")
    return box


def _renewal(scene: Scene, renewal: Renewal) -> Box:
    studio, words, paint = scene.studio, scene.words, scene.paint
    name = renewal.path.name
    texts = [words("renewal.text", n=renewal.pictures, name=name)]
    if not renewal.pictures:
        texts = [words("renewal.nothing", name=name)]
    elif renewal.lost:
        texts.append(words("renewal.lost", n=renewal.lost))
    height = sum(paint.height_of(text, 512) + 12 for text in texts)
    box, rest = panel(scene, 560, 94 + height + 12 + 52 + 20, words("renewal.title"))
    for text in texts:
        used = paint.paragraph(rest, text)
        rest = rest.cut_top(used, 12)[1]
    cancel, go = rest.cut_bottom(52)[0].columns(2, gap=12)
    if button(scene.ui, "renewal/cancel", cancel, words("app.cancel")).clicked:
        studio.show(None)
    if (
        renewal.pictures
        and button(
            scene.ui, "renewal/go", go, words("renewal.go"), icon="picture", kind="primary"
        ).clicked
    ):
        renewing.renew(studio, renewal)
    return box


def _busy(scene: Scene) -> None:
    errand, paint = scene.studio.errand, scene.paint
    box = paint.window.middle(360, 150)
    paint.panel(box, scene.theme.card, radius=RADIUS + 8)
    upper, lower = box.inset(24).cut_top(54)
    paint.text(upper, scene.words("app.wait"), "title", weight="Bold", align="middle")
    if errand is not None and errand.steps:
        text = scene.words.count("pictures", errand.steps)
        paint.text(lower, text, "body", scene.theme.muted, align="middle")
    scene.ui.animating = True


def _naming(scene: Scene, naming: Naming) -> Box:
    studio, words = scene.studio, scene.words
    title = words("card.new" if naming.label is None else "card.name")
    box, rest = panel(scene, 480, 216, title)
    field, foot = rest.cut_top(52, 18)
    naming.text = text_field(scene.ui, "naming/field", field, naming.text, limit=24)
    cancel, save = foot.cut_top(52)[0].columns(2, gap=12)
    if button(scene.ui, "naming/cancel", cancel, words("app.cancel")).clicked:
        studio.show(None)
    typed = any(p.name == "return" for p in scene.ui.input.keys) and scene.ui.typing
    pressed = button(scene.ui, "naming/save", save, words("card.save_name"), kind="primary")
    if pressed.clicked or typed:
        editing.name_label(studio, naming.label, naming.text)
    return box
