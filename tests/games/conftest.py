import os
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame
import pytest

from games.arcade import Arcade
from games.catalogue import find_games
from games.controls import Controls
from games.preferences import Preferences
from games.scripted import ScriptedFeed
from games.window import Screen, Window

OpenArcade = Callable[..., Arcade]


class Sitting:
    """Runs an arcade's screens frame by frame on a clock of its own."""

    def __init__(self, arcade: Arcade, screen: Screen | None) -> None:
        self.arcade = arcade
        self.screen = screen
        self.time = 10.0

    def frames(
        self, count: int, each: Callable[[float], None] = lambda time: None
    ) -> Screen | None:
        for _ in range(count):
            if self.screen is None:
                break
            self.time += 1 / 60
            each(self.time)
            signals = self.arcade.window.controls.gather(self.time, 1 / 60)
            self.screen = self.screen.advance(signals)
        return self.screen

    def key(self, *keys: int) -> Screen | None:
        for key in keys:
            for kind in (pygame.KEYDOWN, pygame.KEYUP):
                self.arcade.window.controls.handle(pygame.event.Event(kind, key=key), self.time)
            self.frames(1)
        return self.screen

    def click(self, where: tuple[int, int] = (5, 5)) -> Screen | None:
        event = pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=where, button=1)
        self.arcade.window.controls.handle(event, self.time)
        return self.frames(1)

    def draw(self) -> None:
        assert self.screen is not None
        self.arcade.window.canvas.fill()
        self.screen.draw(self.arcade.window.canvas)


@pytest.fixture
def open_arcade(tmp_path: Path) -> Iterator[OpenArcade]:
    windows: list[Window] = []

    def opened(
        *feeds: ScriptedFeed,
        size: tuple[int, int] = (640, 480),
        palette: str = "night",
        language: str = "en",
    ) -> Arcade:
        liked = Preferences(palette=palette)
        window = Window(Controls(feeds), liked, size=size, language=language)
        windows.append(window)
        return Arcade(window, find_games(), tmp_path, random=Random(1))

    yield opened
    for window in windows:
        window.close()


@pytest.fixture
def sit() -> Callable[[Arcade, Screen], Sitting]:
    return Sitting
