"""The test drive: bars with their lines, the keys that would be pressed, and the play button."""

from bridge.studio.layout import Box
from bridge.studio.model import Screen
from bridge.studio.screens import stage
from bridge.studio.screens.header import LEFT
from bridge.studio.screens.scene import Scene
from bridge.studio.theme import RADIUS, ink_on, mix
from bridge.studio.widgets import button, scroll, slider, switch

_CAP = 56.0  # a keycap with the gap beside it
_TEXT = 134.0  # at least so wide is the text beside the keycaps
_SWITCH = 62.0  # a switch with the gap to its text
_ARROWS = {"up": (1, 0), "left": (0, 1), "down": (1, 1), "right": (2, 1)}


def draw(scene: Scene, body: Box) -> None:
    """Draw the screen; with a drawn player the number keys choose its pose."""
    left, right = body.cut_left(body.w * LEFT, 24)
    picture, rest = left.cut_top(stage.height_in(scene, left), 14)
    stage.draw(scene, picture)
    if scene.studio.poses:
        chooser, rest = rest.cut_top(72, 14)
        stage.draw_poses(scene, chooser)
        _number_keys(scene)
    _keys(scene, rest)
    if not scene.studio.ready:
        _not_taught(scene, right)
        return
    studio = scene.studio
    presses = studio.presses or studio.bench.gate.armed
    hint = _height(scene, "try.armed_hint", right.w - _SWITCH)
    needed = 30 + hint if presses else _height(scene, "try.keyless", right.w)
    below, right = right.cut_bottom(needed, 12)
    if presses:
        _pressing(scene, below)
    else:
        scene.paint.paragraph(below, scene.words("try.keyless"), "caption", scene.theme.muted)
    foot, area = right.cut_bottom(64, 16)
    _bars(scene, area)
    _foot(scene, foot)


def _number_keys(scene: Scene) -> None:
    cards = scene.studio.album.cards
    for press in scene.ui.input.keys if scene.ui.live else ():
        if press.name.isdecimal() and 0 < int(press.name) <= len(cards):
            scene.studio.ask_pose(cards[int(press.name) - 1].label)


def _height(scene: Scene, key: str, width: float) -> float:
    """Return how high a hint is, with a little air."""
    return scene.paint.height_of(scene.words(key), width, "caption") + 4


def _bars(scene: Scene, box: Box) -> None:
    studio, paint, theme = scene.studio, scene.paint, scene.theme
    paint.panel(box, theme.card, radius=RADIUS + 4, border=theme.line)
    inner = box.inset(20, 16)
    hint, rows = inner.cut_bottom(_height(scene, "try.line", inner.w), 8)
    paint.paragraph(hint.inset(0, 2), scene.words("try.line"), "caption", theme.muted)
    snapshot = studio.bench.snapshot
    scores = snapshot.prediction.scores if snapshot else {}
    gesture = snapshot.gesture if snapshot else None
    cards = studio.album.cards
    height = min(max(rows.h / max(len(cards), 1), 46), 84)
    offset = scroll(scene.ui, "bars", rows, height * len(cards))
    scene.ui.clip = rows.inset(-8, 0)
    paint.clip(scene.ui.clip)
    for number, card in enumerate(cards):
        row = Box(rows.x, rows.y + number * height - offset, rows.w, height).inset(0, 6)
        if row.bottom <= rows.y or row.y >= rows.bottom:
            if not card.neutral:  # the keyboard gets there, and the rows move
                scene.ui.react(f"line/{card.label}", row)
            continue
        on = gesture == card.label
        badge, rest = row.cut_left(min(row.h, 48), 14)
        scene.badge(badge.middle(badge.w, badge.w), card.label)
        name, rest = rest.cut_left(116, 12)
        paint.text(name, scene.words.label(card.label), "body", weight="Bold" if on else "SemiBold")
        percent, rest = rest.cut_right(52, 14)
        share = scene.ui.eased(f"bar/{card.label}", scores.get(card.label, 0.0))
        paint.text(percent, f"{share:.0%}", "body", theme.muted, align="right")
        bar = rest.middle(rest.w, min(22, row.h - 14))
        paint.bar(bar, share, scene.colour(card.label))
        if not card.neutral:
            old = studio.threshold(card.label)
            new = slider(scene.ui, f"line/{card.label}", bar, old)
            if new != old:
                studio.set_threshold(card.label, new)
    scene.ui.clip = None
    paint.clip(None)


def _keys(scene: Scene, box: Box) -> None:
    studio, paint, theme = scene.studio, scene.paint, scene.theme
    keys = studio.bench.keys
    if not studio.presses or box.h < 60:
        return
    paint.panel(box, theme.card, radius=RADIUS + 2, border=theme.line)
    inner = box.inset(18, 14)
    armed = studio.bench.gate.armed
    arrows = set(keys.values()) <= set(_ARROWS)
    pad = min(3 * _CAP, inner.w - 16 - _TEXT) if arrows else 0.0
    right, text = inner.cut_right(pad, 16) if pad else (inner, inner)
    title = scene.words("try.title_armed" if armed else "try.title")
    used = paint.paragraph(text, title, "body", theme.ink, weight="SemiBold")
    held = studio.bench.held
    shown = ", ".join(scene.words.label(key) for key in held) or scene.words("try.no_key")
    colour = theme.good if held else theme.muted
    paint.paragraph(text.cut_top(used, 6)[1], shown, "title", colour, weight="Bold")
    if arrows:
        _keycaps(scene, right, held)


def _keycaps(scene: Scene, box: Box, held: tuple[str, ...]) -> None:
    paint, theme = scene.paint, scene.theme
    side = min((box.h - 6) / 2, (box.w - 12) / 3, _CAP - 6)
    for key, (column, row) in _ARROWS.items():
        cap = Box(box.x + column * (side + 6), box.y + row * (side + 6), side, side)
        down = key in held
        fill = scene.colour(key) if down else mix(theme.card, theme.ink, 0.05)
        paint.panel(cap, fill, radius=10, border=None if down else theme.line)
        paint.icon(cap.inset(side * 0.26), key, ink_on(fill) if down else theme.muted)


def _foot(scene: Scene, box: Box) -> None:
    studio, goal = scene.studio, scene.studio.goal
    more, rest = box.cut_left(170, 12)
    if button(scene.ui, "more", more, scene.words("try.more"), icon="pose").clicked:
        studio.go(Screen.TEACH)
    if goal.game is not None:
        text = scene.words("try.play", game=scene.words(f"goal.{goal.name}"))
        if button(scene.ui, "play", rest, text, icon="play", kind="primary", size="title").clicked:
            studio.play()


def _pressing(scene: Scene, box: Box) -> None:
    """Draw the switch that lets the poses press keys in other programs."""
    armed = scene.studio.bench.gate.armed
    line, below = box.cut_top(28, 2)
    if switch(scene.ui, "armed", line, scene.words("try.armed"), on=armed):
        scene.studio.arm(armed=not armed)
    _, room = below.cut_left(_SWITCH)
    scene.paint.paragraph(room, scene.words("try.armed_hint"), "caption", scene.theme.muted)


def _not_taught(scene: Scene, box: Box) -> None:
    paint, theme = scene.paint, scene.theme
    paint.panel(box, theme.card, radius=RADIUS + 4, border=theme.line)
    column = box.middle(min(box.w - 48, 380), 190)
    sign, rest = column.cut_top(56, 12)
    paint.icon(sign, "pose", theme.muted)
    used = paint.paragraph(rest, scene.words("try.not_taught"), "body", align="middle")
    place = Box(rest.x, rest.y + used + 16, rest.w, 52).middle(200, 52)
    if button(
        scene.ui, "more", place, scene.words("try.more"), icon="pose", kind="primary"
    ).clicked:
        scene.studio.go(Screen.TEACH)
