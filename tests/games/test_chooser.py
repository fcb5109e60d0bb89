import pygame
import pytest

from bridge.api import Event
from games.chooser import HOLD_S, REST_S, Answer, Chooser, Row
from games.controls import Signals
from games.menu import MenuScreen
from games.scripted import ScriptedFeed

ROWS = (Row("level", "Level", "2"), Row("start", "Play"), Row("menu", "Back"))
DT = 1 / 60


def frame(
    chooser: Chooser, *events: tuple[str, bool], posed: bool = True, rests: bool = False
) -> Answer | None:
    actions = [Event(name, down, 0.0) for name, down in events]
    posed = posed and bool(actions)
    return chooser.advance(Signals((actions,), posed=posed, rests=rests, seconds=DT))


def wait(chooser: Chooser, seconds: float, *, rests: bool = False) -> Answer | None:
    for _ in range(round(seconds / DT)):
        answer = frame(chooser, rests=rests)
        if answer:
            return answer
    return None


def test_up_and_down_move_round_and_round() -> None:
    chooser = Chooser(ROWS)
    frame(chooser, ("up", True), ("up", False))
    assert chooser.index == 2
    frame(chooser, ("down", True), ("down", False))
    assert chooser.index == 0


def test_left_and_right_change_a_value_at_once() -> None:
    chooser = Chooser(ROWS)
    assert frame(chooser, ("right", True)) == Answer("level", "more")
    assert frame(chooser, ("right", False), ("left", True)) == Answer("level", "less")


def test_holding_right_chooses_and_a_short_one_does_not() -> None:
    chooser = Chooser(ROWS, index=1)
    frame(chooser, ("right", True))
    assert wait(chooser, HOLD_S / 2) is None
    assert 0.3 < chooser.progress < 0.8
    frame(chooser, ("right", False))
    assert wait(chooser, 2 * HOLD_S) is None
    frame(chooser, ("right", True))
    assert wait(chooser, 1.1 * HOLD_S) == Answer("start", "chosen")


def test_a_rest_after_a_pose_chooses_only_where_wanted() -> None:
    resting, plain = Chooser(ROWS), Chooser(ROWS)
    for chooser, rests in ((resting, True), (plain, False)):
        frame(chooser, ("down", True), rests=rests)
        frame(chooser, ("down", False), rests=rests)
    assert wait(plain, 2 * REST_S) is None
    assert wait(resting, 1.1 * REST_S, rests=True) == Answer("start", "chosen")
    assert wait(Chooser(ROWS), 2 * REST_S, rests=True) is None


def test_keys_do_not_start_a_rest() -> None:
    chooser = Chooser(ROWS)
    frame(chooser, ("down", True), ("down", False), posed=False, rests=True)
    assert wait(chooser, 2 * REST_S, rests=True) is None


@pytest.mark.usefixtures("open_arcade")
def test_the_mouse_marks_and_chooses(open_arcade) -> None:  # type: ignore[no-untyped-def]
    canvas = open_arcade().window.canvas
    chooser = Chooser(ROWS)
    chooser.draw(canvas, pygame.Rect(0, 0, 300, 200))
    assert chooser.advance(Signals(((),), pointer=(20, 60))) is None
    assert chooser.index == 1
    answer = chooser.advance(Signals(((),), pointer=(20, 60), clicked=True))
    assert answer == Answer("start", "chosen")


def test_who_chooses_by_resting_is_told_so(open_arcade, sit) -> None:  # type: ignore[no-untyped-def]
    feed = ScriptedFeed(("up", "down", "none"))
    arcade = open_arcade(feed)
    sitting = sit(arcade, MenuScreen(arcade))
    sitting.frames(2, lambda time: feed.show("none", time))
    assert sitting.screen._rows.hint == "menu.rest"
    assert "rest" in arcade.window.words("menu.rest")
    sitting.draw()


def test_nobody_else_is() -> None:
    chooser = Chooser(ROWS)
    frame(chooser, rests=True)
    assert chooser.hint == "menu.rest"
    frame(chooser, rests=False)
    assert chooser.hint == ""
