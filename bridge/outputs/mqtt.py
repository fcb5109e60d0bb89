"""MQTT 5: many cameras, screens and machines meet at one broker.

Topics below ``posebridge/PLAYER``; the shape of the JSON is documented in ``messages``:

``status``  ``online`` or ``offline``, retained; ``offline`` is also the last will
``event``   every change, QoS 1: none is lost while the broker is away for a moment; after a long
            absence, what began meanwhile is told only if it is still on
``state``   what is recognised, QoS 0, at most ``rate`` times a second
"""

import threading
from collections import deque
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from bridge.errors import MissingExtraError, OutputError
from bridge.outputs.checks import check_port, check_text
from bridge.outputs.messages import Held, encode, ends, of_action, of_snapshot
from bridge.types import Action, Snapshot

CONNECT_S = 5.0
_KEEP_ALIVE_S = 5
_WILD = {"player": "+#", "topic": "+#"}  # what listeners write for any topic
QUEUE = 500  # changes that wait for the broker: minutes of play


class MqttOutput:
    """Publishes as ``player``; with ``user`` and ``password`` where the broker asks for them."""

    name = "mqtt"

    def __init__(
        self,
        host: str = "localhost",
        port: int = 1883,
        player: str = "player",
        topic: str = "posebridge",
        user: str = "",
        password: str = "",
        tls: bool = False,
        rate: float = 10.0,
    ) -> None:
        check_port(self.name, port)
        texts = {"host": host, "player": player, "topic": topic, "user": user}
        for option, text in {**texts, "password": password}.items():
            check_text(self.name, option, text, without=_WILD.get(option, ""))
        self._host, self._port = host, port
        self._topic = f"{topic}/{player}"
        self._user, self._password, self._tls = user, password, tls
        self._gap_s = 1.0 / rate if rate > 0 else float("inf")
        self._client: Any = None
        self._held = Held()
        self._untold: dict[str, Action] = {}
        self._sent: set[int] = set()
        self._confirmed: deque[int] = deque()
        # The watchdog lets go on a thread of its own while another one may be sending.
        self._lock = threading.RLock()
        self._shown_at = float("-inf")

    def open(self) -> None:
        """Connect; raises OutputError without a broker, MissingExtraError without paho-mqtt."""
        try:
            from paho.mqtt import client as paho
            from paho.mqtt.enums import CallbackAPIVersion
        except ImportError:
            raise MissingExtraError("The output mqtt", "mqtt") from None
        # With a name of our own the broker knows who comes back. It would take a connection without
        # one for another client, and call us offline once it gives the lost connection up.
        client = paho.Client(
            CallbackAPIVersion.VERSION2,
            client_id=f"posebridge-{uuid4().hex[:12]}",
            protocol=paho.MQTTv5,
            reconnect_on_failure=True,
        )
        client.max_queued_messages_set(0)  # unlimited: what may wait is decided in ``send``
        client.reconnect_delay_set(min_delay=1, max_delay=5)
        client.will_set(f"{self._topic}/status", "offline", qos=1, retain=True)
        if self._user:
            client.username_pw_set(self._user, self._password)
        if self._tls:
            client.tls_set()
        client.on_connect = self._connected
        # No lock here: paho calls this while it holds one that publishing needs.
        client.on_publish = lambda _, __, mid, *___: self._confirmed.append(mid)
        client.connect_timeout = CONNECT_S
        try:
            client.connect(self._host, self._port, keepalive=_KEEP_ALIVE_S)
        except (OSError, ValueError) as error:
            raise OutputError(
                f"There is no MQTT broker at {self._host}:{self._port}: {error}.",
                "start one, for example mosquitto, or correct host and port.",
            ) from error
        client.loop_start()
        self._client = client

    @property
    def waiting(self) -> int:
        """The number of changes that the broker has not confirmed."""
        with self._lock:
            while self._confirmed:
                self._sent.discard(self._confirmed.popleft())
            return len(self._sent)

    def send(self, actions: Sequence[Action]) -> None:
        """Publish every change.

        When too much waits nothing new begins, but all that has begun still ends: a listener must
        never believe that something is down for good.
        """
        with self._lock:
            for action in actions:
                name = getattr(action, "name", "")
                if not ends(action) and self.waiting >= QUEUE:
                    self._untold[name] = action
                    continue
                self._untold.pop(name, None)
                if not ends(action) or name in self._held:
                    self._held.note(action)
                    self._publish("event", encode(of_action(action)), qos=1)

    def show(self, snapshot: Snapshot) -> None:
        """Publish what is recognised, now and then; and late what could not be told in time."""
        if not self.waiting and self._untold:
            self.send(list(self._untold.values()))
        if snapshot.frame.time - self._shown_at >= self._gap_s:
            self._shown_at = snapshot.frame.time
            self._publish("state", encode(of_snapshot(snapshot)), qos=0)

    def release_all(self) -> None:
        """Publish that everything has ended."""
        with self._lock:
            self._untold.clear()
            self.send(self._held.endings())

    def close(self) -> None:
        """Publish that everything has ended and that we are offline, and disconnect."""
        if self._client is None:
            return
        self.release_all()
        last = self._client.publish(f"{self._topic}/status", "offline", qos=1, retain=True)
        if self._client.is_connected():
            last.wait_for_publish(1.0)
        self._client.disconnect()
        self._client.loop_stop()
        self._client = None

    def _connected(
        self, client: Any, userdata: Any, flags: Any, reason: Any, properties: Any
    ) -> None:
        if not reason.is_failure:
            client.publish(f"{self._topic}/status", "online", qos=1, retain=True)

    def _publish(self, kind: str, payload: str, qos: int) -> None:
        if self._client is not None and (qos or self._client.is_connected()):
            sent = self._client.publish(f"{self._topic}/{kind}", payload, qos=qos)
            if qos:
                self._sent.add(sent.mid)
