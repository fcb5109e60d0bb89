"""The window: events in, screens drawn, sixty times a second."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import numpy as np
import pygame

from bridge.api import Image, OutputError
from games.canvas import Canvas
from games.controls import Controls, Signals
from games.palette import PALETTES
from games.preferences import Preferences
from games.sound import Speaker
from games.thrift import Thrift
from games.words import Words, load_words

FRAMES_PER_SECOND = 60
NO_WORDS: Mapping[str, str] = MappingProxyType({})
UNSEEN = ("dummy", "offscreen")
SMALLEST = (320, 240)
STANDARD_SIZE = (1280, 720)


class Screen(Protocol):
    """One thing to see: a menu, a match, a result."""

    def advance(self, signals: Signals) -> "Screen | None":
        """Take in one frame's signals and return the screen to show next; None ends."""

    def draw(self, canvas: Canvas) -> None:
        """Draw itself over the whole canvas."""


class Recorder(Protocol):
    """Writes what is on screen to a film."""

    def due(self, time: float) -> bool:
        """Whether the film wants a picture at ``time`` seconds."""

    def add(self, image: Image, time: float) -> None:
        """Add a picture (H, W, 3) RGB shown at ``time`` seconds."""


class Window:
    """A resizable window that runs one screen after the other.

    ``frame_times`` are the seconds between frames, for measuring. ``own_words`` are English texts
    by key that games bring along; ``language`` is that of a player who prefers none. Raises
    OutputError when there is no display.
    """

    def __init__(
        self,
        controls: Controls,
        preferences: Preferences,
        *,
        size: tuple[int, int] = STANDARD_SIZE,
        language: str = "en",
        own_words: Mapping[str, str] = NO_WORDS,
        recorder: Recorder | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        pygame.font.init()
        pygame.joystick.init()
        self._surface = _opened(size)
        self._windowed: tuple[int, int] | None = None  # the window's size while it fills the screen
        pygame.display.set_caption("Posebridge")
        self.controls = controls
        self.preferences = preferences
        self.speaker = Speaker(muted=preferences.muted)
        self.frame_times: list[float] = []
        self._language = language
        self._own_words = own_words
        self._recorder = recorder
        self._clock = clock
        self.canvas = self._new_canvas()

    @property
    def language(self) -> str:
        """The code of the language in use."""
        return self.preferences.language or self._language

    @property
    def words(self) -> Words:
        """The texts of the chosen language."""
        return self.canvas.words

    def run(self, screen: Screen | None, seconds: float = 0.0) -> None:
        """Show screens until one returns None, the window is closed or ``seconds`` are over."""
        ticker = pygame.time.Clock()
        started = before = shown = self._clock()
        next_draw = started
        thrift = Thrift()
        while screen is not None and self._events():
            now = self._clock()
            if seconds and now - started >= seconds:
                return
            signals = self.controls.gather(now, now - before)
            before = now
            if "mute" in signals.commands:
                self.apply(replace(self.preferences, muted=not self.preferences.muted))
            screen = screen.advance(signals)
            if screen is not None and now >= next_draw:
                self.frame_times.append(now - shown)
                shown = now
                self._show(screen, now)
                thrift.note(self._clock() - now)
                next_draw = now + thrift.wait
            ticker.tick(FRAMES_PER_SECOND)

    def apply(self, preferences: Preferences) -> None:
        """Take over changed preferences at once."""
        self.preferences = preferences
        self.speaker.muted = preferences.muted
        self.canvas = self._new_canvas()

    def snapshot(self, path: Path) -> None:
        """Save what is on screen as a picture."""
        pygame.image.save(self._surface, str(path))

    def close(self) -> None:
        """Close the window and the sound device."""
        self.speaker.close()
        pygame.quit()

    def _events(self) -> bool:
        now = self._clock()
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                return False
            if event.type == pygame.VIDEORESIZE:
                self._resize(event.size)
            elif event.type == pygame.KEYDOWN and event.key == pygame.K_F11:
                self._fill_the_screen()
            else:
                self.controls.handle(event, now)
        return True

    def _fill_the_screen(self) -> None:
        """Take the whole screen at its own resolution, or go back to the window as it was."""
        if self._windowed is None:
            self._windowed = self._surface.get_size()
            self._surface = pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        else:
            self._surface = pygame.display.set_mode(self._windowed, pygame.RESIZABLE)
            self._windowed = None
        pygame.event.clear(pygame.VIDEORESIZE)  # it tells of sizes on the way
        self.canvas = self._new_canvas()

    def _resize(self, size: tuple[int, int]) -> None:
        wanted = max(size[0], SMALLEST[0]), max(size[1], SMALLEST[1])
        if self._windowed is None and wanted != self._surface.get_size():
            self._surface = pygame.display.set_mode(wanted, pygame.RESIZABLE)
        self.canvas = self._new_canvas()

    def _show(self, screen: Screen, now: float) -> None:
        self.canvas.fill()
        screen.draw(self.canvas)
        pygame.display.flip()
        if self._recorder is not None and self._recorder.due(now):
            self._recorder.add(self._picture(), now)

    def _picture(self) -> Image:
        width, height = self._surface.get_size()
        pixels = pygame.image.tobytes(self._surface, "RGB")
        return np.frombuffer(pixels, np.uint8).reshape(height, width, 3)

    def _new_canvas(self) -> Canvas:
        preferences = self.preferences
        palette = PALETTES.get(preferences.palette, PALETTES["night"])
        words = load_words(self.language).extended(self._own_words)
        return Canvas(self._surface, palette, words, preferences.calm)


def _opened(size: tuple[int, int]) -> pygame.Surface:
    hint = "the games need a display; posebridge demo --headless does not"
    try:
        pygame.display.init()
        # By OpenGL, which SDL prefers, a picture takes 8 ms of processor without a graphics card.
        if pygame.display.get_driver() == "x11":
            os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
        surface = pygame.display.set_mode(size, pygame.RESIZABLE)
    except pygame.error as error:
        raise OutputError(f"No window can be opened: {error}.", hint) from error
    # Without a display SDL draws where nobody sees it, unless it was told to.
    if pygame.display.get_driver() in UNSEEN and "SDL_VIDEODRIVER" not in os.environ:
        pygame.quit()
        raise OutputError("No window can be opened: there is no display.", hint)
    return surface
