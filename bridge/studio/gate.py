"""The armed switch of the test drive: no real keys without it, and none into the studio."""

from collections.abc import Sequence

from bridge.outputs import Output
from bridge.types import Action, Snapshot


class Gate:
    """Lets actions through to ``output`` while there is one and ``shut`` is False.

    ``shut`` is set while the studio's own window has the keyboard: its player would otherwise
    steer the studio.
    """

    name = "studio gate"

    def __init__(self) -> None:
        self.shut = True
        self._output: Output | None = None
        self._pressed = False

    @property
    def armed(self) -> bool:
        """Whether keys reach other programs."""
        return self._output is not None

    def arm(self, output: Output) -> None:
        """Open an output and let actions through; raises OutputError."""
        self.disarm()
        output.open()
        self._output = output

    def disarm(self) -> None:
        """Let go of everything and close the output."""
        output, self._output = self._output, None
        if output is not None:
            output.close()

    def open(self) -> None:
        """Nothing to reach before it is armed."""

    def send(self, actions: Sequence[Action]) -> None:
        """Pass actions on, or let go of everything when the studio has the keyboard."""
        output = self._output
        if output is None:
            return
        if not self.shut:
            output.send(actions)
            self._pressed = True
        elif self._pressed:
            output.release_all()
            self._pressed = False

    def show(self, snapshot: Snapshot) -> None:
        """Let go as soon as the studio gets the keyboard, whether or not there are actions."""
        if self.shut:
            self.send(())

    def release_all(self) -> None:
        """Let go of everything that is held."""
        if self._output is not None:
            self._output.release_all()

    def close(self) -> None:
        """Let go of everything; stays armed for the next camera."""
        self.release_all()
