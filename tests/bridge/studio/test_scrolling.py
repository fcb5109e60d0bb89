"""Long lists move under a finger, by their bar and by what they show; a click still is a click."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pygame
import pytest
from studio_kit import staged_studio

from bridge.studio.app import App
from bridge.studio.dialogs import Browser, CardMenu, MainMenu
from bridge.studio.layout import fitting_scale
from bridge.studio.lesson import Lesson
from bridge.studio.model import Screen, Studio

SIZE = (800, 600)
MOVE, DOWN, UP = pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP


class Finger:
    """Touches the window; places are in design units."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._time = 0.0
        self._scale = fitting_scale(*SIZE)
        self.rest()

    def rest(self) -> None:
        for _ in range(3):
            self._turn()

    def drag(self, x: float, y: float, to: float, *, let_go: bool = True) -> None:
        self._touch(DOWN, x, y)
        for step in range(1, 11):
            self._touch(MOVE, x, y + (to - y) * step / 10)
        if let_go:
            self._touch(UP, x, to)
        self.rest()

    def _touch(self, kind: int, x: float, y: float) -> None:
        place = round(x * self._scale), round(y * self._scale)
        self._turn(pygame.event.Event(kind, pos=place, button=1))

    def _turn(self, *events: pygame.event.Event) -> None:
        self._time += 1 / 60
        self.app.turn(events, self._time)

    def offset(self, name: str) -> float:
        return self.app.ui.memory[name]


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with staged_studio(tmp_path) as studio:
        for number in range(9):
            studio.bench.change(partial(Lesson.add_label, name=f"pose {number}"))
        yield studio


@pytest.fixture
def finger(studio: Studio) -> Finger:
    return Finger(App(studio, SIZE))


def test_the_bar_is_dragged_to_the_last_card_and_back(finger: Finger) -> None:
    top = finger.app.ui.places["card/left"]
    beside = top.right + 14 + 12  # a finger's width from the cards' edge
    finger.drag(beside, 90, 640)
    last, add = (finger.app.ui.places[name] for name in ("card/pose 8", "add"))
    assert last.bottom < add.y
    finger.drag(beside, 640, 60)
    assert finger.app.ui.places["card/left"] == top


def test_a_press_on_the_bars_track_goes_there(finger: Finger) -> None:
    beside = finger.app.ui.places["card/left"].right + 14 + 5
    finger.drag(beside, 640, 640)
    assert finger.offset("cards") > 400


def test_the_bar_stays_where_it_was_gripped(finger: Finger) -> None:
    beside = finger.app.ui.places["card/left"].right + 14 + 5
    finger.drag(beside, 75, 75)
    assert finger.offset("cards") == 0


def test_the_cards_are_dragged(finger: Finger) -> None:
    badge = finger.app.ui.places["hold/right"].x - 200
    finger.drag(badge, 400, 250)
    assert finger.offset("cards") == pytest.approx(135, abs=20)
    finger.drag(badge, 250, 700)
    assert finger.offset("cards") == 0


def test_a_drag_that_begins_on_a_button_does_not_click_it(finger: Finger) -> None:
    x, y = finger.app.ui.places["card/right"].centre
    finger.drag(x, y, y - 60)
    assert finger.app.studio.dialog is None
    assert finger.offset("cards") > 0


def test_a_trembling_click_is_a_click(finger: Finger) -> None:
    x, y = finger.app.ui.places["card/right"].centre
    finger.drag(x, y, y - 4)
    assert finger.app.studio.dialog == CardMenu("right")
    assert finger.offset("cards") == 0


def test_the_button_that_records_is_held_though_the_finger_moves(finger: Finger) -> None:
    x, y = finger.app.ui.places["hold/right"].centre
    finger.drag(x, y, y - 60, let_go=False)
    assert finger.app.studio.recorder.take is not None
    assert finger.offset("cards") == 0


def test_the_bars_of_the_test_drive_are_dragged_but_their_lines_are_not(finger: Finger) -> None:
    finger.app.studio.go(Screen.TRY)
    finger.rest()
    line = finger.app.ui.places["line/right"]
    finger.drag(line.centre[0], line.centre[1], line.y - 80)
    assert finger.offset("bars") == 0
    badge = finger.app.ui.places["more"].x + 40
    finger.drag(badge, 300, 200)
    assert finger.offset("bars") > 60


def test_files_are_dragged_and_none_is_chosen(finger: Finger) -> None:
    home = Path("/home/mira")
    files = Browser("open", home, files=[home / f"{number}.pose" for number in range(40)])
    finger.app.studio.show(files)
    finger.rest()
    x, y = finger.app.ui.places["entry/4.pose"].centre
    finger.drag(x, y, y - 100)
    assert finger.app.studio.dialog is files
    assert finger.offset("files") > 60


def test_what_lies_under_a_dialog_is_not_dragged(finger: Finger) -> None:
    finger.app.studio.show(MainMenu())
    finger.rest()
    finger.drag(500, 400, 250)
    finger.drag(985, 90, 600)
    assert finger.offset("cards") == 0
