"""What keyboard and mouse have in common: an injector, opened and let go of."""

import os
from collections.abc import Callable

from bridge.errors import ConfigError
from bridge.outputs.backend import BACKENDS, is_wayland
from bridge.outputs.injector import Injector, make_injector
from bridge.types import Snapshot


class InjectedOutput:
    """Reaches the desktop through an injector.

    ``backend`` is ``auto``, ``xtest``, ``sendinput``, ``quartz`` or ``uinput``. ``guardian``
    starts the process that releases everything when this one dies. Raises ConfigError for any
    other back end.
    """

    def __init__(
        self,
        backend: str = "auto",
        guardian: bool = True,
        *,
        connect: Callable[[str, bool], Injector] = make_injector,
    ) -> None:
        if backend not in ("auto", *BACKENDS):
            known = ", ".join(("auto", *BACKENDS))
            raise ConfigError(f'There is no back end called "{backend}".', f"known: {known}")
        self._backend = backend
        self._guardian = guardian
        self._connect = connect
        self._injector: Injector | None = None

    @property
    def limits(self) -> str:
        """A sentence about windows that will not be reached, or ""."""
        if self._backend == "xtest" and is_wayland(os.environ):
            return "This is a Wayland session: only windows of Xwayland will hear the keys."
        return ""

    def open(self) -> None:
        """Reach the desktop; raises OutputError when nothing can be pressed here."""
        injector = self._connect(self._backend, self._guardian)
        injector.open()
        self._injector = injector

    def show(self, snapshot: Snapshot) -> None:
        """Raise OutputError when the display or the guardian has gone since the last step."""
        if self._injector is not None:
            self._injector.check()

    def release_all(self) -> None:
        """Let go of everything."""
        if self._injector is not None:
            self._injector.release_all()

    def close(self) -> None:
        """Let go of everything, end the guardian and disconnect."""
        injector, self._injector = self._injector, None
        if injector is not None:
            injector.close()
