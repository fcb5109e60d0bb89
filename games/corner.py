"""The corner picture: the player as the camera sees them, the label, its bar, the latency."""

import pygame

from bridge.api import Feed, Snapshot
from games import skeletons
from games.canvas import NAME_SHARE, Canvas
from games.playlog import PlayLog

WIDE = 1.45  # windows wider than this have the corner at the side, others below
SIDE_SHARE, BELOW_SHARE = 0.2, 0.22
LEAST_PITCH = 0.8  # of the rows of scores, in lines of small type


class Corner:
    """One player's corner, ``marked`` in the player's colour where there are several.

    It keeps the scaled picture until the next one comes.
    """

    def __init__(self, feed: Feed, log: PlayLog, player: int, *, marked: bool = False) -> None:
        self.feed = feed
        self.log = log
        self.player = player
        self.marked = marked
        self._kept: tuple[tuple[int, int, int], pygame.Surface] | None = None

    def draw(self, canvas: Canvas, area: pygame.Rect) -> None:
        """Draw the picture, and the state of recognition under or beside it."""
        snapshot = self.feed.snapshot()
        gap = canvas.type_height("small") // 2
        canvas.panel(area)
        if self.marked:
            mark = pygame.Rect(area.x, area.y, max(3, gap // 2), area.h)
            tint = canvas.palette.players[self.player]
            pygame.draw.rect(canvas.surface, tint, mark, border_radius=mark.w // 2)
        inner = area.inflate(-2 * gap, -2 * gap)
        picture = inner.copy()
        if inner.h >= inner.w:
            picture.h = min(round(inner.w * 0.75), inner.h // 2)
            notes = pygame.Rect(
                inner.x, picture.bottom + gap, inner.w, inner.bottom - picture.bottom - gap
            )
        else:
            picture.w = min(round(inner.h * 1.33), inner.w // 2)
            notes = pygame.Rect(
                picture.right + gap, inner.y, inner.right - picture.right - gap, inner.h
            )
        self._picture(canvas, picture, snapshot)
        self._notes(canvas, notes, snapshot)

    def _picture(self, canvas: Canvas, box: pygame.Rect, snapshot: Snapshot | None) -> None:
        pygame.draw.rect(canvas.surface, canvas.palette.ground, box)
        if snapshot is None:
            canvas.text("…", box.center, "body", canvas.palette.quiet, "center")
            return
        key = (snapshot.frame.index, box.w, box.h)
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, fitted(snapshot, box))
        image = self._kept[1]
        canvas.surface.blit(image, image.get_rect(center=box.center))
        if self.feed.stalled():
            pygame.draw.rect(canvas.surface, canvas.palette.bad, box, max(2, box.w // 40))

    def _notes(self, canvas: Canvas, box: pygame.Rect, snapshot: Snapshot | None) -> None:
        if snapshot is None:
            return
        beside = box.w > 2.2 * box.h
        first = pygame.Rect(box.x, box.y, box.w * 45 // 100 if beside else box.w, box.h)
        bottom = self._now(canvas, first, snapshot)
        second = pygame.Rect(box.x, bottom, box.w, box.bottom - bottom)
        if beside:
            second = pygame.Rect(0, box.y, box.w // 2, box.h)
            second.right = box.right
        self._scores(canvas, second, snapshot)

    def _now(self, canvas: Canvas, box: pygame.Rect, snapshot: Snapshot) -> int:
        """Draw the label, how sure it is, and how late; return where the next thing may begin."""
        words, palette = canvas.words, canvas.palette
        line = canvas.type_height("small")
        label = snapshot.gesture or snapshot.prediction.label or ""
        sure = snapshot.gesture is not None
        name = words(f"pose.{label}") if label else words("corner.unknown")
        ink, tint = (palette.ink, palette.good) if sure else (palette.quiet, palette.quiet)
        canvas.text(name, box.topleft, "body", ink, width=box.w, least=NAME_SHARE)
        y = box.y + round(canvas.type_height("body") * 1.3)
        confidence = snapshot.prediction.confidence
        canvas.bar(pygame.Rect(box.x, y, box.w, max(5, line // 2)), confidence, tint)
        y += line + 2
        if self.log.latency and y + line <= box.bottom:
            text = words("corner.latency", ms=round(1000 * self.log.latency))
            y = canvas.text(text, (box.x, y), "small", palette.quiet, width=box.w).bottom
        return y + line // 2

    def _scores(self, canvas: Canvas, box: pygame.Rect, snapshot: Snapshot) -> None:
        """Draw a bar for each pose, or for those that lead where there is no room for all."""
        words, palette = canvas.words, canvas.palette
        line = canvas.type_height("small")
        scores = snapshot.prediction.scores
        room = max(0, int(box.h / (LEAST_PITCH * line)))
        leading = sorted(scores, key=lambda name: scores[name], reverse=True)[:room]
        pitch = min(round(1.25 * line), box.h // max(1, len(leading)))
        height, width = min(line, pitch), box.w // 2 - line // 3
        bar = pygame.Rect(box.x + box.w // 2, 0, box.w // 2, max(4, line // 3))
        for row, label in enumerate(sorted(leading)):
            bar.centery = box.y + row * pitch + height // 2
            left = (box.x, bar.centery)
            name = words(f"pose.{label}")
            canvas.text(name, left, height, palette.quiet, "midleft", width, NAME_SHARE)
            canvas.bar(bar, scores[label], palette.players[self.player])


def split(area: pygame.Rect, corners: int) -> tuple[pygame.Rect, list[pygame.Rect]]:
    """Return the room for the game, and one place per corner picture at the side or below."""
    if not corners:
        return area, []
    gap = max(6, area.h // 60)
    if area.w > WIDE * area.h:
        width = round(area.w * SIDE_SHARE)
        height = min((area.h - gap * (corners - 1)) // corners, round(width * 1.9))
        left = area.right - width
        places = [
            pygame.Rect(left, area.y + i * (height + gap), width, height) for i in range(corners)
        ]
        return pygame.Rect(area.x, area.y, area.w - width - gap, area.h), places
    height = round(area.h * BELOW_SHARE)
    width = (area.w - gap * (corners - 1)) // corners
    top = area.bottom - height
    places = [pygame.Rect(area.x + i * (width + gap), top, width, height) for i in range(corners)]
    return pygame.Rect(area.x, area.y, area.w, area.h - height - gap), places


def fitted(snapshot: Snapshot, box: pygame.Rect) -> pygame.Surface:
    """Return the snapshot's picture with what was found in it, as large as fits into ``box``."""
    image, half = snapshot.frame.image, snapshot.frame.half
    height, width = image.shape[:2]
    scale = min(box.w / width, box.h / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    if half is not None and scale <= 0.5:
        image, scale = half, 2 * scale
    # Turning a mirrored picture when it is small spares numpy a slow copy of a large one, and
    # leaving out whole pixels any copy of it.
    mirrored = image.strides[1] < 0
    step = max(1, int(1 / scale))
    rough = (image[:, ::-1] if mirrored else image)[::step, ::step]
    whole = pygame.image.frombuffer(rough.tobytes(), rough.shape[1::-1], "RGB")
    picture = pygame.transform.flip(pygame.transform.smoothscale(whole, size), mirrored, False)
    if snapshot.embedding is not None:
        skeletons.draw(picture, snapshot.embedding.skeletons)
    return picture
