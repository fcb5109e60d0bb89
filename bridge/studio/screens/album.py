"""All pictures of one pose, by recording, latest first: delete one, or a whole recording."""

from itertools import groupby

from bridge.studio import editing
from bridge.studio.album import Thumb
from bridge.studio.dialogs import AlbumView
from bridge.studio.layout import Box
from bridge.studio.screens.message import dialog_box
from bridge.studio.screens.scene import Scene
from bridge.studio.theme import RADIUS
from bridge.studio.widgets import button, scroll

TILE = 84.0
GAP = 8.0


def draw(scene: Scene, view: AlbumView) -> Box:
    """Draw the album over the whole window; returns its panel."""
    studio, words, paint = scene.studio, scene.words, scene.paint
    box = dialog_box(scene, paint.window.w - 64, paint.window.h - 48)
    paint.panel(box, scene.theme.card, radius=RADIUS + 8)
    head, rest = box.inset(24, 20).cut_top(44, 12)
    badge, text = head.cut_left(44, 14)
    scene.badge(badge, view.label)
    close, text = text.cut_right(44, 12)
    paint.text(text, words("album.title", label=words.label(view.label)), "title", weight="Bold")
    if button(scene.ui, "dialog/close", close, icon="close", kind="quiet").clicked:
        studio.show(None)
    foot, area = rest.cut_bottom(52, 12)
    thumbs = studio.album.thumbs.get(view.label, ())
    _recordings(scene, area, view, thumbs)
    _foot(scene, foot, view, thumbs)
    return box


def _recordings(scene: Scene, area: Box, view: AlbumView, thumbs: tuple[Thumb, ...]) -> None:
    paint, words, theme = scene.paint, scene.words, scene.theme
    groups = [(name, list(found)) for name, found in groupby(thumbs, key=lambda t: t.session)]
    across = max(int((area.w + GAP) // (TILE + GAP)), 1)
    heights = [52 + -(-len(found) // across) * (TILE + GAP) + 12 for _, found in groups]
    y = area.y - scroll(scene.ui, "album", area, sum(heights))
    scene.ui.clip = area
    paint.clip(area)
    for number, ((session, found), height) in enumerate(zip(groups, heights, strict=True)):
        if y + height > area.y and y < area.bottom:
            line = Box(area.x, y, area.w, 44)
            name = words("album.recording", n=len(groups) - number)
            used = paint.text(line, name, "body", weight="SemiBold")
            count = words.count("pictures", len(found))
            paint.text(line.moved(used + 14, 0), count, "caption", theme.muted)
            delete = Box(area.right - 216, y, 204, 40)
            if button(
                scene.ui,
                f"session/{session}",
                delete,
                words("album.delete_recording"),
                icon="trash",
            ).clicked:
                editing.delete_session(scene.studio, view.label, session)
            _tiles(scene, Box(area.x, y + 48, area.w, height - 52), found, view, across)
        y += height
    scene.ui.clip = None
    paint.clip(None)
    if not thumbs:
        paint.text(area, words("album.empty"), "body", theme.muted, align="middle")


def _tiles(scene: Scene, box: Box, found: list[Thumb], view: AlbumView, across: int) -> None:
    clip = scene.ui.clip or box
    for place, thumb in enumerate(found):
        x, y = place % across, place // across
        tile = Box(box.x + x * (TILE + GAP), box.y + y * (TILE + GAP), TILE, TILE)
        if tile.bottom < clip.y or tile.y > clip.bottom:
            continue
        scene.thumb(tile, thumb, scene.theme.card)
        reaction = scene.ui.react(f"thumb/{thumb.id}", tile)
        if thumb.id == view.chosen:
            scene.paint.ring(tile, scene.theme.accent, 4, 8)
        elif reaction.hover:
            scene.paint.ring(tile, scene.theme.muted, 2, 8)
        if reaction.clicked:
            scene.studio.show(AlbumView(view.label, thumb.id))


def _foot(scene: Scene, box: Box, view: AlbumView, thumbs: tuple[Thumb, ...]) -> None:
    studio, words = scene.studio, scene.words
    delete, rest = box.cut_right(220, 12)
    undo, text = rest.cut_right(140, 12)
    scene.paint.text(text, words("album.choose"), "body", scene.theme.muted)
    if button(scene.ui, "album/undo", undo, words("app.undo"), icon="undo").clicked:
        editing.undo(studio)
    if view.chosen is None or view.chosen not in {thumb.id for thumb in thumbs}:
        return
    wanted = scene.ui.pressed("delete")
    reaction = button(
        scene.ui, "album/delete", delete, words("album.delete_picture"), icon="trash", kind="danger"
    )
    if reaction.clicked or wanted:
        editing.delete(studio, (view.chosen,))
