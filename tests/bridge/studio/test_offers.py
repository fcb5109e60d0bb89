"""What the window offers depends on what is taught and on what it steers."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from studio_kit import POSES, staged_studio

from bridge.studio import editing
from bridge.studio.app import App
from bridge.studio.events import Input
from bridge.studio.goals import goal_named
from bridge.studio.lesson import Lesson
from bridge.studio.model import Screen, Studio


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with staged_studio(tmp_path) as studio:
        yield studio


def offered(studio: Studio) -> set[str]:
    """Return everything that can be pressed."""
    app = App(studio)
    app.draw(Input(), 0.0)
    return set(app.ui.places)


@pytest.mark.parametrize(
    ("cards", "poses"),
    [
        (("none",), POSES),
        (("none", "fist"), POSES),
        (("up", "down", "jump", "none"), POSES),
        (("up", "down", "none"), ("up", "down", "none")),
        ((), POSES),
    ],
)
def test_the_drawn_player_can_be_asked_for_what_the_cards_need(
    studio: Studio, cards: tuple[str, ...], poses: tuple[str, ...]
) -> None:
    for pose in POSES:
        studio.bench.change(partial(Lesson.remove_label, name=pose))
    for name in cards:
        studio.bench.change(partial(Lesson.add_label, name=name))
    assert {name for name in offered(studio) if name.startswith("pose/")} == {
        f"pose/{pose}" for pose in poses
    }


def test_the_last_card_can_be_brought_back(studio: Studio) -> None:
    for pose in POSES:
        editing.delete_label(studio, pose)
    studio.notices.dismiss()
    assert not studio.album.cards
    assert "undo" in offered(studio)


def test_undo_is_offered_only_while_there_is_something_to_undo(studio: Studio) -> None:
    while studio.bench.lesson.can_undo:
        studio.bench.change(Lesson.undo)
    assert "undo" not in offered(studio)


@pytest.mark.parametrize(("goal", "presses"), [("app", True), ("own", False)])
def test_pressing_keys_is_offered_where_the_poses_have_keys(
    studio: Studio, goal: str, presses: bool
) -> None:
    studio.choose_goal(goal_named(goal))
    studio.bench.set_keys({"left": "left"} if presses else {})
    studio.go(Screen.TRY)
    assert ("armed" in offered(studio)) is presses


def test_pressing_keys_can_be_stopped_though_the_poses_have_lost_their_keys(
    studio: Studio,
) -> None:
    studio.arm(armed=True)
    studio.bench.set_keys({})
    studio.go(Screen.TRY)
    assert "armed" in offered(studio)
