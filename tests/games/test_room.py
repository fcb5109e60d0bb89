"""Nothing lies on something else, at the smallest size of a window as at any other."""

from itertools import combinations

import pytest

from games.base import Setup
from games.menu import SettingsScreen, SetupScreen, first_screen
from games.scripted import ScriptedFeed
from games.window import SMALLEST
from tests.games.drawn import Drawn

SIZES = (SMALLEST, (500, 800), (800, 600), (1280, 720))


class Names:
    """Profiles with names that are too long for their rows."""

    profiles = ("Kunigunde's longest name of a profile of all",)

    def open(self, profiles):  # type: ignore[no-untyped-def]
        return [ScriptedFeed(["up", "down"]) for _ in profiles]


def check(canvas: Drawn) -> None:
    """Assert that the middles of no two texts touch, and that all lie in the window."""
    texts = [(text, place.inflate(0, -place.h // 3)) for text, place in canvas.written]
    for (text, place), (other, beside) in combinations(texts, 2):
        assert not place.colliderect(beside), (text, other)
    for text, place in texts:
        assert canvas.area.contains(place), text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("game", ["snake", "pong", "pacman"])
def test_a_setup_has_room_for_long_names(
    open_arcade,  # type: ignore[no-untyped-def]
    game: str,
    language: str,
    size: tuple[int, int],
) -> None:
    arcade = open_arcade()
    arcade.cast = Names()
    arcade.seats = dict(enumerate(Names.profiles * 2))
    arcade.setups[game] = Setup(players=arcade.games[game].players)
    screen = SetupScreen(arcade, arcade.games[game])
    canvas = Drawn(size, language)
    screen.draw(canvas)
    check(canvas)
    names = [place for text, place in canvas.written if text.startswith("Kunigunde")]
    (row,) = [place for text, place in canvas.written if text == arcade.window.words("setup.menu")]
    assert len(names) == arcade.games[game].players
    assert all(name.h >= 0.7 * row.h for name in names)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("players", [1, 2])
def test_the_check_of_the_poses_has_room(open_arcade, players: int, size: tuple[int, int]) -> None:  # type: ignore[no-untyped-def]
    arcade = open_arcade(*[ScriptedFeed(["left", "right", "up", "down"])] * players)
    screen = first_screen(arcade, arcade.games["snake"], Setup(players=players))
    canvas = Drawn(size, "de")
    screen.draw(canvas)
    check(canvas)


@pytest.mark.parametrize("size", SIZES)
def test_the_settings_have_room(open_arcade, size: tuple[int, int]) -> None:  # type: ignore[no-untyped-def]
    arcade = open_arcade()
    canvas = Drawn(size, "de")
    SettingsScreen(arcade).draw(canvas)
    check(canvas)
