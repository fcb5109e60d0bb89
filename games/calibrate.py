"""Before the first match: show each pose once, so that nobody finds out in the middle of it."""

from collections.abc import Callable

import pygame

from games.arcade import Arcade
from games.base import Game, Note
from games.canvas import Canvas
from games.controls import CLICK_REST_S, Signals
from games.corner import Corner
from games.playlog import PlayLog
from games.window import Screen

HELD_S = 0.4  # a pose held so long counts as seen
PATIENCE_S = 10.0  # then the next one is asked for
LINGER_S = 1.2

SOUNDS = {"seen": (Note(660, 0.07), Note(990, 0.1))}
ARROW = (
    (0.95, 0.5),
    (0.5, 0.05),
    (0.5, 0.32),
    (0.05, 0.32),
    (0.05, 0.68),
    (0.5, 0.68),
    (0.5, 0.95),
)
TURNS = {"right": 0, "up": 90, "left": 180, "down": 270}


class CalibrateScreen:
    """Asks every player for every direction once; ``go`` starts the match."""

    def __init__(
        self,
        arcade: Arcade,
        game: Game,
        go: Callable[[], Screen | None],
        home: Callable[[], Screen | None],
    ) -> None:
        self.arcade = arcade
        self._go, self._home = go, home
        self._tasks = [(player, label) for player in arcade.feeds for label in game.controls]
        self._all = tuple(self._tasks)
        self.missed: list[tuple[int, str]] = []
        self._corners = {
            player: Corner(feed, PlayLog(), player, marked=len(arcade.feeds) > 1)
            for player, feed in arcade.feeds.items()
        }
        self._held = 0.0
        self._waited = 0.0
        self._done_for = 0.0
        self._open_for = 0.0

    def advance(self, signals: Signals) -> Screen | None:
        """Watch for the pose asked for; "choose" or a click skips all, "back" leaves."""
        self._open_for += signals.seconds
        if "back" in signals.commands:
            return self._home()
        clicked = signals.clicked and self._open_for > CLICK_REST_S
        if "choose" in signals.commands or clicked:
            return self._go()
        if not self._tasks:
            self._done_for += signals.seconds
            return self._go() if self._done_for > LINGER_S * (1 + 3 * bool(self.missed)) else self
        player, label = self._tasks[0]
        self.arcade.feeds[player].ask(label)
        snapshot = self.arcade.feeds[player].snapshot()
        if snapshot is not None and snapshot.prediction.value is not None:
            self._next()  # a trained axis has no single poses to check
            return self
        shown = snapshot is not None and snapshot.gesture == label
        self._held = self._held + signals.seconds if shown else 0.0
        self._waited += signals.seconds
        if self._held >= HELD_S:
            self.arcade.window.speaker.play(("seen",), SOUNDS)
            self._next()
        elif self._waited > PATIENCE_S:
            self.missed.append(self._tasks[0])
            self._next()
        return self

    def draw(self, canvas: Canvas) -> None:
        """Draw the arrow that is asked for and the player's picture."""
        words, palette, area = canvas.words, canvas.palette, canvas.area
        margin = max(14, area.h // 14)
        title = canvas.text(words("calibrate.title"), (margin, margin), "head")
        self._draw_progress(canvas, (margin, title.bottom + margin // 3))
        picture = pygame.Rect(0, 0, round(area.w * 0.3), round(area.h * 0.62))
        picture.midright = (area.right - margin, area.centery)
        player = self._tasks[0][0] if self._tasks else min(self._corners)
        self._corners[player].draw(canvas, picture)
        room = pygame.Rect(margin, margin * 3, picture.left - 2 * margin, area.h - margin * 5)
        hint = (margin, area.bottom - margin)
        text, width = words("calibrate.hint"), area.w - 2 * margin
        canvas.text(text, hint, "small", palette.quiet, "bottomleft", width)
        if not self._tasks:
            self._draw_end(canvas, room)
            return
        label = self._tasks[0][1]
        side = min(room.w, room.h) * 3 // 5
        centre = (room.centerx, room.centery - side // 6)
        draw_arrow(canvas, centre, side, label)
        ask = words("calibrate.show", pose=words(f"pose.{label}"))
        if len(self.arcade.feeds) > 1:
            ask = words("calibrate.show_two", number=player + 1, pose=words(f"pose.{label}"))
        at = canvas.text(
            ask, (room.centerx, centre[1] + side // 2 + 8), "head", anchor="midtop", width=room.w
        )
        bar = pygame.Rect(0, 0, side, max(8, side // 20))
        bar.midtop = (room.centerx, at.bottom + bar.h)
        canvas.bar(bar, self._held / HELD_S, palette.good)

    def _draw_progress(self, canvas: Canvas, corner: tuple[int, int]) -> None:
        """Draw one dot for each pose, in its colour when it was seen or missed."""
        palette, radius = canvas.palette, max(4, canvas.type_height("small") // 3)
        for index, task in enumerate(self._all):
            x = corner[0] + radius + index * radius * 4
            y = corner[1] + radius
            if index >= len(self._all) - len(self._tasks):
                now = self._tasks[0] == task
                canvas.disc((x, y), radius, palette.accent if now else palette.panel)
            elif task in self.missed:
                canvas.text("×", (x, y), "body", palette.bad, "center")
            else:
                canvas.disc((x, y), radius, palette.good)

    def _draw_end(self, canvas: Canvas, room: pygame.Rect) -> None:
        words = canvas.words
        if not self.missed:
            canvas.text(words("calibrate.good"), room.center, "head", anchor="center", width=room.w)
            return
        poses = ", ".join(words(f"pose.{label}") for _, label in self.missed)
        text = words("calibrate.missed", poses=poses)
        canvas.paragraph(text, room, "body", canvas.palette.bad, "center")

    def _next(self) -> None:
        self._tasks.pop(0)
        self._held = self._waited = 0.0


def draw_arrow(canvas: Canvas, centre: tuple[int, int], side: int, label: str) -> None:
    """Draw a large arrow for a direction, or the pose's name on a plate for any other label."""
    colour = canvas.palette.accent
    box = pygame.Rect(0, 0, side, side)
    box.center = centre
    if label not in TURNS:
        canvas.panel(box)
        name = canvas.words(f"pose.{label}")
        canvas.text(name, centre, "title", colour, "center", width=side)
        return

    def paint(surface: pygame.Surface, scale: int) -> None:
        points = [(x * side * scale, y * side * scale) for x, y in ARROW]
        pygame.draw.polygon(surface, colour, points)
        turned = pygame.transform.rotate(surface, TURNS[label])
        surface.fill((*colour, 0))
        surface.blit(turned, (0, 0))

    canvas.sprite(("arrow", label, colour), box.size, paint, box.topleft, tint=colour)
