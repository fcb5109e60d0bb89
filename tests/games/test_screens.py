"""Every screen against a reference picture, within a tolerance.

With POSEBRIDGE_NEW_REFERENCES=1 the pictures are written anew; look at them before committing.
"""

import os
from pathlib import Path

import numpy as np
import pygame
import pytest

from bridge.api import Image
from games.base import Setup
from games.calibrate import PATIENCE_S
from games.menu import MenuScreen, SettingsScreen, SetupScreen, first_screen
from games.playing import AWAY_S, STALL_S
from games.scripted import ScriptedFeed

REFERENCES = Path(__file__).parent / "references"
SIZES = ((1280, 720), (640, 480))
KEPT_WIDTH = 320
MEAN_LIMIT = 2.0  # of 255
FAR_LIMIT, FAR_SHARE = 48, 0.01
GAMES = ("pacman", "pong", "snake")
LABELS = ("left", "right", "up", "down", "none")
RESULT_MATCH = Setup(options={"edges": "walls", "level": "5"})


def portrait() -> Image:
    """A drawn stand-in for the camera's picture."""
    picture = np.full((120, 160, 3), (96, 110, 128), np.uint8)
    y, x = np.ogrid[:120, :160]
    picture[(x - 80) ** 2 + (y - 50) ** 2 < 24**2] = (224, 188, 160)
    picture[(np.abs(x - 80) < 36) & (y > 78)] = (52, 84, 140)
    return picture


def small(surface: pygame.Surface) -> Image:
    width, height = surface.get_size()
    size = KEPT_WIDTH, round(height * KEPT_WIDTH / width)
    pixels = pygame.image.tobytes(pygame.transform.smoothscale(surface, size), "RGB")
    return np.frombuffer(pixels, np.uint8).reshape(size[1], size[0], 3)


def compare(surface: pygame.Surface, name: str, beside: Path) -> None:
    """Assert that a screen looks as before; save both side by side when it does not."""
    seen = small(surface)
    path = REFERENCES / f"{name}.png"
    if os.environ.get("POSEBRIDGE_NEW_REFERENCES"):
        REFERENCES.mkdir(exist_ok=True)
        pygame.image.save(pygame.image.frombuffer(seen.tobytes(), seen.shape[1::-1], "RGB"), path)
    wanted = small(pygame.image.load(path))
    apart = np.abs(seen.astype(int) - wanted.astype(int))
    if apart.mean() < MEAN_LIMIT and (apart.max(axis=2) > FAR_LIMIT).mean() < FAR_SHARE:
        return
    both = np.concatenate([wanted, seen], axis=1)
    pygame.image.save(pygame.image.frombuffer(both.tobytes(), both.shape[1::-1], "RGB"), beside)
    raise AssertionError(f"{name} looks different: {beside} (reference left, now right)")


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def table(request, open_arcade, sit):  # type: ignore[no-untyped-def]
    """A sitting with and without a camera at one window size."""

    def seated(screen, *feeds, palette="night"):  # type: ignore[no-untyped-def]
        arcade = open_arcade(*feeds, size=request.param, palette=palette)
        arcade.games = {name: arcade.games[name] for name in GAMES}
        arcade.checked |= {(name,) for name in GAMES}
        return sit(arcade, screen(arcade))

    return seated


def check(sitting, name: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sitting.draw()
    surface = sitting.arcade.window.canvas.surface
    compare(surface, f"{name}-{surface.get_width()}", tmp_path / f"{name}.png")


def play(sitting, feed: ScriptedFeed, frames: int) -> None:  # type: ignore[no-untyped-def]
    """Let the game's bot pose before the feed."""
    bot = sitting.screen.game.bot(0, 0.0)

    def pose(time: float) -> None:
        feed.show(bot.wish(sitting.screen.match.rules) or "none", time)

    sitting.frames(frames, pose)


@pytest.mark.parametrize("marked", GAMES)
def test_menu(table, tmp_path: Path, marked: str) -> None:  # type: ignore[no-untyped-def]
    sitting = table(lambda arcade: MenuScreen(arcade, marked))
    sitting.frames(400)
    check(sitting, f"menu-{marked}", tmp_path)


@pytest.mark.parametrize("game", GAMES)
def test_setup(table, tmp_path: Path, game: str) -> None:  # type: ignore[no-untyped-def]
    sitting = table(lambda arcade: SetupScreen(arcade, arcade.games[game]))
    sitting.frames(300)
    check(sitting, f"setup-{game}", tmp_path)


@pytest.mark.parametrize("palette", ["night", "day", "contrast"])
def test_settings(table, tmp_path: Path, palette: str) -> None:  # type: ignore[no-untyped-def]
    check(table(SettingsScreen, palette=palette), f"settings-{palette}", tmp_path)


def test_calibration(table, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS, portrait())

    def screen(arcade):  # type: ignore[no-untyped-def]
        arcade.checked.clear()
        return first_screen(arcade, arcade.games["snake"], Setup())

    sitting = table(screen, feed)
    sitting.frames(15, lambda time: feed.show("left", time))
    check(sitting, "calibration", tmp_path)


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("palette", ["night", "day", "contrast"])
def test_playing(table, tmp_path: Path, game: str, palette: str) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS, portrait())
    sitting = table(
        lambda arcade: first_screen(arcade, arcade.games[game], Setup()), feed, palette=palette
    )
    play(sitting, feed, 900)
    check(sitting, f"playing-{game}-{palette}", tmp_path)


@pytest.mark.parametrize("game", ["snake", "pong"])
def test_two_players(table, tmp_path: Path, game: str) -> None:  # type: ignore[no-untyped-def]
    sitting = table(lambda arcade: first_screen(arcade, arcade.games[game], Setup(players=2)))
    sitting.frames(200)
    check(sitting, f"{game}-two", tmp_path)


@pytest.mark.parametrize("game", ["snake", "pong"])
def test_two_players_before_one_camera(table, tmp_path: Path, game: str) -> None:  # type: ignore[no-untyped-def]
    feeds = ScriptedFeed(LABELS, portrait()), ScriptedFeed(LABELS, portrait()[:, ::-1])
    setup = Setup(players=2)
    sitting = table(lambda arcade: first_screen(arcade, arcade.games[game], setup), *feeds)

    def pose(time: float) -> None:
        feeds[0].show("up", time)
        feeds[1].show("down", time, 0.6)

    sitting.frames(160, pose)
    check(sitting, f"{game}-two-cameras", tmp_path)


def test_results_of_two_before_one_camera(table, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    feeds = ScriptedFeed(LABELS, portrait()), ScriptedFeed(LABELS, portrait()[:, ::-1])
    setup = Setup(players=2, options=RESULT_MATCH.options)
    sitting = table(lambda arcade: first_screen(arcade, arcade.games["snake"], setup), *feeds)

    def late(time: float) -> None:
        feeds[0].show(LABELS[int(time * 3) % 5], time - 0.3)
        feeds[1].show(LABELS[int(time * 2) % 5], time, 0.9 if int(time) % 2 else 0.6)

    while sitting.arcade.match:
        sitting.frames(1, late)
    check(sitting, "results-two-cameras", tmp_path)


@pytest.mark.parametrize("game", GAMES)
def test_count_down_and_pause(table, tmp_path: Path, game: str) -> None:  # type: ignore[no-untyped-def]
    sitting = table(lambda arcade: first_screen(arcade, arcade.games[game], Setup()))
    sitting.frames(10)
    check(sitting, f"count-down-{game}", tmp_path)
    sitting.key(pygame.K_p)
    check(sitting, f"pause-{game}", tmp_path)


def test_waiting_for_the_camera_and_for_the_player(table, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS, portrait())
    sitting = table(lambda arcade: first_screen(arcade, arcade.games["snake"], Setup()), feed)
    sitting.frames(120, lambda time: feed.show("none", time))
    feed.stopped = True
    sitting.frames(round(STALL_S * 60) + 5)
    check(sitting, "pause-stalled", tmp_path)
    feed.stopped = False
    sitting.frames(120, lambda time: feed.show("none", time))
    sitting.frames(round(AWAY_S * 60) + 5, lambda time: feed.show(None, time))
    check(sitting, "pause-away", tmp_path)


def test_calibration_for_two_and_what_was_missed(table, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    feeds = ScriptedFeed(LABELS, portrait()), ScriptedFeed(LABELS, portrait()[:, ::-1])

    def screen(arcade):  # type: ignore[no-untyped-def]
        arcade.checked.clear()
        return first_screen(arcade, arcade.games["pong"], Setup(players=2))

    sitting = table(screen, *feeds)
    sitting.frames(round(PATIENCE_S * 60) + 5, lambda time: feeds[0].show("none", time))
    sitting.frames(30, lambda time: feeds[0].show("down", time))
    sitting.frames(15, lambda time: feeds[1].show("up", time))
    check(sitting, "calibration-two", tmp_path)
    sitting.frames(15, lambda time: feeds[1].show("up", time))
    sitting.frames(30, lambda time: feeds[1].show("down", time))
    check(sitting, "calibration-missed", tmp_path)


def test_pong_from_serve_to_win(table, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sitting = table(lambda arcade: first_screen(arcade, arcade.games["pong"], Setup()))
    sitting.frames(130)
    check(sitting, "pong-serve", tmp_path)
    rules = sitting.screen.match.rules
    while not sum(rules.points):
        sitting.frames(1)
    sitting.frames(6)
    check(sitting, "pong-point", tmp_path)
    rules.points = (4, 10)
    while not rules.over:
        sitting.frames(1)
    sitting.frames(10)
    check(sitting, "pong-win", tmp_path)
    sitting.frames(120)
    check(sitting, "results-pong", tmp_path)


def test_two_snakes_into_the_walls(table, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    setup = Setup(players=2, options=RESULT_MATCH.options)
    sitting = table(lambda arcade: first_screen(arcade, arcade.games["snake"], setup))
    playing = sitting.screen
    while not playing.match.rules.over:
        sitting.frames(1)
    sitting.frames(10)
    check(sitting, "snake-over", tmp_path)
    sitting.frames(120)
    check(sitting, "results-snake", tmp_path)


def test_results_with_advice(table, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(LABELS, portrait())
    sitting = table(lambda arcade: first_screen(arcade, arcade.games["snake"], RESULT_MATCH), feed)
    for pose, confidence in (("up", 0.5), ("none", 0.9), ("up", 0.5), ("none", 0.9)):
        sitting.frames(12, lambda time, p=pose, c=confidence: feed.show(p, time, c))
    play(sitting, feed, 700)
    sitting.frames(500, lambda time: feed.show("none", time))
    check(sitting, "results", tmp_path)
