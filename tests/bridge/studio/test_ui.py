from collections.abc import Callable

import pygame
import pytest
import studio_kit  # noqa: F401  (chooses SDL's dummy drivers)

from bridge.studio.events import EventReader
from bridge.studio.layout import Box
from bridge.studio.paint import Paint
from bridge.studio.theme import LIGHT
from bridge.studio.ui import Ui
from bridge.studio.widgets import button, scroll, slider, text_field

Draw = Callable[[Ui], object]
KEYS = {"tab": pygame.K_TAB, "enter": pygame.K_RETURN, "space": pygame.K_SPACE,
        "right": pygame.K_RIGHT, "down": pygame.K_DOWN, "back": pygame.K_BACKSPACE}  # fmt: skip


class Window:
    """Draws one function again and again, as the studio does, and feeds it events."""

    def __init__(self, draw: Draw) -> None:
        pygame.init()
        self.ui = Ui()
        self.paint = Paint(pygame.Surface((400, 300)), LIGHT, 1.0)
        self._draw = draw
        self._reader = EventReader()
        self._time = 0.0
        self.show()

    def show(self, *events: pygame.event.Event) -> object:
        self._time += 1 / 60
        self.ui.begin(self.paint, self._reader.read(events, 1.0), self._time)
        result = self._draw(self.ui)
        self.ui.end()
        return result

    def key(self, name: str, *, up: bool = True) -> object:
        down = pygame.event.Event(pygame.KEYDOWN, key=KEYS[name], mod=0)
        result = self.show(down)
        return self.show(lift(name)) if up else result


def lift(name: str) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYUP, key=KEYS[name], mod=0)


def mouse(kind: int, x: int, y: int) -> pygame.event.Event:
    return pygame.event.Event(kind, pos=(x, y), button=1)


DOWN, UP, MOVE = pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP, pygame.MOUSEMOTION
A, B, C = Box(10, 10, 80, 40), Box(110, 10, 80, 40), Box(10, 100, 80, 40)


def three(ui: Ui) -> list[str]:
    boxes = {"a": A, "b": B, "c": C}
    found = {name: button(ui, name, box, name) for name, box in boxes.items()}
    held = [f"{name} held" for name, reaction in found.items() if reaction.held]
    return [name for name, reaction in found.items() if reaction.clicked] + held


def test_a_click_is_a_press_and_a_release_on_the_same_button() -> None:
    window = Window(three)
    assert window.show(mouse(DOWN, 20, 20)) == ["a held"]
    assert window.show(mouse(UP, 20, 20)) == ["a"]
    assert window.show() == []


def test_letting_go_elsewhere_is_no_click_but_ends_the_hold() -> None:
    window = Window(three)
    window.show(mouse(DOWN, 20, 20))
    assert window.show(mouse(MOVE, 300, 200)) == ["a held"]
    assert window.show(mouse(UP, 300, 200)) == []
    assert window.show() == []


def test_a_click_faster_than_a_picture_counts() -> None:
    window = Window(three)
    assert window.show(mouse(DOWN, 120, 20), mouse(UP, 120, 20)) == ["b"]


def test_losing_the_window_ends_every_hold() -> None:
    window = Window(three)
    window.show(mouse(DOWN, 20, 20))
    assert window.show(pygame.event.Event(pygame.WINDOWFOCUSLOST)) == []
    assert window.show() == []


@pytest.mark.parametrize("key", ["enter", "space"])
def test_tab_moves_and_a_key_presses_and_holds(key: str) -> None:
    window = Window(three)
    window.key("tab")
    window.key("tab")
    assert window.ui.focus == "b"
    assert window.key(key, up=False) == ["b held"]
    assert window.show() == ["b held"]
    assert window.show(lift(key)) == ["b"]


def test_a_repeated_key_that_ends_in_the_same_picture_is_let_go() -> None:
    window = Window(three)
    window.key("tab")
    window.key("enter", up=False)
    again = pygame.event.Event(pygame.KEYDOWN, key=KEYS["enter"], mod=0)
    assert window.show(again, lift("enter")) == ["a"]
    assert window.show() == []


def test_arrows_move_to_what_lies_there() -> None:
    window = Window(three)
    window.key("tab")
    window.key("down")
    assert window.ui.focus == "c"
    window.ui.focus_on("a")
    window.key("right")
    assert window.ui.focus == "b"


def test_the_focus_is_drawn_for_keyboard_users() -> None:
    window = Window(three)
    before = window.paint.surface.copy()
    window.key("tab")
    assert window.paint.surface.get_at((7, 30)) != before.get_at((7, 30))
    window.show(mouse(DOWN, 300, 200))
    assert not window.ui.shows_focus()


def test_under_a_dialog_nothing_reacts() -> None:
    def covered(ui: Ui) -> object:
        ui.live = False
        return three(ui)

    window = Window(covered)
    window.show(mouse(DOWN, 20, 20))
    assert window.show(mouse(UP, 20, 20)) == []
    window.key("tab")
    assert window.ui.focus is None


def test_a_gamepad_moves_and_presses() -> None:
    window = Window(three)
    window.show(pygame.event.Event(pygame.JOYHATMOTION, value=(0, -1)))
    window.show(pygame.event.Event(pygame.JOYHATMOTION, value=(0, 0)))
    assert window.ui.focus == "a"
    assert window.show(pygame.event.Event(pygame.JOYBUTTONDOWN, button=0)) == ["a held"]
    assert window.show(pygame.event.Event(pygame.JOYBUTTONUP, button=0)) == ["a"]


def test_typing_changes_the_text_and_leaves_the_buttons_alone() -> None:
    text = [""]

    def field(ui: Ui) -> object:
        text[0] = text_field(ui, "field", A, text[0], limit=5)
        return button(ui, "b", B, "b").clicked

    window = Window(field)
    window.ui.focus_on("field")
    window.show(pygame.event.Event(pygame.TEXTINPUT, text="jump! more"))
    assert text == ["jump!"]
    window.key("back")
    window.key("space")
    assert text == ["jump"]


def test_a_line_is_dragged_and_stays_within_the_bar() -> None:
    value = [0.5]
    bar = Box(100, 100, 200, 20)

    def line(ui: Ui) -> object:
        value[0] = slider(ui, "line", bar, value[0])
        return value[0]

    window = Window(line)
    window.show(mouse(DOWN, 200, 110))
    assert window.show(mouse(MOVE, 250, 110)) == pytest.approx(0.75)
    assert window.show(mouse(MOVE, 900, 110)) == 1.0
    window.show(mouse(UP, 900, 110))
    assert value == [1.0]


def test_scrolling_stops_at_both_ends() -> None:
    window = Window(lambda ui: scroll(ui, "list", Box(0, 0, 200, 100), 250))
    window.show(mouse(MOVE, 50, 50))
    wheel = pygame.event.Event(pygame.MOUSEWHEEL, y=-10)
    assert window.show(wheel) == 150
    assert window.show(pygame.event.Event(pygame.MOUSEWHEEL, y=99)) == 0
