"""The screen of a running match: count down, play, pause, and a moment at the end."""

from collections.abc import Callable
from dataclasses import replace

import pygame

from games.arcade import PUPPET_REACTION_S, Arcade
from games.base import Game, Setup
from games.canvas import Canvas
from games.chooser import Chooser, Row
from games.controls import CLICK_REST_S, Signals
from games.corner import Corner, split
from games.palette import mix
from games.playlog import PlayLog
from games.presence import Presence
from games.prompter import Prompter
from games.results import ResultsScreen
from games.window import Screen

COUNT_S = 0.6  # per number of the count down
COUNTS = 3
STRIP_LINES, BANNER_LINES = 48, 14  # greatest widths of plates, in lines of their type
AFTERGLOW_S = 1.6  # how long the end of a match stays on screen
STALL_S = 1.0  # keys are released at once; only a longer stall pauses the match
AWAY_S = 4.0  # without a known pose for so long, the player has left


class PlayingScreen:
    """Plays one match with everybody's feeds, keys and pads; ``home`` leads back to the menu."""

    def __init__(
        self, arcade: Arcade, game: Game, setup: Setup, home: Callable[[], Screen | None]
    ) -> None:
        self.arcade, self.game, self.setup, self._home = arcade, game, setup, home
        self.match = game.match(setup, arcade.random.getrandbits(32))
        self.view = game.view(self.match.rules)
        self.logs = tuple(PlayLog() for _ in arcade.feeds)
        self.pause = ""
        arcade.window.controls.players = setup.players
        arcade.match = self.match
        self._corners = [
            Corner(feed, log, player, marked=len(arcade.feeds) > 1)
            for (player, feed), log in zip(arcade.feeds.items(), self.logs, strict=True)
        ]
        self._bots = [
            (puppet, game.bot(player, PUPPET_REACTION_S))
            for player, puppet in enumerate(arcade.puppets)
        ]
        self._prompter = Prompter(arcade.feeds if not arcade.puppets else {})
        self._count = COUNT_S * COUNTS
        self._after = 0.0
        self._presences = {
            player: Presence(feed, game.controls) for player, feed in arcade.feeds.items()
        }
        self._stalled_for = 0.0
        self._menu = Chooser(())

    def advance(self, signals: Signals) -> Screen | None:
        """Let the match go on, unless it is paused, counting down or over."""
        self._note(signals)
        for player, actions in enumerate(signals.actions):
            self.match.add(self._prompter.take(actions), player)
        self._move_puppets()
        if self.pause:
            return self._while_paused(signals)
        stalled = any(feed.stalled() for feed in self.arcade.feeds.values())
        self._stalled_for = self._stalled_for + signals.seconds if stalled else 0.0
        reason = self._reason_to_pause(signals)
        if reason and not self.match.rules.over:
            self._stop(reason, signals.focus_lost)
            return self
        if self._count > 0:
            self._count -= signals.seconds
            for presence in self._presences.values():
                presence.begin()
            return self
        happened = self.match.advance(signals.seconds)
        self.view.update(happened, signals.seconds)
        self.arcade.happened.update(happened)
        self.arcade.window.speaker.play(happened, self.game.sounds)
        if self.arcade.until in happened:
            return None
        if self.match.rules.over:
            self._after += signals.seconds
            if self._after >= AFTERGLOW_S:
                return self._finish()
        return self

    def draw(self, canvas: Canvas) -> None:
        """Draw the match, the corner pictures, and what lies over them."""
        margin = max(6, canvas.area.h // 48)
        room, places = split(canvas.area.inflate(-2 * margin, -2 * margin), len(self._corners))
        self.view.draw(canvas, room, self.match.ahead if not self.match.rules.over else 0.0)
        for corner, place in zip(self._corners, places, strict=True):
            corner.draw(canvas, place)
        if self.pause:
            self._draw_pause(canvas, room)
        elif self.match.rules.over:
            self._draw_end(canvas, room)
        elif self._count > 0:
            self._draw_count(canvas, room)

    def _note(self, signals: Signals) -> None:
        for (player, feed), log in zip(self.arcade.feeds.items(), self.logs, strict=True):
            log.note(feed.snapshot())
            self._presences[player].look()
            if player < len(signals.actions):
                log.arrived(signals.actions[player], signals.now)
                if not self.pause:  # keys pressed there are meant for its menu
                    self._presences[player].note(signals.actions[player])

    def _move_puppets(self) -> None:
        for puppet, bot in self._bots:
            puppet(bot.wish(self.match.rules))

    def _reason_to_pause(self, signals: Signals) -> str:
        clicked = signals.clicked and self._count < COUNT_S * COUNTS - CLICK_REST_S
        asked = "pause" in signals.commands or "back" in signals.commands or clicked
        if asked or signals.focus_lost:
            return "paused"
        if self._stalled_for > STALL_S:
            return "stalled"
        return "away" if self._away() else ""

    def _away(self) -> bool:
        return any(presence.away_for > AWAY_S for presence in self._presences.values())

    def _stop(self, reason: str, focus_lost: bool) -> None:
        words = self.arcade.window.words
        rows = [Row(name, words(f"pause.{name}")) for name in ("go_on", "again", "menu")]
        self.pause = reason
        self._menu = Chooser(rows)
        if focus_lost:  # another window gets to see the keys go up
            for pad in self.match.pads:
                pad.release_all()

    def _while_paused(self, signals: Signals) -> Screen | None:
        stalled = any(feed.stalled() for feed in self.arcade.feeds.values())
        cured = (self.pause == "stalled" and not stalled) or (
            self.pause == "away" and not stalled and not self._away()
        )
        answer = self._menu.advance(signals)
        name = answer.name if answer else ""
        if "pause" in signals.commands or "back" in signals.commands or cured:
            name = "go_on"
        if name in ("again", "menu"):
            self.arcade.end_match()
            return self._again(self.setup.speed) if name == "again" else self._home()
        if name == "go_on" and not stalled:
            self.pause, self._stalled_for = "", 0.0
            self._count = COUNT_S * COUNTS
            for pad in self.match.pads:
                pad.take()  # what was pressed during the pause was meant for its menu
        return self

    def _again(self, speed: float) -> Screen:
        setup = replace(self.setup, speed=speed)
        return PlayingScreen(self.arcade, self.game, setup, self._home)

    def _finish(self) -> Screen:
        standing = self.arcade.end_match()
        if self.arcade.puppets:
            return self._again(self.setup.speed)
        return ResultsScreen(self.arcade, self, standing, self._again, self._home)

    def _draw_pause(self, canvas: Canvas, room: pygame.Rect) -> None:
        veil = pygame.Surface(room.size, pygame.SRCALPHA)
        veil.fill((*canvas.palette.ground, 190))
        canvas.surface.blit(veil, room)
        line = canvas.type_height("body")
        plate = pygame.Rect(0, 0, min(room.w, max(room.w * 3 // 5, 300)), line * 13)
        plate.center = room.center
        canvas.panel(plate, mix(canvas.palette.panel, canvas.palette.ground, 0.5))
        inner = plate.inflate(-2 * line, -2 * line)
        title = canvas.words(f"pause.{self.pause}")
        head = canvas.text(title, inner.midtop, "head", anchor="midtop", width=inner.w)
        usual = self._menu.hint if self.pause == "paused" else ""
        hint = canvas.words(usual or f"pause.hint_{self.pause}")
        foot = canvas.paragraph(hint, inner, "small", canvas.palette.quiet, "bottomleft")
        top = head.bottom + line
        self._menu.draw(canvas, pygame.Rect(inner.x, top, inner.w, foot.top - top))

    def _draw_count(self, canvas: Canvas, room: pygame.Rect) -> None:
        size = round(canvas.type_height("title") * 1.6)
        plate = mix(canvas.palette.panel, canvas.palette.ground, 0.3)
        centre = (room.centerx, room.y + room.h // 5)  # nobody starts there, so nobody is hidden
        number = min(int(self._count / COUNT_S) + 1, COUNTS)
        canvas.disc(centre, size * 0.75, plate)
        canvas.text(str(number), centre, size, canvas.palette.accent, "center")
        aim = canvas.words(f"{self.game.name}.how").partition("\n")[0]
        hint = canvas.words("play.hint" if self.setup.players == 1 else "play.hint_two")
        if self._prompter.active:
            hint = canvas.words("play.hint_drawn")
        text, line = f"{aim}\n{hint}", canvas.type_height("small")
        strip = pygame.Rect(0, 0, min(room.w, line * STRIP_LINES), 0)
        lines = canvas.lines(text, strip.w - 2 * line, "small")
        strip.h = round(line * (1.3 * len(lines) + 1))
        strip.midbottom = (room.centerx, room.bottom)
        canvas.panel(strip, plate)
        canvas.paragraph(text, strip.inflate(-2 * line, 0), "small", canvas.palette.ink, "center")

    def _draw_end(self, canvas: Canvas, room: pygame.Rect) -> None:
        """Say how the match ended, before the screen of results does."""
        outcome = canvas.words(f"{self.game.name}.{self.match.rules.outcome}")
        line = canvas.type_height("head")
        plate = pygame.Rect(0, 0, min(room.w, line * BANNER_LINES), line * 2)
        plate.center = (room.centerx, room.y + room.h * 2 // 5)
        canvas.panel(plate, mix(canvas.palette.panel, canvas.palette.ground, 0.3))
        ink = canvas.palette.accent
        canvas.text(outcome, plate.center, "head", ink, "center", width=plate.w - line)
