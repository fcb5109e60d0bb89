"""The pause hotkey, the focus guard and the player's own keys."""

import subprocess
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from xserver import need

from bridge.config import FocusRule, Safety
from bridge.errors import OutputError
from bridge.outputs.focus import FocusGuard, Window
from bridge.outputs.hotkey import Hotkey, OwnKeys, Takeover
from bridge.outputs.keyboard import KeyboardOutput
from bridge.outputs.listener import KeyListener, key_name
from bridge.outputs.watch import SafetyWatch
from bridge.types import Key


def wait_for(condition: Callable[[], object], limit_s: float = 10.0) -> None:
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < limit_s, "waited in vain"
        time.sleep(0.01)


def test_a_hotkey_needs_all_its_keys_and_calls_once() -> None:
    calls: list[str] = []
    held: list[str] = []
    own = OwnKeys(lambda: held, lambda: 0.0)
    hotkey = Hotkey(("ctrl", "f9"), lambda: calls.append("pause"), own)
    for name, down in [
        *(("f9", True), ("f9", False), ("ctrl", True), ("w", True)),
        *(("f9", True), ("f9", True), ("f9", False)),
    ]:
        hotkey.heard(name, down)
    assert calls == ["pause"]
    hotkey.heard("f9", True)
    assert len(calls) == 2


@pytest.mark.parametrize(("ours", "called"), [("ctrl", True), ("f9", False)])
def test_we_cannot_press_the_hotkey_ourselves(ours: str, called: bool) -> None:
    calls: list[str] = []
    own = OwnKeys(lambda: [ours], lambda: 0.0)
    hotkey = Hotkey(("ctrl", "f9"), lambda: calls.append("pause"), own)
    hotkey.heard("ctrl", True)
    hotkey.heard("f9", True)
    assert bool(calls) is called


def test_our_own_keys_are_not_the_players() -> None:
    now, held = [0.0], ["left"]
    takeover = Takeover(OwnKeys(lambda: held, lambda: now[0]), 1.5)
    takeover.heard("left", True)
    assert not takeover.ruling()
    held.clear()
    now[0] = 0.2
    takeover.heard("left", True)
    assert not takeover.ruling(), "an echo of the key that was just released"
    takeover.heard("w", True)
    assert takeover.ruling()
    now[0] = 1.69
    assert takeover.ruling()
    now[0] = 1.71
    assert not takeover.ruling()


@pytest.mark.parametrize(
    ("title", "window_class", "matches"),
    [
        (None, None, True),
        ("*snake*", None, True),
        ("snake", None, False),
        (None, "PYGAME*", True),
        ("*snake*", "xterm", False),
    ],
)
def test_focus_patterns(title: str | None, window_class: str | None, matches: bool) -> None:
    guard = FocusGuard(
        title, window_class, lambda: (lambda: Window("My Snake", "pygame window"), lambda: None)
    )
    guard.start()
    assert guard.matches() is matches
    guard.stop()
    assert not guard.matches()


def test_a_guard_that_fails_matches_nothing() -> None:
    looks = iter([Window("snake", "")])
    guard = FocusGuard("snake", None, lambda: (lambda: next(looks), lambda: None))
    # The test must not fail because the thread does.
    threading.excepthook, before = lambda _: None, threading.excepthook
    try:
        guard.start()
        assert guard.matches()
        wait_for(lambda: not guard.matches())
    finally:
        guard.stop()
        threading.excepthook = before


def test_an_unknown_window_matches_nothing() -> None:
    guard = FocusGuard(None, None, lambda: (lambda: None, lambda: None))
    guard.start()
    assert not guard.matches()
    guard.stop()


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (SimpleNamespace(name="shift_r"), "shift"),
        (SimpleNamespace(name="media_volume_up"), "volume_up"),
        (SimpleNamespace(char="W"), "w"),
        (SimpleNamespace(char=None), ""),
    ],
)
def test_names_of_heard_keys(key: object, name: str) -> None:
    assert key_name(key) == name


def test_wayland_says_that_nobody_may_listen() -> None:
    with pytest.raises(OutputError, match="Wayland"):
        KeyListener([], {"XDG_SESSION_TYPE": "wayland"}).start()


@pytest.mark.x11
def test_hotkey_and_takeover_on_a_real_display(xvfb: str) -> None:
    xdotool = need("xdotool")
    paused: list[bool] = []
    keyboard = KeyboardOutput()
    keyboard.open()
    safety = Safety(pause_hotkey=("f9",), real_keyboard_takes_over=True, takeover_ms=300)
    with SafetyWatch(safety, lambda: paused.append(True), lambda: keyboard.heard_as) as watch:
        for name in ("left", "plus"):
            keyboard.send([Key(name, True, 0.0)])
            time.sleep(1.0)
            assert watch.may_press(), "our own key, repeats included, must not stop us"
            keyboard.send([Key(name, False, 0.0)])
            time.sleep(0.1)
            assert watch.may_press()
        # xdotool plays the player.
        subprocess.run([xdotool, "key", "w"], check=True)
        wait_for(lambda: not watch.may_press())
        wait_for(watch.may_press)
        subprocess.run([xdotool, "key", "F9"], check=True)
        wait_for(lambda: paused)
    keyboard.close()


@pytest.mark.x11
def test_the_focus_guard_on_a_real_display(xvfb: str) -> None:
    xterm, xdotool = need("xterm"), need("xdotool")
    safety = Safety(focus=FocusRule(window_class="xterm"))
    with SafetyWatch(safety, lambda: None, lambda: ()) as watch:
        assert not watch.may_press()
        terminal = subprocess.Popen([xterm, "-geometry", "130x50+0+0"])
        found = [xdotool, "search", "--sync", "--onlyvisible", "--class", "xterm"]
        window = subprocess.run(found, capture_output=True, text=True, check=True).stdout.split()[0]
        subprocess.run([xdotool, "windowfocus", window], check=True)
        wait_for(watch.may_press)
        terminal.kill()
        terminal.wait()
        wait_for(lambda: not watch.may_press())


@pytest.mark.x11
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_hotkey_that_died_does_not_go_unnoticed(xvfb: str) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with SafetyWatch(Safety(pause_hotkey=("f9",)), fail, lambda: ()) as watch:
        assert watch.may_press()
        subprocess.run([need("xdotool"), "key", "F9"], check=True)
        with pytest.raises(OutputError, match="hotkey is dead"):
            wait_for(lambda: not watch.may_press())


@pytest.mark.x11
def test_changed_safety_is_in_force_at_once_and_a_refused_change_changes_nothing(
    xvfb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused: list[bool] = []
    with SafetyWatch(Safety(), lambda: paused.append(True), lambda: ()) as watch:
        assert watch.may_press()
        watch.change(Safety(pause_hotkey=("f8",), focus=FocusRule(title="nowhere")))
        assert not watch.may_press()
        watch.change(Safety(pause_hotkey=("f9",)))
        assert watch.may_press()
        subprocess.run([need("xdotool"), "key", "F8", "F9"], check=True)
        wait_for(lambda: paused)
        assert paused == [True]
        monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
        with pytest.raises(OutputError, match="Wayland"):
            watch.change(Safety(focus=FocusRule(title="nowhere")))
        assert watch.may_press()
        subprocess.run([need("xdotool"), "key", "F9"], check=True)
        wait_for(lambda: len(paused) == 2)
