"""Presses real keys in whatever window has the focus."""

from collections.abc import Iterable, Sequence

from bridge.errors import OutputError
from bridge.outputs.injected import InjectedOutput
from bridge.outputs.injector import keys_lacking
from bridge.types import Action, Key


class KeyboardOutput(InjectedOutput):
    """Carries out ``Key`` actions."""

    name = "keyboard"

    @property
    def heard_as(self) -> tuple[str, ...]:
        """The keys that a listener hears from us, to tell them from the player's own."""
        return self._injector.heard_as if self._injector is not None else ()

    def lacking(self, names: Iterable[str]) -> list[tuple[str, OutputError]]:
        """Return which keys the layout in use lacks, and why; works before ``open``.

        Raises OutputError when nothing can be pressed here.
        """
        return keys_lacking(self._backend, names)

    def send(self, actions: Sequence[Action]) -> None:
        """Press and release keys in order."""
        keys = [(action.name, action.down) for action in actions if isinstance(action, Key)]
        if self._injector is not None and keys:
            self._injector.change(keys)
