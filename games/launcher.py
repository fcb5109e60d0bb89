"""The way in: from the command line's wishes to a window that plays."""

import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pygame

from bridge.api import Feed, PosebridgeError
from games.arcade import Arcade, Cast, Puppet, Result
from games.base import Setup
from games.catalogue import find_games, own_words
from games.controls import Controls
from games.menu import MenuScreen, first_screen
from games.preferences import load_preferences
from games.window import STANDARD_SIZE, Recorder, Screen, Window


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to start with; without a ``game`` the menu opens.

    ``language`` is that of the texts for a player who has not chosen one in the settings.
    ``players``, ``options`` and ``speed`` (None: as preferred) set the match up.
    ``folder`` keeps scores and preferences; ``seconds`` ends the program by itself (0: never), and
    so does something that happens in a match: ``until``.
    ``puppets`` are virtual players, one per feed, that play by pose instead of a person.
    """

    folder: Path
    game: str = ""
    players: int = 1
    options: Mapping[str, str] = field(default_factory=dict)
    speed: float | None = None
    profiles: tuple[str, ...] = ()
    cast: Cast | None = None
    puppets: Sequence[Puppet] = ()
    feeds: Sequence[Feed] = ()
    recorder: Recorder | None = None
    seconds: float = 0.0
    until: str = ""
    seed: int | None = None
    size: tuple[int, int] = STANDARD_SIZE
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Report:
    """What was played, the last match included even when it had not ended.

    ``happened`` counts what happened in them, ``frame_times`` are the seconds between frames.
    """

    results: tuple[Result, ...]
    happened: Mapping[str, int]
    frame_times: tuple[float, ...]


def start(**wishes: Any) -> Report:
    """Launch with the fields of ``Wishes`` as keywords: what the entry point calls."""
    return launch(Wishes(**wishes))


def launch(wishes: Wishes) -> Report:
    """Open the window, play until it is closed, and return how it went.

    Raises PosebridgeError when a profile or camera cannot be used, or fails while playing.
    """
    games = find_games()
    window = Window(
        Controls(wishes.feeds),
        load_preferences(wishes.folder),
        size=wishes.size,
        language=wishes.language,
        own_words=own_words(games),
        recorder=wishes.recorder,
    )
    arcade = Arcade(
        window,
        games,
        wishes.folder,
        wishes.cast,
        wishes.puppets,
        random=Random(wishes.seed),
        until=wishes.until,
    )
    try:
        with _closed_with_the_terminal():
            arcade.seat(wishes.profiles)
            window.run(_first(arcade, wishes), wishes.seconds)
    finally:
        arcade.end_match()
        window.close()
    return Report(tuple(arcade.results), arcade.happened, tuple(window.frame_times))


@contextmanager
def _closed_with_the_terminal() -> Iterator[None]:
    """Take the end of the terminal for the close button; SDL itself sees to SIGTERM alone."""
    hangup = getattr(signal, "SIGHUP", None)  # Windows has none
    main = threading.current_thread() is threading.main_thread()
    if hangup is None or not main or signal.getsignal(hangup) is not signal.SIG_DFL:
        yield
        return
    signal.signal(hangup, lambda *_: pygame.event.post(pygame.event.Event(pygame.QUIT)))
    try:
        yield
    finally:
        signal.signal(hangup, signal.SIG_DFL)


def _first(arcade: Arcade, wishes: Wishes) -> Screen:
    if not wishes.game:
        return MenuScreen(arcade)
    if wishes.game not in arcade.games:
        known = ", ".join(arcade.games) or "none"
        raise PosebridgeError(f'There is no game called "{wishes.game}".', f"known: {known}")
    game = arcade.games[wishes.game]
    if wishes.players > game.players:
        raise PosebridgeError(f"{game.title} is for one player.", "leave out --players")
    game.check(wishes.options)
    speed = wishes.speed or arcade.window.preferences.speed
    return first_screen(arcade, game, Setup(wishes.players, speed, wishes.options))
