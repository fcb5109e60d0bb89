"""The heart of the immediate-mode interface: who is under the pointer, who has the focus.

A screen calls ``react`` for everything that can be pressed, every picture anew. Tab and the arrow
keys move the focus, Enter and Space press; holding works the same with every device.
"""

from dataclasses import dataclass

from bridge.studio.events import Input
from bridge.studio.layout import Box
from bridge.studio.paint import Paint

SLACK = 8.0  # a press that moves further than so many design units drags a list, and is no click
_ARROWS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


@dataclass(frozen=True, slots=True)
class Reaction:
    """How one widget was touched: ``clicked`` once on letting go, ``held`` while pressed."""

    hover: bool = False
    focused: bool = False
    held: bool = False
    clicked: bool = False


IGNORED = Reaction()


class Ui:
    """Lives as long as the window; ``memory`` keeps scroll offsets and the like by widget."""

    def __init__(self) -> None:
        self.focus: str | None = None
        self.memory: dict[str, float] = {}
        self.time = 0.0
        self.live = True  # False while what is drawn lies under a dialog
        self.clip: Box | None = None
        self.typing = False
        self.animating = False
        self._by_keyboard = False
        self.input = Input()
        self._grabbed: str | None = None
        self._kept = False  # what is grabbed keeps the pointer, whatever lies below it
        self._ground: tuple[str, float] | None = None
        self._last_y = 0.0
        self._key_held: tuple[str, str] | None = None
        self._let_go: str | None = None
        self._places: dict[str, Box] = {}
        self._known: dict[str, Box] = {}

    def begin(self, paint: Paint, given: Input, time: float) -> None:
        """Start a picture; ``time`` in seconds drives animations."""
        self._last_y = self.input.y
        self.paint, self.input, self.time = paint, given, time
        self._known, self._places = self._places, {}
        self.live, self.clip, self.animating = True, None, False
        if given.pressed:
            self._by_keyboard = False
        if self._key_held and (given.away or self._key_held[1] in given.keys_up):
            self._let_go = self._key_held[0]
            self._key_held = None
        else:
            self._let_go = None
        if given.away:
            self._grabbed = self._let_go = self._ground = None
        if not self.typing:
            self._move_focus()
        else:
            self._tab()
        self.typing = False

    def end(self) -> None:
        """Finish a picture: draw the focus ring and forget widgets that are gone."""
        if self.input.released:
            self._grabbed = self._ground = None
        place = self._places.get(self.focus or "")
        if place is not None and self._by_keyboard:
            self.paint.ring(place.inset(-4), self.paint.theme.accent, 3, 16)

    def react(self, name: str, box: Box, *, keeps: bool = False) -> Reaction:
        """Register something that can be pressed at ``box`` and tell how it was touched.

        What ``keeps`` the pointer stays held where other things let their list be dragged.
        """
        if not self.live:
            return IGNORED
        shown = self.clip is None or (box.bottom > self.clip.y and box.y < self.clip.bottom)
        self._places[name] = box
        given = self.input
        inside = box.has(given.x, given.y) and (
            self.clip is None or self.clip.has(given.x, given.y)
        )
        if inside and given.pressed and self._grabbed is None:
            self._grabbed = self.focus = name
            self._kept = keeps
        focused = self.focus == name
        clicked = self._let_go == name
        if focused and self._key_held is None and not self.typing:
            for press in given.keys:
                if press.name in ("return", "space") and not press.ctrl and not press.repeat:
                    self._key_held = (name, press.name)
                    self._by_keyboard = True
                    if press.name in given.keys_up:
                        self._key_held = None
                        clicked = True
        held = self._grabbed == name or (self._key_held or ("",))[0] == name
        if self._grabbed == name and given.released:
            held, clicked = False, clicked or inside
        return Reaction(inside and shown, focused, held, clicked)

    def grip(self, name: str, box: Box) -> bool:
        """Whether the pointer holds ``box``, which the keyboard never needs to reach."""
        given = self.input
        if self.live and given.pressed and self._grabbed is None and box.has(given.x, given.y):
            self._grabbed, self._kept = name, True
        return self.live and self._grabbed == name

    def pull(self, name: str, box: Box) -> float:
        """Return how far down the pointer dragged ``box`` and what lies on it since last time.

        Has to be called before what lies on it reacts.
        """
        given = self.input
        if self.live and given.pressed and box.has(given.x, given.y):
            self._ground = name, given.y
        if not self.live or self._ground is None or self._ground[0] != name:
            return 0.0
        far = abs(given.y - self._ground[1]) > SLACK
        if far and not (self._grabbed and self._kept):
            self._grabbed, self._kept = name, True
        return given.y - self._last_y if self._grabbed == name else 0.0

    def pressed(self, key: str, *, ctrl: bool = False) -> bool:
        """Whether a key went down that no text field is using."""
        if not self.live or self.typing:
            return False
        return any(press.name == key and press.ctrl == ctrl for press in self.input.keys)

    def focus_on(self, name: str) -> None:
        """Give the focus to a widget."""
        self.focus = name

    def shows_focus(self) -> bool:
        """Whether the keyboard is in use, so that the focus is drawn."""
        return self._by_keyboard

    @property
    def places(self) -> dict[str, Box]:
        """Where everything that can be pressed was drawn in the last picture."""
        return dict(self._places)

    def place_of(self, name: str) -> Box | None:
        """Return where a widget was drawn in the last picture."""
        return self._known.get(name)

    def under(self, prefix: str, x: float, y: float) -> str | None:
        """Return what follows ``prefix`` in the name of the widget at (x, y)."""
        for name, box in self._places.items():
            if name.startswith(prefix) and box.has(x, y):
                return name.removeprefix(prefix)
        return None

    def eased(self, name: str, target: float, seconds: float = 0.12) -> float:
        """Return a value that glides to ``target``; bars use it so that they do not flicker."""
        value = self.memory.get(name, target)
        passed = self.time - self.memory.get(f"{name}@", self.time)
        value += (target - value) * min(max(passed, 0) / seconds, 1)
        if abs(value - target) < 0.004:
            value = target
        else:
            self.animating = True
        self.memory[name], self.memory[f"{name}@"] = value, self.time
        return value

    def _move_focus(self) -> None:
        self._tab()
        for press in self.input.keys:
            if press.name in _ARROWS and self._known and not press.ctrl:
                self._by_keyboard = True
                self.focus = self._nearest(*_ARROWS[press.name])

    def _tab(self) -> None:
        for press in self.input.keys:
            if press.name == "tab" and self._known:
                self._by_keyboard = True
                names = list(self._known)
                here = names.index(self.focus) if self.focus in names else -1
                step = -1 if press.shift else 1
                start = here if here >= 0 or step > 0 else 0
                self.focus = names[(start + step) % len(names)]

    def _nearest(self, dx: int, dy: int) -> str | None:
        """Return the widget that lies next in a direction; sideways distance counts double."""
        origin = self._known.get(self.focus or "")
        if origin is None:
            return next(iter(self._known))
        x0, y0 = origin.centre
        best, best_cost = self.focus, float("inf")
        for name, box in self._known.items():
            x, y = box.centre
            ahead = (x - x0) * dx + (y - y0) * dy
            aside = abs((x - x0) * dy) + abs((y - y0) * dx)
            if name != self.focus and ahead > 1 and ahead + 2 * aside < best_cost:
                best, best_cost = name, ahead + 2 * aside
        return best
