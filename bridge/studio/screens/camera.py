"""Choosing a camera by its live picture."""

from math import ceil

from bridge.studio import filing
from bridge.studio.gallery import covering, surface_of
from bridge.studio.layout import Box
from bridge.studio.previews import Preview
from bridge.studio.screens.scene import Scene
from bridge.studio.screens.titles import title
from bridge.studio.theme import RADIUS, mix


def draw(scene: Scene, body: Box) -> None:
    """Draw one tile for each camera, and one for pictures from the disk."""
    words = scene.words
    bench = scene.studio.bench
    image = bench.frame.image if bench.frame else None
    found = scene.previews.look(scene.studio.source, image)
    only_drawn = all(preview.source == "synthetic" for preview in found)
    hint = words("camera.none_found") if only_drawn else words("camera.hint")
    columns = min(len(found) + 1, 3 if body.w > 700 else 2)
    rows = ceil((len(found) + 1) / columns)
    area = title(scene, body, words("camera.title"), hint, rows * 385 - 16)
    height = min((area.h - 16 * (rows - 1)) / rows, 420)
    width = min((area.w - 20 * (columns - 1)) / columns, 380)
    left = area.x + (area.w - columns * width - 20 * (columns - 1)) / 2
    height = min(height, width * 0.75 + 84)
    for number in range(len(found) + 1):
        x = left + number % columns * (width + 20)
        tile = Box(x, area.y + number // columns * (height + 16), width, height)
        if number < len(found):
            _camera(scene, tile, found[number])
        else:
            _disk(scene, tile)


def _camera(scene: Scene, box: Box, preview: Preview) -> None:
    paint, theme = scene.paint, scene.theme
    drawn = preview.source == "synthetic"
    picture = _tile(
        scene,
        box,
        f"camera/{preview.source}",
        scene.words("camera.drawn") if drawn else preview.name,
        scene.words("camera.drawn_hint") if drawn else preview.source,
    )
    clicked, room = picture
    if preview.image is not None:
        image = covering(preview.image, *paint.pixels(room).size)
        paint.picture(room, surface_of(image), theme.card)
    else:
        paint.panel(room, theme.sunken)
        text = scene.words("camera.busy" if preview.failed else "camera.opening")
        inner = room.middle(room.w - 32, paint.height_of(text, room.w - 32))
        paint.paragraph(inner, text, "body", theme.muted, align="middle")
    if clicked and not preview.failed:
        scene.previews.stop()
        scene.studio.choose_camera(preview.source)


def _disk(scene: Scene, box: Box) -> None:
    paint, theme = scene.paint, scene.theme
    clicked, room = _tile(
        scene, box, "camera/disk", scene.words("camera.other"), scene.words("camera.other_hint")
    )
    paint.panel(room, theme.sunken)
    paint.icon(room.middle(64, 64), "folder", theme.muted)
    if clicked:
        filing.browse(scene.studio, "camera")


def _tile(scene: Scene, box: Box, name: str, text: str, hint: str) -> tuple[bool, Box]:
    paint, theme = scene.paint, scene.theme
    reaction = scene.ui.react(name, box)
    fill = mix(theme.card, theme.ink, 0.08 if reaction.held else 0.0)
    border = theme.accent if reaction.hover else theme.line
    paint.panel(box, fill, radius=RADIUS + 6, border=border, width=2)
    inner = box.inset(12)
    picture, text_box = inner.cut_top(inner.h - 60, 8)
    upper, lower = text_box.inset(4, 0).cut_top(28)
    paint.text(upper, text, "body", weight="Bold")
    paint.text(lower, hint, "caption", theme.muted)
    return reaction.clicked, picture
