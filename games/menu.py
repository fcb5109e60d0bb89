"""The menus: choose a game, how to play it, and what you like."""

from dataclasses import replace
from typing import TypeVar

import pygame

from bridge.api import PosebridgeError
from games.arcade import Arcade
from games.attract import Attract
from games.base import Game, Setup
from games.calibrate import CalibrateScreen
from games.canvas import Canvas
from games.chooser import Answer, Chooser, Row
from games.controls import Signals
from games.palette import PALETTES
from games.playing import PlayingScreen
from games.preferences import SPEEDS
from games.scores import setting_name
from games.window import Screen
from games.words import languages

Value = TypeVar("Value")
BEST_LINES = 3  # that the best scores take, in lines of small type
LEAST_PREVIEW = 11  # lines of small type; a lower preview shows nothing


class MenuScreen:
    """The first screen: the games on the left, the marked one playing itself on the right."""

    def __init__(self, arcade: Arcade, marked: str = "") -> None:
        self.arcade = arcade
        words = arcade.window.words
        arcade.window.controls.players = 1
        names = list(arcade.games)
        rows = [Row(name, words(f"{name}.title")) for name in names]
        rows += [Row(name, words(f"menu.{name}")) for name in ("settings", "quit")]
        index = names.index(marked) if marked in names else 0
        self._rows = Chooser(rows, index=index)
        self._attracts: dict[str, Attract] = {}

    def advance(self, signals: Signals) -> Screen | None:
        """Wait for a choice."""
        answer = self._rows.advance(signals)
        if "back" in signals.commands or (answer and answer.name == "quit"):
            return None
        if answer and answer.name == "settings":
            return SettingsScreen(self.arcade)
        if answer:
            return SetupScreen(self.arcade, self.arcade.games[answer.name])
        marked = self._rows.rows[self._rows.index].name
        if marked in self.arcade.games:
            if marked not in self._attracts:
                self._attracts[marked] = Attract(self.arcade.games[marked])
            self._attracts[marked].advance(signals.seconds)
        return self

    def draw(self, canvas: Canvas) -> None:
        """Draw the list and the preview."""
        hint = canvas.words(self._rows.hint or "menu.hint")
        left, right = draw_frame(canvas, canvas.words("menu.title"), hint)
        self._rows.draw(canvas, left)
        marked = self._rows.rows[self._rows.index].name
        if marked in self._attracts:
            self._attracts[marked].draw(canvas, right)


class SetupScreen:
    """Players, profiles, difficulty and speed of one game."""

    def __init__(self, arcade: Arcade, game: Game, problem: str = "") -> None:
        self.arcade, self.game = arcade, game
        self._setup = arcade.setup(game)
        self._wanted = tuple(arcade.seats.get(player, "") for player in range(2))
        self._problem = problem
        self._rows = Chooser(())
        self._fill()
        self._rows.index = len(self._rows.rows) - 2
        self._opening = False
        self._attract = Attract(game)

    def advance(self, signals: Signals) -> Screen | None:
        """Change rows and start."""
        if self._opening:
            return self._start()
        self._attract.advance(signals.seconds)
        answer = self._rows.advance(signals)
        if "back" in signals.commands or (answer and answer.name == "menu"):
            return MenuScreen(self.arcade, self.game.name)
        if answer and answer.name == "start":
            self.arcade.setups[self.game.name] = self._setup
            self._opening = True  # one frame to say so, since opening a camera takes a while
        elif answer:
            self._problem = ""
            self._change(answer)
            self._fill()
        return self

    def draw(self, canvas: Canvas) -> None:
        """Draw the rows, and the best scores at this setting."""
        words = canvas.words
        hint = words("menu.opening") if self._opening else self._problem
        hint = hint or words(self._rows.hint or "setup.hint")
        left, right = draw_frame(canvas, canvas.words(f"{self.game.name}.title"), hint)
        self._rows.draw(canvas, left)
        options = {
            each.name: self.game.chosen(self._setup, each.name) for each in self.game.options
        }
        best = self.arcade.scores.best(self.game.name, setting_name(options, self._setup.speed))
        quiet, line = canvas.palette.quiet, canvas.type_height("small")
        text = _beginning(canvas, canvas.words(f"{self.game.name}.how"), right)
        how = canvas.paragraph(text, right, "small", quiet)
        y = how.bottom + line
        if best and self._setup.players == 1 and y + BEST_LINES * line <= right.bottom:
            title = canvas.words("results.best")
            at = canvas.text(title, (right.x, y), "small", quiet, width=right.w)
            numbers = "   ".join(map(str, best))
            y = canvas.text(numbers, at.bottomleft, "body", width=right.w).bottom + line
        if right.bottom - y > max(right.h // 3, LEAST_PREVIEW * line):
            self._attract.draw(canvas, pygame.Rect(right.x, y, right.w, right.bottom - y))

    def _fill(self) -> None:
        words, name = self.arcade.window.words, self.game.name
        rows = []
        if self.game.players > 1:
            rows.append(Row("players", words("setup.players"), str(self._setup.players)))
        if self.arcade.cast is not None and self.arcade.cast.profiles:
            for player in range(self._setup.players):
                text = words("setup.profile", number=player + 1)
                rows.append(Row(f"profile {player}", text, self._profile(player)))
        for option in self.game.options:
            value = self.game.chosen(self._setup, option.name)
            shown = words(f"{name}.{option.name}_{value}")
            if shown == f"{option.name} {value}":
                shown = value
            rows.append(Row(option.name, words(f"{name}.{option.name}"), shown))
        rows.append(Row("speed", words("setup.speed"), f"{round(100 * self._setup.speed)} %"))
        rows += [Row("start", words("setup.start")), Row("menu", words("setup.menu"))]
        self._rows.rows = rows
        self._rows.index = min(self._rows.index, len(rows) - 1)

    def _profile(self, player: int) -> str:
        seated = self._wanted[player] if player < len(self._wanted) else ""
        return seated or self.arcade.window.words("setup.keyboard")

    def _change(self, answer: Answer) -> None:
        setup, by = self._setup, 1 if answer.kind == "more" else -1
        if answer.name == "players":
            players = _turned(tuple(range(1, self.game.players + 1)), setup.players, by)
            self._setup = replace(setup, players=players)
        elif answer.name.startswith("profile ") and self.arcade.cast is not None:
            player = int(answer.name.removeprefix("profile "))
            wanted = [*self._wanted, "", ""][: setup.players]
            wanted[player] = _turned(("", *self.arcade.cast.profiles), wanted[player], by)
            self._wanted = tuple(wanted)
        elif answer.name == "speed":
            speed = _turned(SPEEDS, setup.speed, by)
            self.arcade.prefer(replace(self.arcade.window.preferences, speed=speed))
            self._setup = replace(setup, speed=speed)
        else:
            option = next(each for each in self.game.options if each.name == answer.name)
            value = _turned(option.values, self.game.chosen(setup, option.name), by)
            self._setup = replace(setup, options={**setup.options, option.name: value})

    def _start(self) -> Screen:
        try:
            self.arcade.seat(self._wanted[: self._setup.players])
        except PosebridgeError as error:
            return SetupScreen(self.arcade, self.game, f"{error.message} {error.hint}".strip())
        return first_screen(self.arcade, self.game, self._setup)


class SettingsScreen:
    """Sound, colours, calm and language, with a game beside them that shows what they do."""

    def __init__(self, arcade: Arcade, index: int = 0, attract: Attract | None = None) -> None:
        self.arcade = arcade
        self._attract = attract or Attract(next(iter(arcade.games.values())))
        words, liked = arcade.window.words, arcade.window.preferences
        switch = {True: words("settings.on"), False: words("settings.off")}
        rows = [
            Row("muted", words("settings.sound"), switch[not liked.muted]),
            Row("palette", words("settings.palette"), words(f"settings.{liked.palette}")),
            Row("calm", words("settings.calm"), switch[liked.calm]),
            Row("language", words("settings.language"), arcade.window.language),
            Row("menu", words("settings.menu")),
        ]
        self._rows = Chooser(rows, index=index)

    def advance(self, signals: Signals) -> Screen | None:
        """Change preferences at once."""
        self._attract.advance(signals.seconds)
        answer = self._rows.advance(signals)
        if "back" in signals.commands or (answer and answer.name == "menu"):
            return MenuScreen(self.arcade)
        if answer is None:
            return self
        liked, by = self.arcade.window.preferences, 1 if answer.kind == "more" else -1
        spoken = self.arcade.window.language
        changed = {
            "muted": lambda: replace(liked, muted=not liked.muted),
            "calm": lambda: replace(liked, calm=not liked.calm),
            "palette": lambda: replace(liked, palette=_turned(tuple(PALETTES), liked.palette, by)),
            "language": lambda: replace(liked, language=_turned(languages(), spoken, by)),
        }
        self.arcade.prefer(changed[answer.name]())
        return SettingsScreen(self.arcade, self._rows.index, self._attract)

    def draw(self, canvas: Canvas) -> None:
        """Draw the rows and the game."""
        hint = canvas.words(self._rows.hint or "menu.hint")
        left, right = draw_frame(canvas, canvas.words("settings.title"), hint)
        self._rows.draw(canvas, left)
        self._attract.draw(canvas, right)


def first_screen(arcade: Arcade, game: Game, setup: Setup) -> Screen:
    """Return the check of the poses when a player's were not tried out yet, else the match."""

    def home() -> Screen:
        return MenuScreen(arcade, game.name)

    def match() -> Screen:
        return PlayingScreen(arcade, game, setup, home)

    key = (game.name, *sorted(arcade.seats.items()))
    if not arcade.feeds or arcade.puppets or key in arcade.checked:
        return match()
    arcade.checked.add(key)
    return CalibrateScreen(arcade, game, match, home)


def draw_frame(canvas: Canvas, title: str, hint: str) -> tuple[pygame.Rect, pygame.Rect]:
    """Draw title and hint line; return the room for a list and for what stands beside it."""
    margin = max(14, canvas.area.h // 14)
    room = canvas.area.inflate(-2 * margin, -2 * margin)
    head = canvas.text(title, room.topleft, "title", width=round(room.w * 0.9))
    foot = canvas.paragraph(hint, room, "small", canvas.palette.quiet, "bottomleft")
    top = head.bottom + margin // 2
    height = foot.top - margin // 2 - top
    share = 0.42 if room.w > 1.5 * room.h else 0.52
    left = pygame.Rect(room.x, top, round(room.w * share), height)
    right = pygame.Rect(left.right + margin, top, room.right - left.right - margin, height)
    return left, right


def _beginning(canvas: Canvas, text: str, area: pygame.Rect) -> str:
    """Return as many of the first sentences of ``text`` as fit into ``area`` in small type."""
    sentences = text.split("\n")
    for count in range(len(sentences), 1, -1):
        part = "\n".join(sentences[:count])
        if len(canvas.lines(part, area.w, "small")) * canvas.pitch("small") <= area.h:
            return part
    return sentences[0]


def _turned(values: tuple[Value, ...], value: Value, by: int) -> Value:
    place = values.index(value) if value in values else 0
    return values[(place + by) % len(values)]
