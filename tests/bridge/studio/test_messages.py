"""A message lies beside whatever can be pressed, also while a dialog is open."""

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest
from studio_kit import staged_studio

from bridge.errors import DataError
from bridge.studio.app import App
from bridge.studio.dialogs import AlbumView, Browser, CardMenu, Dialog, MainMenu, Naming, Renewal
from bridge.studio.events import Input
from bridge.studio.model import Studio

SIZES = ((1280, 720), (800, 600), (700, 560), (1000, 1400))
LONG = DataError(
    'Cannot read the profile "holiday with grandmother in the garden.pose": it is damaged.',
    "choose another one, or one of the copies that lie beside it from the days before",
)
DIALOGS: tuple[Dialog, ...] = (
    *(MainMenu(), CardMenu("up"), AlbumView("up", 40), Naming(None, "Jump")),
    *(Browser("export", Path("/home/mira")), Renewal(Path("Mira.pose"), "default", 90, 4)),
)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with staged_studio(tmp_path) as studio:
        studio.bench.backbone.blocks = {"pixels": 1024, "hand": 63}
        yield studio


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("dialog", DIALOGS, ids=lambda dialog: type(dialog).__name__)
def test_a_message_covers_nothing_of_a_dialog(
    studio: Studio, dialog: Dialog, size: tuple[int, int]
) -> None:
    studio.show(dialog)
    studio.complain(LONG)
    app = App(studio, size)
    app.draw(Input(), 0.0)
    window = app._canvas().window
    top = app.ui.places["notice/close"].y
    others = {name: box for name, box in app.ui.places.items() if name != "notice/close"}
    assert others
    assert {name for name, box in others.items() if box.bottom > top or box.y < 0} == set()
    assert {name for name, box in others.items() if box.w < 20 or box.h < 20} == set()
    assert top < window.h


def test_a_small_dialog_stays_where_it_is(studio: Studio) -> None:
    studio.show(Naming(None, "left"))
    app = App(studio)
    app.draw(Input(), 0.0)
    before = app.ui.places["naming/save"]
    studio.say("card.taken")
    app.draw(Input(), 0.1)
    assert app.ui.places["naming/save"] == before


def test_pictures_stay_where_they_are_when_one_was_deleted(studio: Studio) -> None:
    studio.show(AlbumView("up", 40))
    app = App(studio)
    app.draw(Input(), 0.0)
    before = app.ui.places
    studio.say("album.deleted", undo=True)
    app.draw(Input(), 0.1)
    pictures = {name for name in before if name.startswith("thumb/")}
    assert len(pictures) == 18
    assert {name for name in pictures if app.ui.places[name] != before[name]} == set()


def test_dismissing_a_message_leaves_the_dialog_open(studio: Studio) -> None:
    studio.show(MainMenu())
    studio.complain(LONG)
    app = App(studio)
    app.turn([], 1.0)
    x, y = (round(value) for value in app.ui.places["notice/close"].centre)
    for number, kind in enumerate((pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)):
        app.turn([pygame.event.Event(kind, pos=(x, y), button=1)], 1.1 + number / 10)
    assert studio.notices.shown is None
    assert studio.dialog == MainMenu()
