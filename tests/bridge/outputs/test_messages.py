"""Message outputs against real clients."""

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from network import wait_for
from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_server import BlockingOSCUDPServer
from samples import snapshot
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from xserver import need

from bridge.errors import ConfigError, OutputError
from bridge.outputs.osc import OscOutput
from bridge.outputs.serial import SerialOutput
from bridge.outputs.websocket import WebSocketOutput
from bridge.types import Axis, Event, Key

LEFT = [Event("left", True, 1.0)]


def test_osc_speaks_to_a_real_server() -> None:
    heard: Queue[tuple[Any, ...]] = Queue()
    dispatcher = Dispatcher()
    dispatcher.set_default_handler(lambda address, *values: heard.put((address, *values)))
    server = BlockingOSCUDPServer(("127.0.0.1", 0), dispatcher)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    output = OscOutput(port=server.server_address[1])
    output.open()
    output.send([*LEFT, Axis("paddle", 0.5, 1.0)])
    output.show(snapshot())
    output.show(snapshot(value=0.25))
    output.close()
    messages = [heard.get(timeout=5) for _ in range(8)]
    server.shutdown()
    thread.join()
    server.server_close()
    assert messages[0] == ("/posebridge/event", "left", 1)
    assert messages[1] == ("/posebridge/axis", "paddle", 0.5)
    assert messages[2] == ("/posebridge/label", "left", pytest.approx(0.9))
    assert messages[3] == ("/wek/outputs", pytest.approx(0.9), pytest.approx(0.1))
    assert messages[5] == ("/wek/outputs", 0.25)
    assert messages[6:] == [("/posebridge/event", "left", 0), ("/posebridge/axis", "paddle", 0.0)]


@pytest.fixture
def page() -> Iterator[WebSocketOutput]:
    output = WebSocketOutput(port=0)
    output.open()
    yield output
    output.close()


def test_a_web_page_hears_changes_and_states(page: WebSocketOutput) -> None:
    host, port = page.address
    assert host == "127.0.0.1"
    with connect(f"ws://{host}:{port}", origin="http://localhost:5173") as client:  # type: ignore[arg-type]
        wait_for(lambda: page._pages)
        page.send([Key("left", True, 1.0)])
        page.show(snapshot())
        page.close()
        messages = [json.loads(client.recv(timeout=5)) for _ in range(3)]
    assert messages[0] == {"type": "event", "name": "left", "down": True, "value": 1.0, "time": 1.0}
    assert messages[1]["type"] == "state"
    assert messages[1]["gesture"] == "left"
    assert messages[2]["down"] is False


@pytest.mark.parametrize("origin", ["http://evil.example", "https://localhost.evil.example"])
def test_pages_from_elsewhere_are_refused(page: WebSocketOutput, origin: str) -> None:
    host, port = page.address
    with pytest.raises(InvalidStatus), connect(f"ws://{host}:{port}", origin=origin):  # type: ignore[arg-type]
        pass


@pytest.mark.slow
def test_a_page_that_does_not_listen_delays_nobody(page: WebSocketOutput) -> None:
    host, port = page.address
    with connect(f"ws://{host}:{port}", max_queue=1):
        wait_for(lambda: page._pages)
        start = time.monotonic()
        for _ in range(20_000):
            page.show(snapshot())
        assert time.monotonic() - start < 5
        assert not page._pages


def test_a_taken_port_is_one_sentence(page: WebSocketOutput) -> None:
    with pytest.raises(OutputError, match="cannot be used"):
        WebSocketOutput(port=page.address[1]).open()


def test_a_board_gets_short_lines() -> None:
    # "loop://" is pyserial's own port that hears what it says.
    output = SerialOutput("loop://")
    output.open()
    output.send([*LEFT, Axis("paddle", -0.25, 1.0), Event("é", False, 1.0)])
    port = output._port
    assert port.read(port.in_waiting) == b"+left\npaddle=-0.250\n-?\n"
    output.release_all()
    assert port.read(port.in_waiting) == b"-left\npaddle=0.000\n"
    output.close()


class Jammed:
    """A port on which the first try to end "left" fails."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.failed = False

    def write(self, line: bytes) -> None:
        if line == b"-left\n" and not self.failed:
            self.failed = True
            raise OSError("Write timeout")
        self.lines.append(line)

    def close(self) -> None:
        self.lines.append(b"closed")


def test_a_board_that_did_not_hear_of_an_end_is_told_again() -> None:
    port = Jammed()
    output = SerialOutput(connect=lambda name, baud: port)
    output.open()
    output.send([Event("left", True, 1.0), Event("up", True, 1.0)])
    with pytest.raises(OutputError, match="does not answer"):
        output.send([Event("left", False, 1.1)])
    output.close()
    assert port.lines == [b"+left\n", b"+up\n", b"-left\n", b"-up\n", b"closed"]


def test_an_address_that_writes_to_files_is_no_port() -> None:
    with pytest.raises(ConfigError, match="is none"):
        SerialOutput("spy:///dev/null?file=precious.txt")


def test_a_missing_port_is_one_sentence() -> None:
    with pytest.raises(OutputError, match="cannot be opened"):
        SerialOutput("/dev/no-such-port").open()


@pytest.mark.chromium
@pytest.mark.x11
def test_the_example_page_hears_us_in_a_real_browser(
    page: WebSocketOutput, xvfb: str, tmp_path: Path
) -> None:
    example = Path(__file__).parents[3] / "docs" / "examples" / "browser.html"
    assert len(example.read_text().splitlines()) <= 30
    browser = subprocess.Popen(
        [
            *(need("chromium"), "--no-sandbox", "--no-first-run", "--disable-gpu"),
            *(f"--user-data-dir={tmp_path}", f"--app=file://{example}#{page.address[1]}"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: page._pages, 30)
        page.show(snapshot("left"))
        page.send(LEFT)
        wait_for(lambda: "left" in title(xvfb), 30)
    finally:
        browser.kill()
        browser.wait()


def title(display: str) -> str:
    search = (need("xdotool"), "search", "--onlyvisible", "--class", "chromium", "getwindowname")
    return subprocess.run(search, capture_output=True, text=True).stdout
