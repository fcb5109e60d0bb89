"""Events that come at once because the window lagged."""

from collections.abc import Sequence
from pathlib import Path

import pygame
import pytest
from studio_kit import staged_studio

from bridge.studio.app import App
from bridge.studio.events import parted

A, B = (10, 10), (90, 40)


def mouse(kind: int, place: tuple[int, int], button: int = 1) -> pygame.event.Event:
    return pygame.event.Event(kind, pos=place, button=button)


def down(place: tuple[int, int]) -> pygame.event.Event:
    return mouse(pygame.MOUSEBUTTONDOWN, place)


def up(place: tuple[int, int]) -> pygame.event.Event:
    return mouse(pygame.MOUSEBUTTONUP, place)


def move(place: tuple[int, int]) -> pygame.event.Event:
    return pygame.event.Event(pygame.MOUSEMOTION, pos=place)


KEY = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_1, mod=0)
WHEEL = mouse(pygame.MOUSEBUTTONDOWN, A, button=4)


@pytest.mark.parametrize(
    ("events", "pictures"),
    [
        ([], 1),
        ([move(A), move(B), KEY], 1),
        ([move(A), down(A), up(A), KEY], 1),
        ([move(A), down(A), move(B)], 2),
        ([down(A), up(A), move(B), down(B), up(B)], 2),
        ([down(A), up(A), down(A), up(A)], 2),
        ([down(A), move(B), up(B)], 2),
        ([WHEEL, move(B)], 1),
    ],
)
def test_the_pointer_is_in_one_place_when_a_button_changes(
    events: Sequence[pygame.event.Event], pictures: int
) -> None:
    taken: list[pygame.event.Event] = []
    rest: Sequence[pygame.event.Event] = events
    for picture in range(pictures):
        assert rest or picture == 0
        now, rest = parted(rest)
        taken += now
    assert (taken, list(rest)) == (list(events), [])


def test_a_click_counts_where_it_was_though_the_pointer_has_moved_on(tmp_path: Path) -> None:
    with staged_studio(tmp_path) as studio:
        app = App(studio)
        app.turn([move(A)], 1.0)
        x, y = (round(value) for value in app.ui.places["pose/up"].centre)
        hold = tuple(round(value) for value in app.ui.places["hold/right"].centre)
        app.turn([move((x, y)), down((x, y)), up((x, y)), move(hold), down(hold)], 2.0)
        for later in range(3):
            app.turn([], 2.1 + later / 10)
        assert studio.pose == "up"
        assert studio.recorder.take is not None
        assert studio.recorder.take.label == "right"
        app._previews.stop()
