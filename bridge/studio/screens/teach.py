"""The main screen: the live picture, one card for each pose, and advice."""

from bridge.studio.dialogs import Naming
from bridge.studio.layout import Box
from bridge.studio.model import Screen
from bridge.studio.screens import advice, card, stage
from bridge.studio.screens.header import LEFT
from bridge.studio.screens.scene import Scene
from bridge.studio.widgets import Kind, button, scroll

GAP = 12.0


def draw(scene: Scene, body: Box) -> None:
    """Draw the screen and act on number keys."""
    left, right = body.cut_left(body.w * LEFT, 24)
    _left(scene, left)
    _cards(scene, right)
    _number_keys(scene)


def _left(scene: Scene, box: Box) -> None:
    picture, rest = box.cut_top(stage.height_in(scene, box), 14)
    stage.draw(scene, picture)
    if scene.studio.poses:
        chooser, rest = rest.cut_top(72, 14)
        stage.draw_poses(scene, chooser)
    advice.draw(scene, rest)


def _cards(scene: Scene, box: Box) -> None:
    cards = scene.studio.album.cards
    bottom, area = box.cut_bottom(52, GAP)
    height = min(max((area.h - GAP * (len(cards) - 1)) / max(len(cards), 1), card.LOW), card.HIGH)
    content = len(cards) * (height + GAP) - GAP
    offset = scroll(scene.ui, "cards", area, content)
    scene.ui.clip = area.inset(-6)
    scene.paint.clip(scene.ui.clip)
    for number, each in enumerate(cards):
        row = Box(area.x, area.y + number * (height + GAP) - offset, area.w, height)
        if row.bottom > area.y and row.y < area.bottom:
            card.draw(scene, row, each, number)
        else:
            scene.ui.react(f"hold/{each.label}", row)
    scene.paint.clip(None)
    scene.ui.clip = None
    add, try_ = bottom.columns(2, gap=GAP)
    if button(scene.ui, "add", add, scene.words("teach.add"), icon="plus").clicked:
        scene.studio.show(Naming())
        scene.ui.focus_on("naming/field")
    kind: Kind = "primary" if scene.studio.ready else "plain"
    if button(scene.ui, "try", try_, scene.words("teach.try"), icon="play", kind=kind).clicked:
        scene.studio.go(Screen.TRY)


def _number_keys(scene: Scene) -> None:
    if not scene.ui.live or scene.ui.typing:
        return
    given = scene.ui.input
    for press in given.keys:
        if press.repeat or press.name in given.keys_up:
            continue
        if press.name.isdecimal() and 0 < int(press.name) <= len(scene.studio.album.cards):
            label = scene.studio.album.cards[int(press.name) - 1].label
            scene.studio.press(label, f"key {press.name}")
