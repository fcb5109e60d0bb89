"""Moves the pointer, clicks and scrolls."""

from collections.abc import Callable, Sequence

from bridge.outputs.injector import Injector, make_injector
from bridge.types import Action, Button, MouseMove, Snapshot


class MouseOutput:
    """Carries out ``MouseMove`` and the ``mouse_`` buttons; options as for the keyboard.

    Fractions of a pixel and of a notch are kept for the next move.
    """

    name = "mouse"

    def __init__(
        self,
        backend: str = "auto",
        guardian: bool = True,
        *,
        connect: Callable[[str, bool], Injector] = make_injector,
    ) -> None:
        self._backend = backend
        self._guardian = guardian
        self._connect = connect
        self._injector: Injector | None = None
        self._rest = (0.0, 0.0, 0.0)

    def open(self) -> None:
        """Reach the desktop; raises OutputError when the pointer cannot be moved here."""
        injector = self._connect(self._backend, self._guardian)
        injector.open()
        self._injector = injector

    def send(self, actions: Sequence[Action]) -> None:
        """Move and click in order."""
        if self._injector is None:
            return
        for action in actions:
            match action:
                case Button(name, down) if name.startswith("mouse_"):
                    (self._injector.press if down else self._injector.release)(name)
                case MouseMove(dx, dy, _, scroll):
                    self._move(self._injector, dx, dy, scroll)

    def show(self, snapshot: Snapshot) -> None:
        """Raise OutputError when the display or the guardian has gone since the last step."""
        if self._injector is not None:
            self._injector.check()

    def release_all(self) -> None:
        """Let go of every button."""
        self._rest = (0.0, 0.0, 0.0)
        if self._injector is not None:
            self._injector.release_all()

    def close(self) -> None:
        """Let go of every button, end the guardian and disconnect."""
        injector, self._injector = self._injector, None
        if injector is not None:
            injector.close()

    def _move(self, injector: Injector, dx: float, dy: float, scroll: float) -> None:
        wanted = (self._rest[0] + dx, self._rest[1] + dy, self._rest[2] + scroll)
        x, y, notches = (int(part) for part in wanted)
        self._rest = (wanted[0] - x, wanted[1] - y, wanted[2] - notches)
        if x or y:
            injector.move(x, y)
        if notches:
            injector.scroll(notches)
