"""A broker and a client of its own for tests that speak over a network."""

import json
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion
from xserver import need


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], Any], limit_s: float = 10.0) -> Any:
    start = time.monotonic()
    while not (found := condition()):
        assert time.monotonic() - start < limit_s, "waited in vain"
        time.sleep(0.01)
    return found


class Broker:
    """Mosquitto on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._config = folder / "mosquitto.conf"
        self._config.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\n")
        self._program = need("mosquitto")
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [self._program, "-c", self._config],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(self._answers)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class Subscriber:
    """A real MQTT 5 client that keeps what it hears."""

    def __init__(self, port: int) -> None:
        self.heard: list[tuple[str, str]] = []
        self._client = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv5)
        self._client.reconnect_delay_set(1, 1)
        self.subscribed = 0
        self._client.on_connect = lambda client, *_: client.subscribe("posebridge/#", qos=1)
        self._client.on_subscribe = self._count
        self._client.on_message = lambda _, __, message: self.heard.append(
            (message.topic.removeprefix("posebridge/"), message.payload.decode())
        )
        self._client.connect("127.0.0.1", port, keepalive=5)
        self._client.loop_start()

    def __enter__(self) -> "Subscriber":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _count(self, *_: object) -> None:
        self.subscribed += 1

    def names(self) -> list[tuple[str, bool]]:
        events = [json.loads(text) for topic, text in self.heard if topic.endswith("/event")]
        return [(event["name"], event["down"]) for event in events]

    def said(self, topic: str) -> list[str]:
        return [text for about, text in self.heard if about == topic]

    def down(self) -> dict[str, float]:
        """Return what a listener believes to be down or out of the middle by now."""
        believed = {}
        for topic, text in list(self.heard):
            if topic.endswith("/event"):
                message = json.loads(text)
                believed[message["name"]] = message["value"] * message.get("down", 1.0)
        return {name: value for name, value in believed.items() if value}


class Cable:
    """Forwards connections to a broker until it is pulled: then both ends wait for the other."""

    def __init__(self, port: int, own: int = 0) -> None:
        self._to = port
        self._server = socket.create_server(("127.0.0.1", own))
        self.port = int(self._server.getsockname()[1])
        self._ends: list[socket.socket] = []
        self._pulled = threading.Event()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def pull(self) -> None:
        """Leave the present connection hanging; the next one works."""
        pulled, self._pulled = self._pulled, threading.Event()
        pulled.set()

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for end in self._ends:
            end.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._to))
            self._ends += [near, far]
            for pair in ((near, far), (far, near)):
                thread = threading.Thread(target=self._forward, args=(*pair, self._pulled))
                self._threads.append(thread)
                thread.start()

    def _forward(self, source: socket.socket, to: socket.socket, pulled: threading.Event) -> None:
        with suppress(OSError):
            while data := source.recv(4096):
                if not pulled.is_set():
                    to.sendall(data)
