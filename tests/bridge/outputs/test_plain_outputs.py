import csv
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from samples import snapshot

from bridge.errors import ConfigError, MissingExtraError, OutputError
from bridge.outputs import Output
from bridge.outputs.dry_run import DryRunOutput
from bridge.outputs.game import GameOutput
from bridge.outputs.gamepad import GamepadOutput, UinputPad
from bridge.outputs.keyboard import KeyboardOutput
from bridge.outputs.mqtt import MqttOutput
from bridge.outputs.options import build
from bridge.outputs.osc import OscOutput
from bridge.outputs.serial import SerialOutput
from bridge.outputs.trace import COLUMNS, TraceOutput
from bridge.outputs.websocket import WebSocketOutput
from bridge.types import Axis, Event, Key


def test_a_game_gets_keys_as_events_too() -> None:
    output = GameOutput()
    output.send([Key("left", True, 1.0), Axis("paddle", 0.5, 1.0), Event("jump", True, 1.0)])
    assert output.drain() == [
        Key("left", True, 1.0),
        Event("left", True, 1.0),
        Axis("paddle", 0.5, 1.0),
        Event("jump", True, 1.0),
    ]
    output.close()
    assert output.drain() == [Event("left", False, 1.0), Event("jump", False, 1.0)]
    assert output.drain() == []


def test_a_dry_run_says_what_would_happen() -> None:
    lines: list[str] = []
    output = DryRunOutput(write=lines.append)
    output.open()
    output.send([Key("left", True, 1.5), Axis("paddle", 0.5, 2.0)])
    output.close()
    assert [" ".join(line.split()) for line in lines] == [
        "1.500 key left down",
        "2.000 axis paddle +0.500",
        "release left",
    ]


def test_a_trace_has_one_row_for_each_frame(tmp_path: Path) -> None:
    path = tmp_path / "trace.csv"
    output = TraceOutput(str(path))
    output.open()
    output.send([Key("left", True, 0.9)])
    output.show(snapshot())
    output.show(snapshot(None, time=2.0))
    output.send([Key("left", False, 2.5)])
    output.close()
    rows = list(csv.DictReader(path.read_text().splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["time_s"], row["label"], row["actions"]) for row in rows] == [
        ("1.0000", "left", "0.9000 key left down"),
        ("2.0000", "", ""),
        ("", "", "2.5000 key left up"),
    ]


def test_a_trace_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        TraceOutput(str(tmp_path / "nowhere" / "trace.csv")).open()


def test_a_trace_replaces_nothing_but_a_trace(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    path.write_text("precious")
    with pytest.raises(OutputError, match="holds something else than a trace"):
        TraceOutput(str(path)).open()
    assert path.read_text() == "precious"
    path.unlink()
    for _ in range(2):
        output = TraceOutput(str(path))
        output.open()
        output.close()
    assert path.read_text().startswith("frame,time_s,")


@pytest.mark.parametrize("file", ["me.pose", ".profile", "", "a\0b.csv", "n" * 5000, "."])
def test_a_configuration_names_no_other_file_than_a_csv(file: str) -> None:
    with pytest.raises(ConfigError, match=r"A trace is a \.csv file"):
        TraceOutput(file)


def test_a_player_may_call_a_trace_anything(tmp_path: Path) -> None:
    output = TraceOutput.chosen(tmp_path / "trace.txt")
    output.open()
    output.close()
    assert (tmp_path / "trace.txt").read_text().startswith("frame,time_s,label,")


def _play_on(output: TraceOutput) -> None:
    for _ in range(1000):
        output.show(snapshot())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_trace_on_a_full_disk_ends_with_a_sentence() -> None:
    output = TraceOutput("/dev/full")
    output.open()
    with pytest.raises(OutputError, match="was cut off"):
        _play_on(output)
    output.close()
    output.open()
    output.show(snapshot())
    with pytest.raises(OutputError, match="was cut off"):
        output.close()
    output.close()


@pytest.mark.parametrize(
    ("factory", "options", "words"),
    [
        (TraceOutput, {"fil": "x"}, 'has no option "fil"'),
        (TraceOutput, {"file": 3}, "must be of the kind of 'trace.csv'"),
        (DryRunOutput, {"colour": "red"}, 'has no option "colour"'),
        (WebSocketOutput, {"port": "8080"}, "must be of the kind of 8765"),
        (WebSocketOutput, {"origins": [1]}, "must be of the kind of"),
        (OscOutput, {"port": 99999999}, "is 99999999, but must be from 1 to 65535"),
        (OscOutput, {"port": 0}, "must be from 1 to 65535"),
        (OscOutput, {"host": "a\0b"}, "must not hold"),
        (WebSocketOutput, {"port": 65536}, "must be from 0 to 65535"),
        (WebSocketOutput, {"port": -1}, "must be from 0 to 65535"),
        (MqttOutput, {"port": 0}, "must be from 1 to 65535"),
        (MqttOutput, {"topic": "a/#"}, "must not hold '#'"),
        (MqttOutput, {"player": "+"}, "must not hold"),
        (MqttOutput, {"player": "x" * 70_000}, 'option "player" of the output "mqtt" is too long'),
        (MqttOutput, {"topic": "\ud800"}, "holds half a letter"),
    ],
)
def test_wrong_options_are_named(
    factory: Callable[..., object], options: dict[str, object], words: str
) -> None:
    with pytest.raises(ConfigError, match=words):
        build(factory, "it", options)  # type: ignore[arg-type]


def test_right_options_are_passed_on() -> None:
    output = build(WebSocketOutput, "websocket", {"port": 1, "origins": ["http://a"]})
    assert output.address == ("127.0.0.1", 1)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("package", "output", "extra"),
    [
        ("pythonosc.udp_client", OscOutput(), "osc"),
        ("paho.mqtt", MqttOutput(), "mqtt"),
        ("websockets.sync.server", WebSocketOutput(), "websocket"),
        ("serial", SerialOutput(), "serial"),
        ("evdev", GamepadOutput(plug_in=UinputPad), "uinput"),
        ("evdev", KeyboardOutput("uinput"), "uinput"),
    ],
)
def test_a_missing_extra_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, package: str, output: Output, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError) as caught:
        output.open()
    assert f"posebridge[{extra}]" in caught.value.hint
