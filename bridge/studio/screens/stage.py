"""The live picture with what the bridge thinks of it."""

from collections.abc import Sequence

from bridge.studio.layout import Box
from bridge.studio.model import Screen
from bridge.studio.screens import bones
from bridge.studio.screens.scene import Scene
from bridge.studio.telling import told
from bridge.studio.theme import RADIUS, Colour, ink_on, mix
from bridge.studio.widgets import button
from bridge.types import Frame, Skeleton

ASPECT = 4 / 3
ROOMY = 520.0  # a column of this height has room for a large picture and for what lies below it


def height_in(scene: Scene, column: Box) -> float:
    """Return how high the stage is in a column with other things below it."""
    frame = _frame(scene)
    aspect = ASPECT if frame is None else _aspect(scene, frame)
    return min(column.w / aspect, column.h * (0.62 if column.h >= ROOMY else 0.48))


def _frame(scene: Scene) -> Frame | None:
    bench = scene.studio.bench
    return bench.frame or (bench.snapshot.frame if bench.snapshot else None)


def _aspect(scene: Scene, frame: Frame) -> float:
    """Return the width of what the profile sees of a frame over its height."""
    height, width = scene.studio.bench.profile.view.apply(frame.image).shape[:2]
    return float(width / height)


def draw(scene: Scene, box: Box) -> None:
    """Draw the picture, the pose that is on, and the state of a recording or of the camera."""
    studio, paint, theme = scene.studio, scene.paint, scene.theme
    snapshot = studio.bench.snapshot
    if studio.bench.opening:
        _message(scene, box, "camera", scene.words("camera.opening"), "")
        return
    if studio.bench.problem is not None or not studio.bench.running:
        _lost(scene, box)
        return
    frame = _frame(scene)
    if frame is None:
        paint.panel(box, theme.sunken)
        paint.text(box, scene.words("teach.waiting"), "body", theme.muted, align="middle")
        return
    aspect = _aspect(scene, frame)
    place = _picture(scene, box, frame, aspect)
    if snapshot is not None and snapshot.embedding is not None and studio.bench.landmarks:
        bones.draw(paint, place, aspect, snapshot.embedding.skeletons)
        _found(scene, box, snapshot.embedding.skeletons)
    if studio.bench.stalled:
        _pill(scene, box, scene.words("teach.lost"), theme.warning, "warning")
    elif studio.recorder.label is not None:
        _recording(scene, box, studio.recorder.label)
    elif (seconds := studio.recorder.seconds_left(studio.time)) is not None:
        _countdown(scene, box, seconds)
    elif studio.album.total:
        _verdict(scene, box)


def _picture(scene: Scene, box: Box, frame: Frame, aspect: float) -> Box:
    """Draw the whole frame in the middle of the stage; returns where it lies."""
    paint, theme = scene.paint, scene.theme
    place = box.fitted(aspect)
    fills = box.w - place.w < 2 and box.h - place.h < 2
    if not fills:
        paint.panel(box, theme.sunken, radius=RADIUS + 4)
    view = scene.studio.bench.profile.view
    image = scene.gallery.live(frame, view, paint.pixels(place).size)
    paint.picture(place, image, theme.page, RADIUS + 4 if fills else 0)
    return place


def _found(scene: Scene, box: Box, skeletons: Sequence[Skeleton]) -> None:
    """Say in words what the lines over the picture are."""
    words, paint, theme = scene.words, scene.paint, scene.theme
    names = [skeleton.name for skeleton in skeletons]
    several = ["hands" if name == "hand" and names.count(name) > 1 else name for name in names]
    said = ", ".join(words(f"sees.{name}") for name in dict.fromkeys(several))
    text = f"{words('sees.title')} {said or words('sees.nothing')}"
    room = min(paint.width_of(text, "caption", "SemiBold") + 1, box.w - 48)
    height = paint.height_of(text, room, "caption", "SemiBold")
    chip = Box(box.x + 12, box.y + 12, room + 24, height + 10)
    paint.panel(chip, theme.notice, radius=15)
    ink = ink_on(theme.notice)
    paint.paragraph(chip.inset(12, 5), text, "caption", ink, weight="SemiBold")


def _verdict(scene: Scene, box: Box) -> None:
    prediction = scene.studio.bench.snapshot and scene.studio.bench.snapshot.prediction
    label = prediction.label if prediction else None
    if label is None:
        _pill(scene, box, scene.words("teach.unknown"), scene.theme.notice, None)
        return
    icon = label if label in ("left", "right", "up", "down", "none") else None
    _pill(scene, box, scene.words.label(label), scene.colour(label), icon)


def _pill(scene: Scene, box: Box, text: str, fill: Colour, icon: str | None) -> None:
    paint, ink = scene.paint, ink_on(fill)
    sign_w = 34 if icon else 0
    width = min(paint.width_of(text, "title", "Bold") + sign_w + 44, box.w - 24)
    pill = Box(box.x + 16, box.bottom - 16 - 52, width, 52)
    paint.panel(pill, fill, radius=26)
    inner = pill.inset(20, 0)
    if icon:
        sign, inner = inner.cut_left(26, 8)
        paint.icon(sign, icon, ink)
    paint.text(inner, text, "title", ink, weight="Bold")


def _recording(scene: Scene, box: Box, label: str) -> None:
    colour = scene.colour(label)
    scene.paint.ring(box, colour, 6, RADIUS + 4)
    count = scene.studio.album.count(label)
    _pill(scene, box, f"{scene.words.label(label)}  {count}", colour, "record")


def _countdown(scene: Scene, box: Box, seconds: int) -> None:
    paint, theme = scene.paint, scene.theme
    label = scene.studio.recorder.take.label if scene.studio.recorder.take else ""
    colour = scene.colour(label)
    disc = box.middle(168, 168)
    paint.panel(disc, colour, radius=84)
    paint.text(disc, str(seconds), "display", ink_on(colour), weight="Bold", align="middle")
    text = f"{scene.words('teach.get_ready')}: {scene.words.label(label)}"
    _pill(scene, box, text, theme.notice, "timer")
    scene.ui.animating = True


def _lost(scene: Scene, box: Box) -> None:
    studio, words = scene.studio, scene.words
    if studio.game is not None:
        _message(scene, box, "play", words("try.playing"), words("try.playing_hint"))
        return
    problem = studio.bench.problem
    title, hint = told(problem, words) if problem else ("", "")
    title, hint = title or words("teach.lost"), hint or words("teach.lost_hint")
    below = _message(scene, box, "camera", title, hint)
    place = below.cut_top(48)[0].middle(250, 48)
    text = words("teach.choose_camera")
    if button(scene.ui, "stage/camera", place, text, icon="camera", kind="primary").clicked:
        studio.go(Screen.CAMERA)


def _message(scene: Scene, box: Box, icon: str, title: str, hint: str) -> Box:
    """Write on the empty stage; returns the room below the text."""
    paint, theme = scene.paint, scene.theme
    paint.panel(box, theme.sunken, radius=RADIUS + 4)
    column = box.middle(min(box.w - 32, 420), 230)
    sign, rest = column.cut_top(56, 10)
    paint.icon(sign, icon, theme.muted)
    used = paint.paragraph(rest, title, "body", weight="SemiBold", align="middle")
    below = rest.moved(0, used + 4)
    used = paint.paragraph(below, hint, "caption", theme.muted, align="middle")
    return below.moved(0, used + 20)


def draw_poses(scene: Scene, box: Box) -> None:
    """Draw the chooser of the drawn player's pose: one small button for each."""
    studio, paint, theme = scene.studio, scene.paint, scene.theme
    title, rest = box.cut_top(22, 6)
    paint.text(title, scene.words("teach.drawn_shows"), "caption", theme.muted)
    cards = [card.label for card in studio.album.cards]
    enough = len(cards) > 1 and set(cards) <= set(studio.poses)
    shown = cards if enough else list(studio.poses)
    for pose, cell in zip(shown, rest.columns(len(shown), gap=8), strict=True):
        here = studio.pose == pose
        fill = scene.colour(pose) if here else mix(theme.card, theme.ink, 0.02)
        reaction = scene.ui.react(f"pose/{pose}", cell)
        if reaction.hover and not here:
            fill = mix(theme.card, theme.ink, 0.08)
        paint.panel(cell, fill, radius=10, border=None if here else theme.line)
        known = pose in ("left", "right", "up", "down", "none")
        if known:
            paint.icon(cell.middle(22, 22), pose, ink_on(fill))
        else:
            paint.text(cell, scene.words.label(pose), "caption", ink_on(fill), align="middle")
        if reaction.clicked or (reaction.held and scene.ui.input.pressed):
            studio.ask_pose(pose)
