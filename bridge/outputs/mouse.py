"""Moves the pointer, clicks and scrolls."""

from collections.abc import Sequence

from bridge.outputs.injected import InjectedOutput
from bridge.types import Action, Button, MouseMove


class MouseOutput(InjectedOutput):
    """Carries out ``MouseMove`` and the ``mouse_`` buttons.

    Fractions of a pixel and of a notch are kept for the next move.
    """

    name = "mouse"
    _rest = (0.0, 0.0, 0.0)

    def send(self, actions: Sequence[Action]) -> None:
        """Move and click in order."""
        for action in actions:
            match action:
                case Button(name, down) if name.startswith("mouse_"):
                    self._button(name, down)
                case MouseMove(dx, dy, _, scroll):
                    self._move(dx, dy, scroll)

    def _button(self, name: str, down: bool) -> None:
        if self._injector is not None:
            (self._injector.press if down else self._injector.release)(name)

    def _move(self, dx: float, dy: float, scroll: float) -> None:
        if self._injector is None:
            return
        wanted = (self._rest[0] + dx, self._rest[1] + dy, self._rest[2] + scroll)
        x, y, notches = (int(part) for part in wanted)
        self._rest = (wanted[0] - x, wanted[1] - y, wanted[2] - notches)
        if x or y:
            self._injector.move(x, y)
        if notches:
            self._injector.scroll(notches)
