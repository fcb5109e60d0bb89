"""Presses real keys in whatever window has the focus."""

from collections.abc import Callable, Sequence

from bridge.outputs.injector import Injector, make_injector
from bridge.types import Action, Key, Snapshot


class KeyboardOutput:
    """Carries out ``Key`` actions.

    ``backend`` is ``auto``, ``xtest``, ``sendinput``, ``quartz`` or ``uinput``. ``guardian``
    starts the process that releases the keys when this one dies.
    """

    name = "keyboard"

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

    @property
    def heard_as(self) -> tuple[str, ...]:
        """The keys that a listener hears from us, to tell them from the player's own."""
        return self._injector.heard_as if self._injector is not None else ()

    def open(self) -> None:
        """Reach the desktop; raises OutputError when keys cannot be pressed here."""
        injector = self._connect(self._backend, self._guardian)
        injector.open()
        self._injector = injector

    def send(self, actions: Sequence[Action]) -> None:
        """Press and release keys in order."""
        if self._injector is None:
            return
        for action in actions:
            if isinstance(action, Key):
                (self._injector.press if action.down else self._injector.release)(action.name)

    def show(self, snapshot: Snapshot) -> None:
        """Raise OutputError when the display or the guardian has gone since the last step."""
        if self._injector is not None:
            self._injector.check()

    def release_all(self) -> None:
        """Let go of every key."""
        if self._injector is not None:
            self._injector.release_all()

    def close(self) -> None:
        """Let go of every key, end the guardian and disconnect."""
        injector, self._injector = self._injector, None
        if injector is not None:
            injector.close()
