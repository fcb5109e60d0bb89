"""What the player did since the last picture: pygame's events as one plain value.

Touch arrives as mouse events (SDL does that), a gamepad as keys: its cross moves the focus, its
first button presses what has the focus, its second one goes back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pygame

_PAD_BUTTONS = {0: "return", 1: "escape"}
_NAMES = {"enter": "return", "[enter]": "return"} | {f"[{n}]": str(n) for n in range(10)}


@dataclass(frozen=True, slots=True)
class KeyPress:
    """A key went down; ``name`` is pygame's, in lower case.

    ``repeat`` says that it was down already: good for typing, never for beginning to hold.
    """

    name: str
    shift: bool = False
    ctrl: bool = False
    repeat: bool = False


@dataclass(slots=True)
class Input:
    """One picture's worth of input; places are in design units.

    ``down`` is the pointer's state at the end; a click within one picture sets both ``pressed``
    and ``released``. ``away`` says that the window lost the keyboard: every hold ends.
    """

    x: float = -1.0
    y: float = -1.0
    down: bool = False
    pressed: bool = False
    released: bool = False
    moved: bool = False
    wheel: float = 0.0
    keys: list[KeyPress] = field(default_factory=list)
    keys_up: list[str] = field(default_factory=list)
    text: str = ""
    dropped: list[str] = field(default_factory=list)
    away: bool = False
    closed: bool = False


_POINTER = (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)


def parted(
    events: Sequence[pygame.event.Event],
) -> tuple[Sequence[pygame.event.Event], Sequence[pygame.event.Event]]:
    """Return the events of the next picture, and those that have to wait for the one after it.

    When the window lags, a press, a move and another press come at once. A press counts where it
    happened: whatever moves the pointer after it, or presses again, comes later.
    """
    place: tuple[int, int] | None = None
    for number, event in enumerate(events):
        if event.type not in _POINTER:
            continue
        button = event.type != pygame.MOUSEMOTION and event.button == 1
        again = button and event.type == pygame.MOUSEBUTTONDOWN
        if place is not None and (again or event.pos != place):
            return events[:number], events[number:]
        if button:
            place = event.pos
    return events, ()


class EventReader:
    """Gathers events; remembers where the pointer is."""

    def __init__(self) -> None:
        self._last = Input()
        self._cross: tuple[int, int] = (0, 0)
        self._held: set[str] = set()

    def read(self, events: Iterable[pygame.event.Event], scale: float) -> Input:
        """Return what the events mean in a window with ``scale`` pixels per design unit."""
        now = Input(x=self._last.x, y=self._last.y, down=self._last.down)
        for event in events:
            if event.type in _POINTER:
                self._pointer(event, now, scale)
            elif event.type == pygame.MOUSEWHEEL:
                now.wheel += event.y
            elif event.type in (pygame.KEYDOWN, pygame.KEYUP):
                self._key(event, now)
            elif event.type == pygame.TEXTINPUT:
                now.text += event.text
            elif event.type == pygame.DROPFILE:
                now.dropped.append(event.file)
            elif event.type == pygame.WINDOWFOCUSLOST:
                now.away = True
                self._held.clear()
            elif event.type == pygame.QUIT:
                now.closed = True
            else:
                self._pad(event, now)
        self._last = now
        return now

    def _pointer(self, event: pygame.event.Event, now: Input, scale: float) -> None:
        now.x, now.y = event.pos[0] / scale, event.pos[1] / scale
        if event.type == pygame.MOUSEMOTION:
            now.moved = True
        elif event.button == 1 and event.type == pygame.MOUSEBUTTONDOWN:
            now.pressed = now.down = True
        elif event.button == 1:
            now.released, now.down = True, False

    def _key(self, event: pygame.event.Event, now: Input) -> None:
        name = pygame.key.name(event.key)
        name = _NAMES.get(name, name)
        if event.type == pygame.KEYUP:
            self._held.discard(name)
            now.keys_up.append(name)
            return
        shift, ctrl = bool(event.mod & pygame.KMOD_SHIFT), bool(event.mod & pygame.KMOD_CTRL)
        now.keys.append(KeyPress(name, shift, ctrl, repeat=name in self._held))
        self._held.add(name)

    def _pad(self, event: pygame.event.Event, now: Input) -> None:
        if event.type in (pygame.JOYBUTTONDOWN, pygame.JOYBUTTONUP):
            name = _PAD_BUTTONS.get(event.button)
            if name and event.type == pygame.JOYBUTTONDOWN:
                now.keys.append(KeyPress(name))
            elif name:
                now.keys_up.append(name)
        elif event.type == pygame.JOYHATMOTION:
            x, y = event.value
            if x != self._cross[0] and x:
                now.keys.append(KeyPress("right" if x > 0 else "left"))
            if y != self._cross[1] and y:
                now.keys.append(KeyPress("up" if y > 0 else "down"))
            self._cross = (x, y)
