"""Lines on a serial port, for boards that move, light or sort things.

One line for each change: ``+left`` and ``-left`` for what begins and ends, ``paddle=-0.25`` for an
axis, all in ASCII and ended by a newline. Lines are short enough for an Arduino's buffer.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from bridge.errors import ConfigError, MissingExtraError, OutputError
from bridge.outputs.messages import Held, ends
from bridge.types import Action, Axis, Button, Event, Key, Snapshot

_WRITE_S = 0.2
# Of pyserial's addresses those that are a port; another one writes to any file that it names.
_SCHEMES = ("hwgrep", "loop", "rfc2217", "socket")


def _open_port(port: str, baud: int) -> Any:
    try:
        import serial
    except ImportError:
        raise MissingExtraError("The output serial", "serial") from None
    try:
        return serial.serial_for_url(port, baudrate=baud, write_timeout=_WRITE_S)
    except (OSError, ValueError) as error:
        raise OutputError(
            f'The serial port "{port}" cannot be opened.',
            "check the cable and the name: COM3 on Windows, /dev/ttyACM0 on Linux.",
        ) from error


class SerialOutput:
    """Writes to ``port``, such as ``COM3`` or ``/dev/ttyACM0``, at ``baud`` bits a second.

    Raises ConfigError for an address that is no port.
    """

    name = "serial"

    def __init__(
        self,
        port: str = "/dev/ttyACM0",
        baud: int = 115200,
        *,
        connect: Callable[[str, int], Any] = _open_port,
    ) -> None:
        scheme, is_address, _ = port.partition("://")
        if is_address and scheme.lower() not in _SCHEMES:
            raise ConfigError(f'The serial port "{port}" is none.', f"known: {', '.join(_SCHEMES)}")
        self._where = (port, baud)
        self._connect = connect
        self._port: Any = None
        self._held = Held()

    def open(self) -> None:
        """Open the port; raises OutputError, or MissingExtraError without pyserial."""
        self._port = self._connect(*self._where)

    def send(self, actions: Sequence[Action]) -> None:
        """Write one line for each action."""
        for action in actions:
            # What was not heard to end has not ended, and is ended again when everything is.
            if not ends(action):
                self._held.note(action)
            match action:
                case Key(name, down) | Button(name, down) | Event(name, down):
                    self._write(f"{'+' if down else '-'}{name}")
                case Axis(name, value):
                    self._write(f"{name}={value:.3f}")
            if ends(action):
                self._held.note(action)

    def show(self, snapshot: Snapshot) -> None:
        """Do nothing: a board is told changes only."""

    def release_all(self) -> None:
        """Write that everything has ended, each even if another one cannot be written."""
        with ExitStack() as every:
            for ending in reversed(self._held.endings()):
                every.callback(self.send, [ending])

    def close(self) -> None:
        """Write that everything has ended, and close the port."""
        if self._port is not None:
            try:
                self.release_all()
            finally:
                self._port.close()
                self._port = None

    def _write(self, line: str) -> None:
        if self._port is None:
            return
        try:
            self._port.write(line.encode("ascii", "replace") + b"\n")
        except OSError as error:
            raise OutputError(
                f'The board on "{self._where[0]}" does not answer: {error}.', "plug it in again."
            ) from error
