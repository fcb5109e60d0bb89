"""The window shows what the last press did, also while no camera gives it new pictures."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pygame
import pytest
from studio_kit import staged_studio

from bridge.errors import DataError
from bridge.studio.app import App
from bridge.studio.dialogs import CardMenu, MainMenu, Naming
from bridge.studio.model import Screen

MOVE, DOWN, UP = pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP
KEY = (pygame.KEYDOWN, pygame.KEYUP)


class Visitor:
    """Clicks and presses keys faster than the window draws, then lets it draw on."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._time = 0.0
        self.do()

    def do(self, *events: pygame.event.Event) -> None:
        """Feed events, and let the window rest until it has nothing more to draw."""
        drawn, given = True, list(events)
        for _ in range(100):
            self._time += 1 / 60
            drawn = self.app.turn(given, self._time)
            given = []
            if not drawn:
                return
        pytest.fail("the window draws on and on")

    def click(self, name: str) -> None:
        x, y = (round(value) for value in self.app.ui.places[name].centre)
        self.do(*(pygame.event.Event(kind, pos=(x, y), button=1) for kind in (MOVE, DOWN, UP)))


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with staged_studio(tmp_path) as studio:
        yield Visitor(App(studio))


@pytest.mark.parametrize(
    ("name", "dialog", "inside"),
    [
        ("menu", MainMenu(), "menu.open"),
        ("card/left", CardMenu("left"), "card.rename"),
        ("add", Naming(), "naming/field"),
    ],
)
def test_a_click_faster_than_a_picture_opens_a_dialog_and_shows_it(
    visitor: Visitor, name: str, dialog: object, inside: str
) -> None:
    visitor.click(name)
    assert visitor.app.studio.dialog == dialog
    assert inside in visitor.app.ui.places


def test_a_click_beside_a_dialog_closes_it_and_uncovers_the_screen(visitor: Visitor) -> None:
    visitor.click("menu")
    pointer = {"pos": (5, 700), "button": 1}
    visitor.do(pygame.event.Event(DOWN, pointer), pygame.event.Event(UP, pointer))
    assert visitor.app.studio.dialog is None
    assert "menu" in visitor.app.ui.places


def test_a_key_changes_the_screen_that_is_painted(visitor: Visitor) -> None:
    visitor.app.ui.focus_on("try")
    visitor.do(*(pygame.event.Event(kind, key=pygame.K_RETURN, mod=0) for kind in KEY))
    assert visitor.app.studio.screen == Screen.TRY
    assert "play" in visitor.app.ui.places


@pytest.mark.parametrize(
    "happens",
    [
        lambda app: app.studio.complain(DataError("The file is damaged.", "choose another")),
        lambda app: app.studio.show(MainMenu()),
        lambda app: setattr(app.studio.bench, "snapshot", None),
        lambda app: setattr(app.studio.bench.saver, "problem", DataError("The disk is full.")),
    ],
    ids=["message", "dialog", "camera", "disk"],
)
def test_what_happens_by_itself_is_painted_once(
    visitor: Visitor, happens: Callable[[App], None]
) -> None:
    pictures = len(visitor.app.frame_ms)
    happens(visitor.app)
    visitor.do()
    assert len(visitor.app.frame_ms) == pictures + 1
