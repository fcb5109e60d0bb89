"""Real keys on a real X server."""

import os
import signal
import subprocess
import sys
import time

import pytest
import xserver
from Xlib import XK, X
from Xlib.display import Display

from bridge.errors import OutputError
from bridge.keynames import NAMED_KEYS
from bridge.outputs.injector import Injector, make_injector
from bridge.outputs.keyboard import KeyboardOutput
from bridge.outputs.mouse import MouseOutput
from bridge.outputs.x11 import XtestBackend
from bridge.types import Button, Key, MouseMove

pytestmark = pytest.mark.x11
LEFT, W = 113, 25


def key(name: str, down: bool = True) -> Key:
    return Key(name, down, 0.0)


def until_up(display: str, limit_s: float = 2.0) -> float:
    """Return how many seconds it took until no key was down."""
    start = time.perf_counter()
    while xserver.keys_down(display):
        assert time.perf_counter() - start < limit_s, "a key is stuck"
    return time.perf_counter() - start


def test_keys_go_down_and_up(xvfb: str) -> None:
    output = KeyboardOutput()
    output.open()
    output.send([key("left"), key("w")])
    assert xserver.keys_down(xvfb) == {LEFT, W}
    output.send([key("w", False)])
    assert xserver.keys_down(xvfb) == {LEFT}
    output.release_all()
    assert xserver.keys_down(xvfb) == set()
    output.send([key("w")])
    output.close()
    output.close()
    assert xserver.keys_down(xvfb) == set()


def test_every_named_key_can_be_pressed_or_is_refused_in_words(xvfb: str) -> None:
    output = KeyboardOutput(guardian=False)
    output.open()
    lacking = set()
    for name in sorted(NAMED_KEYS):
        try:
            output.send([key(name)])
            assert xserver.keys_down(xvfb), name
        except OutputError:
            lacking.add(name)
        output.release_all()
        assert not xserver.keys_down(xvfb), name
    # An American PC keyboard ends at F12; the rest depends on the X server's key map.
    assert lacking <= {"menu", *(f"f{number}" for number in range(13, 25))}
    output.close()


def test_a_shared_modifier_stays_as_long_as_one_key_needs_it(xvfb: str) -> None:
    output = KeyboardOutput()
    output.open()
    output.send([key("plus"), key("?")])
    down = xserver.keys_down(xvfb)
    assert len(down) == 3
    output.send([key("plus", False)])
    assert len(xserver.keys_down(xvfb)) == 2
    output.send([key("?", False)])
    assert xserver.keys_down(xvfb) == set()
    output.close()


def test_mouse_buttons_moves_and_wheel(xvfb: str) -> None:
    client = Display(xvfb)
    root = client.screen().root
    before = root.query_pointer()
    output = MouseOutput()
    output.open()
    output.send([MouseMove(0.6, 0, 0.0), MouseMove(0.6, 5.0, 0.0), Button("mouse_left", True, 0.0)])
    after = root.query_pointer()
    assert (after.root_x - before.root_x, after.root_y - before.root_y) == (1, 5)
    assert after.mask & X.Button1Mask
    output.send([MouseMove(0, 0, 0.0, scroll=-2.0)])
    output.close()
    assert not root.query_pointer().mask & X.Button1Mask
    client.close()


# python-xlib forgets to close the sockets that it tried.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_display_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9999")
    monkeypatch.setenv("XDG_SESSION_TYPE", "x11")
    with pytest.raises(OutputError, match="X display"):
        KeyboardOutput().open()


def test_a_key_that_the_layout_lacks(xvfb: str) -> None:
    output = KeyboardOutput()
    output.open()
    with pytest.raises(OutputError, match='has no key "ß"'):
        output.send([key("ß")])
    output.close()


BRIDGE = """
import sys
from bridge.outputs.keyboard import KeyboardOutput
from bridge.types import Key
output = KeyboardOutput()
output.open()
output.send([Key("left", True, 0.0), Key("plus", True, 0.0)])
print("pressed", flush=True)
sys.stdin.read()
"""


def start_bridge(program: str = BRIDGE) -> subprocess.Popen[bytes]:
    bridge = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert bridge.stdout is not None
    assert bridge.stdout.readline() == b"pressed\n"
    return bridge


def end(bridge: subprocess.Popen[bytes]) -> None:
    for pipe in (bridge.stdin, bridge.stdout):
        assert pipe is not None
        pipe.close()
    bridge.wait(10)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_killed_bridge_leaves_no_key_down(xvfb: str, number: signal.Signals) -> None:
    bridge = start_bridge()
    assert len(xserver.keys_down(xvfb)) == 3
    bridge.send_signal(number)
    bridge.wait()
    until_up(xvfb)
    end(bridge)


DRAGGING = """
import sys
from bridge.outputs.mouse import MouseOutput
from bridge.outputs.x11 import XtestBackend
from bridge.types import Button
output = MouseOutput()
output.open()
output.send([Button("mouse_left", True, 0.0)])
print("pressed", flush=True)
sys.stdin.read()
"""


def test_a_killed_bridge_leaves_no_mouse_button_down(xvfb: str) -> None:
    bridge = start_bridge(DRAGGING)
    client = Display(xvfb)
    root = client.screen().root
    assert root.query_pointer().mask & X.Button1Mask
    bridge.kill()
    start = time.monotonic()
    while root.query_pointer().mask & X.Button1Mask:
        assert time.monotonic() - start < 2, "a button is stuck"
    client.close()
    end(bridge)


def test_a_frozen_bridge_leaves_no_key_down(xvfb: str) -> None:
    bridge = start_bridge()
    bridge.send_signal(signal.SIGSTOP)
    until_up(xvfb)
    bridge.send_signal(signal.SIGCONT)
    end(bridge)


def test_without_its_guardian_the_bridge_releases_and_refuses(xvfb: str) -> None:
    output = KeyboardOutput()
    output.open()
    output.send([key("left")])
    guardian = guardian_of(output)
    os.kill(guardian, signal.SIGKILL)
    until_up(xvfb)
    with pytest.raises(OutputError, match="guardian"):
        output.send([key("left")])
    output.close()
    assert xserver.keys_down(xvfb) == set()


def guardian_of(output: KeyboardOutput) -> int:
    children = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "guardian"], capture_output=True, text=True
    )
    return int(children.stdout.split()[-1])


def test_no_guardian_is_left_behind(xvfb: str) -> None:
    output = KeyboardOutput()
    output.open()
    guardian = guardian_of(output)
    output.close()
    with pytest.raises(ProcessLookupError):
        os.kill(guardian, 0)


def test_a_lost_connection_leaves_no_key_down(xvfb: str) -> None:
    connected: list[Injector] = []

    def connect(backend: str, guardian: bool) -> Injector:
        connected.append(make_injector(backend, guardian))
        return connected[0]

    output = KeyboardOutput(connect=connect)
    output.open()
    output.send([key("left")])
    # An X client is cut off by naming any resource of it, as xkill does.
    backend = connected[0]._backend
    window = backend._display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)  # type: ignore[attr-defined]
    backend._display.sync()  # type: ignore[attr-defined]
    client = Display(xvfb)
    client.create_resource_object("window", window.id).kill_client()
    client.sync()
    until_up(xvfb)
    with pytest.raises(OutputError, match="connection"):
        output.send([key("left")])
    output.close()
    client.close()


def test_a_key_that_moves_with_the_group_is_looked_up_in_the_one_in_use(
    xvfb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    display = Display(xvfb)
    y, z = both_cases("y"), both_cases("z")
    display.change_keyboard_mapping(29, [(*y, *z)])
    display.change_keyboard_mapping(52, [(*z, *y)])
    display.sync()
    backend = XtestBackend()
    backend.open()
    groups = iter([0, 1])
    monkeypatch.setattr(backend, "_group", lambda: next(groups))
    assert [backend.resolve("y"), backend.resolve("y")] == [(29,), (52,)]
    assert backend.resolve("left") == (LEFT,)  # which needs no look at the group
    backend.close()
    display.close()


def both_cases(name: str) -> tuple[int, int]:
    return XK.string_to_keysym(name), XK.string_to_keysym(name.upper())
