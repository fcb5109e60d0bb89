"""Anything at any moment: keys, mouse, poses, resizing, a lost focus, a camera that stops."""

from random import Random

import pygame
import pytest

from games.base import Setup
from games.menu import MenuScreen, first_screen
from games.scripted import ScriptedFeed

LABELS = ("left", "right", "up", "down", "none")
KEYS = (
    *(pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN, pygame.K_w, pygame.K_s),
    *(pygame.K_RETURN, pygame.K_RETURN, pygame.K_p, pygame.K_m, pygame.K_ESCAPE),
)
SIZES = ((320, 240), (333, 777), (1280, 720), (2000, 260), (1, 1))


def odd_event(chance: Random) -> pygame.event.Event:
    """Return something that a player, a window or a gamepad may do."""
    kind = chance.randrange(6)
    if kind < 3:
        down = pygame.KEYDOWN if chance.random() < 0.6 else pygame.KEYUP
        return pygame.event.Event(down, key=chance.choice(KEYS))
    if kind == 3:
        where = (chance.randrange(-5, 700), chance.randrange(-5, 500))
        shape = pygame.MOUSEBUTTONDOWN if chance.random() < 0.2 else pygame.MOUSEMOTION
        return pygame.event.Event(shape, pos=where, button=1)
    if kind == 4:
        axis, value = chance.choice((0, 1, 2)), chance.uniform(-1, 1)
        return pygame.event.Event(pygame.JOYAXISMOTION, instance_id=7, axis=axis, value=value)
    return pygame.event.Event(pygame.JOYBUTTONDOWN, instance_id=7, button=chance.randrange(12))


@pytest.mark.parametrize("players", [0, 1, 2])
@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_stops_the_arcade(open_arcade, sit, seed: int, players: int):  # type: ignore[no-untyped-def]
    chance = Random(seed)
    feeds = [ScriptedFeed(LABELS) for _ in range(players)]
    arcade = open_arcade(*feeds)
    sitting = sit(arcade, MenuScreen(arcade))
    seen = set()

    def poses(time: float) -> None:
        for feed in feeds:
            feed.stopped = chance.random() < 0.01
            if chance.random() < 0.4:
                feed.show(chance.choice((*LABELS, None)), time, chance.choice((0.2, 0.6, 0.9)))

    for turn in range(1200):
        if chance.random() < 0.2:
            arcade.window.controls.handle(odd_event(chance), sitting.time)
        if chance.random() < 0.01:
            arcade.window._resize(chance.choice(SIZES))
        if chance.random() < 0.005:
            lost = pygame.event.Event(pygame.WINDOWFOCUSLOST)
            arcade.window.controls.handle(lost, sitting.time)
        if sitting.frames(1, poses) is None:
            game = arcade.games[chance.choice(("snake", "pong", "pacman"))]
            sitting.screen = first_screen(arcade, game, Setup(chance.randint(1, game.players)))
        seen.add(type(sitting.screen).__name__)
        if turn % 10 == 0:
            sitting.draw()
    assert {"MenuScreen", "PlayingScreen"} <= seen
