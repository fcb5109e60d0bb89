"""Somebody presses anything, in any order, while the camera comes and goes: nothing breaks."""

import random
import time
from pathlib import Path

import pygame
import pytest
from studio_kit import Machine, studio_in, wait_until

from bridge.profile import load_profile
from bridge.studio.app import App
from bridge.studio.model import Studio

PRESSES = 250
KEYS = [
    *(pygame.K_TAB, pygame.K_RETURN, pygame.K_SPACE, pygame.K_ESCAPE, pygame.K_DELETE),
    *(pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN, pygame.K_PLUS, pygame.K_MINUS),
    *(pygame.K_1, pygame.K_2, pygame.K_3, pygame.K_9, pygame.K_z, pygame.K_BACKSPACE),
]
TEXTS = ("jump", "left", "", " ", "Ω", "跳", "a/b", "..", "{n}", "x" * 60)


class Monkey:
    """Presses widgets and keys at random; the same seed presses the same."""

    def __init__(self, app: App, machine: Machine, seed: int) -> None:
        self._app = app
        self._machine = machine
        self._random = random.Random(seed)

    def act(self) -> None:
        pick = self._random.random()
        if pick < 0.55:
            self._press()
        elif pick < 0.8:
            self._key()
        elif pick < 0.88:
            text = self._random.choice(TEXTS)
            self._turn([pygame.event.Event(pygame.TEXTINPUT, text=text)])
        elif pick < 0.92:
            self._turn([pygame.event.Event(pygame.WINDOWFOCUSLOST)])
        elif pick < 0.96:
            self._machine.camera.failing = not self._machine.camera.failing
        else:
            self._machine.program.code = 0

    def _press(self) -> None:
        names = [name for name in self._app.ui.places if name != "menu.quit"]
        if not names:
            return
        box = self._app.ui.places[self._random.choice(names)]
        scale = self._app._canvas().scale
        place = round(box.centre[0] * scale), round(box.centre[1] * scale)
        self._turn([pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=place, button=1)])
        time.sleep(self._random.choice((0.0, 0.0, 0.0, 0.13)))
        self._turn([])
        self._turn([pygame.event.Event(pygame.MOUSEBUTTONUP, pos=place, button=1)])

    def _key(self) -> None:
        key = self._random.choice(KEYS)
        control = pygame.KMOD_CTRL if key == pygame.K_z else 0
        self._turn([pygame.event.Event(pygame.KEYDOWN, key=key, mod=control)])
        time.sleep(self._random.choice((0.0, 0.0, 0.13)))
        self._turn([pygame.event.Event(pygame.KEYUP, key=key, mod=0)])

    def _turn(self, events: list[pygame.event.Event]) -> None:
        self._app.turn(events, time.monotonic())


@pytest.mark.parametrize("seed", range(4))
def test_anything_may_be_pressed(tmp_path: Path, seed: int) -> None:
    with studio_in(tmp_path) as (studio, machine):
        app = App(studio, (1000, 640))
        app.turn([], time.monotonic())
        monkey = Monkey(app, machine, seed)
        for _ in range(PRESSES):
            monkey.act()
        _settle(studio, machine)
        studio.bench.save()
        wait_until(studio, lambda: studio.bench.saved and not studio.bench.learning, 30)
        kept = load_profile(studio.bench.path)
        assert {card.label for card in studio.album.cards} == set(kept.poses)
        assert len(kept.dataset) == studio.album.total


def _settle(studio: Studio, machine: Machine) -> None:
    """Let whatever goes on end: recordings, games and files that are read."""
    machine.program.code = 0
    machine.camera.failing = False
    studio.release()
    wait_until(studio, lambda: studio.errand is None and studio.game is None, 30)
    wait_until(studio, lambda: studio.bench.settled, 30)
