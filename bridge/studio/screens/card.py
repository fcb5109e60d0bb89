"""One pose's card: sign, name, count, live bar, latest pictures and the button that records."""

from bridge.studio.album import Card
from bridge.studio.dialogs import AlbumView, CardMenu
from bridge.studio.layout import Box
from bridge.studio.screens.scene import Scene
from bridge.studio.theme import RADIUS, ink_on, mix
from bridge.studio.widgets import button

LOW, HIGH = 84.0, 108.0
_HOLD = 132.0


def draw(scene: Scene, box: Box, card: Card, number: int) -> None:
    """Draw one card; ``number`` is its place, whose key records too."""
    studio, paint, theme = scene.studio, scene.paint, scene.theme
    recording = studio.recorder.label == card.label
    paint.panel(box, theme.card, radius=RADIUS + 2, border=theme.line)
    inner = box.inset(14, 12)
    badge, rest = inner.cut_left(56, 14)
    scene.badge(badge.middle(56, 56), card.label)
    dots, rest = rest.cut_right(36, 8)
    if button(
        scene.ui, f"card/{card.label}", dots.middle(36, 44), icon="dots", kind="quiet"
    ).clicked:
        studio.show(CardMenu(card.label))
    hold, rest = rest.cut_right(_HOLD if box.w > 560 else 96, 16)
    _hold(scene, hold.middle(hold.w, 60), card, number)
    upper, bar = rest.cut_top(rest.h - 20, 8)
    _bar(scene, bar.middle(bar.w, 10), card.label)
    _naming(scene, upper, card)
    if recording:
        paint.ring(box, scene.colour(card.label), 4, RADIUS + 2)


def _naming(scene: Scene, box: Box, card: Card) -> None:
    paint, theme = scene.paint, scene.theme
    thumbs = scene.studio.album.thumbs.get(card.label, ())
    side = box.h
    room = max(int((box.w - 132) // (side + 6)), 0)
    shown = min(room, len(thumbs), 6)
    strip, text = box.cut_right(shown * (side + 6) - 6 if shown else 0, 12)
    name, count = _lines(scene, text)
    paint.text(name, scene.words.label(card.label), "title", weight="Bold")
    amount = scene.words.count("pictures", len(thumbs)) if thumbs else scene.words("teach.empty")
    paint.text(count, amount, "caption", theme.muted)
    if not shown:
        return
    reaction = scene.ui.react(f"album/{card.label}", strip)
    for place, thumb in enumerate(thumbs[:shown]):
        tile = Box(strip.x + place * (side + 6), strip.y, side, side)
        scene.thumb(tile, thumb, theme.card)
    if reaction.hover:
        paint.ring(strip.inset(-3), theme.muted, 2, 10)
    if reaction.clicked:
        scene.studio.show(AlbumView(card.label))


def _lines(scene: Scene, box: Box) -> tuple[Box, Box]:
    """Return the places of the name and the count; a low card lends them some of its margin."""
    line = scene.paint.letters.line
    lacking = max(line("title") + line("caption") - box.h, 0)
    room = Box(box.x, box.y - lacking * 0.6, box.w, box.h + lacking)
    return room.cut_top(max(room.h * 0.56, line("title")))


def _bar(scene: Scene, box: Box, label: str) -> None:
    snapshot = scene.studio.bench.snapshot
    scores = snapshot.prediction.scores if snapshot else {}
    share = scene.ui.eased(f"bar/{label}", scores.get(label, 0.0))
    scene.paint.bar(box, share, scene.colour(label))


def _hold(scene: Scene, box: Box, card: Card, number: int) -> None:
    studio, paint, theme = scene.studio, scene.paint, scene.theme
    name = f"hold/{card.label}"
    reaction = scene.ui.react(name, box, keeps=True)
    taking = studio.recorder.label == card.label
    colour = scene.colour(card.label)
    fill = (
        colour
        if taking
        else mix(theme.card, colour, 0.24 if reaction.held else 0.16 if reaction.hover else 0.10)
    )
    ink = ink_on(colour) if taking else theme.ink
    paint.panel(box, fill, radius=12, border=colour, width=2)
    key, rest = box.inset(14, 0).cut_right(24, 6)
    sign, text = rest.cut_left(20, 8)
    if box.w > 110:
        paint.icon(sign, "record", ink if taking else colour)
    else:
        text = rest
    paint.text(text, scene.words("teach.hold"), "body", ink, weight="Bold")
    if number < 9:
        cap = key.middle(24, 26)
        paint.panel(
            cap, fill if taking else theme.card, radius=6, border=ink if taking else theme.muted
        )
        paint.text(cap, str(number + 1), "caption", ink, weight="SemiBold", align="middle")
    if reaction.held:
        studio.press(card.label, name)
    else:
        studio.release(name)
