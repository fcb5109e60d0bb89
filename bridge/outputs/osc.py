"""Open Sound Control over UDP, with Wekinator's addresses too.

``/posebridge/event NAME 1|0``, ``/posebridge/axis NAME VALUE``, ``/posebridge/label NAME
CONFIDENCE`` for every frame, and ``/wek/outputs`` with the score of every label in alphabetical
order, or the trained number of a regression profile, as Wekinator sends its outputs.
"""

from collections.abc import Sequence
from typing import Any

from bridge.errors import MissingExtraError, OutputError
from bridge.outputs.checks import check_port, check_text
from bridge.outputs.messages import Held
from bridge.types import Action, Axis, Button, Event, Key, Snapshot


class OscOutput:
    """Sends to ``host`` and ``port``; Wekinator's listeners wait on 12000."""

    name = "osc"

    def __init__(
        self, host: str = "127.0.0.1", port: int = 12000, prefix: str = "/posebridge"
    ) -> None:
        check_port(self.name, port)
        for option, text in (("host", host), ("prefix", prefix)):
            check_text(self.name, option, text)
        self._target = (host, port)
        self._prefix = prefix.rstrip("/")
        self._client: Any = None
        self._held = Held()

    def open(self) -> None:
        """Find the host; raises OutputError, or MissingExtraError without python-osc."""
        try:
            from pythonosc.udp_client import SimpleUDPClient
        except ImportError:
            raise MissingExtraError("The output osc", "osc") from None
        try:
            self._client = SimpleUDPClient(*self._target)
        except (OSError, UnicodeError) as error:
            raise OutputError(
                f"OSC cannot reach {self._target[0]}:{self._target[1]}: {error}."
            ) from error

    def send(self, actions: Sequence[Action]) -> None:
        """Send events and axes."""
        for action in actions:
            self._held.note(action)
            match action:
                case Key(name, down) | Button(name, down) | Event(name, down):
                    self._say(f"{self._prefix}/event", [name, int(down)])
                case Axis(name, value):
                    self._say(f"{self._prefix}/axis", [name, float(value)])

    def show(self, snapshot: Snapshot) -> None:
        """Send what was recognised in this frame."""
        seen = snapshot.prediction
        self._say(f"{self._prefix}/label", [seen.label or "", float(seen.confidence)])
        if seen.value is not None:
            self._say("/wek/outputs", [float(seen.value)])
        elif seen.scores:
            self._say("/wek/outputs", [float(seen.scores[label]) for label in sorted(seen.scores)])

    def release_all(self) -> None:
        """Tell listeners that everything has ended."""
        self.send(self._held.endings())

    def close(self) -> None:
        """Tell that everything has ended, and close the socket."""
        if self._client is not None:
            self.release_all()
            self._client._sock.close()
            self._client = None

    def _say(self, address: str, values: list[Any]) -> None:
        if self._client is None:
            return
        try:
            self._client.send_message(address, values)
        except OSError:
            # UDP promises nothing: a listener that is away for a while is no reason to stop.
            return
