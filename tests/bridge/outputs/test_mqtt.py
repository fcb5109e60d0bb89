"""MQTT against a real broker, also one that goes away and comes back."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from network import Broker, Cable, Subscriber, free_port, wait_for
from samples import snapshot

from bridge.errors import OutputError
from bridge.outputs.mqtt import CONNECT_S, QUEUE, MqttOutput
from bridge.types import Axis, Event

LEFT = [Event("left", True, 1.0)]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    broker = Broker(tmp_path)
    yield broker
    broker.stop()


@pytest.mark.broker
def test_mqtt_tells_status_events_and_states(broker: Broker) -> None:
    output = MqttOutput(host="127.0.0.1", port=broker.port, player="ada")
    output.open()
    with Subscriber(broker.port) as subscriber:
        wait_for(lambda: ("ada/status", "online") in subscriber.heard)
        output.send(LEFT)
        for frame in range(10):
            output.show(snapshot(time=1.0 + frame / 30))
        output.close()
        wait_for(lambda: ("ada/status", "offline") in subscriber.heard)
        assert subscriber.names() == [("left", True), ("left", False)]
        assert 3 <= len([topic for topic, _ in subscriber.heard if topic == "ada/state"]) <= 4


class Away:
    """An output whose broker goes away, and comes back to the listener first."""

    def __init__(self, broker: Broker, subscriber: Subscriber) -> None:
        self._broker, self._subscriber = broker, subscriber
        self._cable = Cable(broker.port)
        self.output = MqttOutput(host="127.0.0.1", port=self._cable.port)
        self.output.open()
        wait_for(lambda: ("player/status", "online") in subscriber.heard)

    def leave(self) -> None:
        self._cable.close()
        self._broker.stop()
        time.sleep(0.2)

    def back(self) -> None:
        before = self._subscriber.subscribed
        self._broker.start()
        # Whoever is not there yet hears nothing of what waited.
        wait_for(lambda: self._subscriber.subscribed > before, 30)
        self._cable = Cable(self._broker.port, self._cable.port)

    def close(self) -> None:
        self.output.close()
        self._cable.close()


@pytest.fixture
def subscriber(broker: Broker) -> Iterator[Subscriber]:
    with Subscriber(broker.port) as subscriber:
        yield subscriber


@pytest.fixture
def away(broker: Broker, subscriber: Subscriber) -> Iterator[Away]:
    away = Away(broker, subscriber)
    yield away
    away.close()


@pytest.mark.broker
def test_what_happened_while_the_broker_was_away_arrives_in_order(
    away: Away, subscriber: Subscriber
) -> None:
    output = away.output
    output.send(LEFT)
    wait_for(lambda: ("left", True) in subscriber.names())
    away.leave()
    start = time.monotonic()
    output.send([Event("left", False, 1.1), Event("right", True, 1.2)])
    output.show(snapshot())
    assert time.monotonic() - start < CONNECT_S, "nobody waits for an absent broker"
    subscriber.heard.clear()
    away.back()
    wait_for(lambda: ("right", True) in subscriber.names(), 30)
    assert subscriber.names() == [("left", False), ("right", True)]
    assert subscriber.said("player/status") == ["online"]
    output.show(snapshot("right", time=9.0))
    wait_for(lambda: subscriber.said("player/state"))
    output.send([Event("right", False, 9.1)])
    wait_for(lambda: ("right", False) in subscriber.names())
    output.close()
    wait_for(lambda: subscriber.said("player/status") == ["online", "offline"])


@pytest.mark.broker
@pytest.mark.parametrize("held", [False, True])
def test_after_a_long_absence_the_listener_knows_what_is_down(
    away: Away, subscriber: Subscriber, held: bool
) -> None:
    output = away.output
    output.send([*LEFT, Axis("paddle", 0.5, 1.0)])
    wait_for(lambda: subscriber.down() == {"left": 1.0, "paddle": 0.5})
    away.leave()
    for number in range(2 * QUEUE):
        output.send([Event(name, False, number) for name in ("left", "up")])
        output.send([Event("up", True, number), Axis("paddle", 0.0, number)])
        output.send([Axis("paddle", 0.25, number)])
    assert output.waiting <= QUEUE + 3, "what waits must not grow for ever"
    if not held:
        output.send([Event("up", False, number), Axis("paddle", 0.0, number)])
    away.back()
    expected = {"up": 1.0, "paddle": 0.25} if held else {}

    def told() -> bool:
        output.show(snapshot())
        return not output.waiting and subscriber.down() == expected

    wait_for(told, 30)


@pytest.mark.broker
@pytest.mark.slow
def test_a_pulled_cable_does_not_leave_us_offline_for_good(broker: Broker) -> None:
    cable = Cable(broker.port)
    output = MqttOutput(host="127.0.0.1", port=cable.port)
    output.open()
    try:
        with Subscriber(broker.port) as subscriber:
            wait_for(lambda: ("player/status", "online") in subscriber.heard)
            cable.pull()
            wait_for(lambda: subscriber.said("player/status").count("online") == 2, 30)
            # The broker gives the lost connection up after one and a half times its keep-alive.
            time.sleep(8.0)
            assert subscriber.said("player/status")[-1] == "online"
            assert "offline" in subscriber.said("player/status")
            output.send(LEFT)
            wait_for(lambda: ("left", True) in subscriber.names())
    finally:
        output.close()
        cable.close()


WILL = """
import sys
from bridge.outputs.mqtt import MqttOutput
output = MqttOutput(host="127.0.0.1", port=int(sys.argv[1]))
output.open()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.broker
def test_a_killed_bridge_goes_offline_by_its_last_will(broker: Broker) -> None:
    with Subscriber(broker.port) as subscriber:
        bridge = subprocess.Popen(
            [sys.executable, "-c", WILL, str(broker.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        wait_for(lambda: ("player/status", "online") in subscriber.heard)
        bridge.kill()
        bridge.communicate()
        wait_for(lambda: ("player/status", "offline") in subscriber.heard)


def test_no_broker_is_one_sentence() -> None:
    with pytest.raises(OutputError, match="no MQTT broker"):
        MqttOutput(host="127.0.0.1", port=free_port()).open()
