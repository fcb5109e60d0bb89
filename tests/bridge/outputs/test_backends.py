"""Platform code that cannot run here, against recorded call sequences."""

import ctypes
from types import SimpleNamespace
from typing import Any

import pytest

from bridge.errors import OutputError
from bridge.outputs.backend import choose
from bridge.outputs.gamepad import GamepadOutput, UinputPad
from bridge.outputs.keyboard import KeyboardOutput
from bridge.outputs.macos import Mac, QuartzBackend
from bridge.outputs.uinput import UinputBackend
from bridge.outputs.windows import Input, SendInputBackend
from bridge.types import Axis, Button

X11 = {"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}
WAYLAND = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "XDG_SESSION_TYPE": "wayland"}


@pytest.mark.parametrize(
    ("platform", "environ", "uinput", "name"),
    [
        ("win32", {}, False, "sendinput"),
        ("darwin", {}, False, "quartz"),
        ("linux", X11, False, "xtest"),
        ("linux", X11, True, "xtest"),
        ("linux", {"DISPLAY": ":0"}, False, "xtest"),
        ("linux", WAYLAND, True, "uinput"),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True, "uinput"),
    ],
)
def test_the_session_decides(
    platform: str, environ: dict[str, str], uinput: bool, name: str
) -> None:
    assert choose("auto", platform, environ, uinput) == name


@pytest.mark.parametrize(("environ", "words"), [(WAYLAND, "Wayland"), ({}, "no display")])
def test_no_way_to_press_keys_is_said(environ: dict[str, str], words: str) -> None:
    with pytest.raises(OutputError, match=words):
        choose("auto", "linux", environ, uinput=False)


def test_a_back_end_can_be_asked_for() -> None:
    assert choose("xtest", "linux", WAYLAND, uinput=True) == "xtest"
    with pytest.raises(OutputError, match="no back end"):
        choose("xtst", "linux", X11, uinput=False)


class User32:
    """Records what SendInput gets; a German layout, roughly."""

    def __init__(self, accepts: bool = True) -> None:
        self.sent: list[tuple[int, ...]] = []
        self._accepts = accepts

    def SendInput(self, count: int, event: Any, size: int) -> int:  # noqa: N802
        assert size == 40, "INPUT has 40 bytes on 64-bit Windows"
        given = ctypes.cast(event, ctypes.POINTER(Input)).contents
        if given.kind == 1:
            self.sent.append((given.either.key.scan, given.either.key.flags))
        else:
            mouse = given.either.mouse
            self.sent.append((mouse.dx, mouse.dy, mouse.data, mouse.flags))
        return count if self._accepts else 0

    def GetForegroundWindow(self) -> int:  # noqa: N802
        return 1

    def GetWindowThreadProcessId(self, window: int, process: None) -> int:  # noqa: N802
        return 2

    def GetKeyboardLayout(self, thread: int) -> int:  # noqa: N802
        return 0x407

    def VkKeyScanExW(self, character: ctypes.c_wchar, layout: int) -> int:  # noqa: N802
        return {"w": 0x57, "?": 0x1DB, "@": 0x651}.get(character.value, -1)

    def MapVirtualKeyExW(self, key: int, kind: int, layout: int) -> int:  # noqa: N802
        assert kind == 4
        return {0x57: 0x11, 0xDB: 0x0C, 0x51: 0x10}.get(key, 0)


def windows(user32: User32) -> SendInputBackend:
    backend = SendInputBackend(lambda: user32)
    backend.open()
    return backend


def test_windows_sends_scan_codes() -> None:
    user32 = User32()
    backend = windows(user32)
    for name in ("w", "left"):
        (code,) = backend.resolve(name)
        backend.set(code, True)
        backend.set(code, False)
    assert user32.sent == [(0x11, 0x8), (0x11, 0xA), (0x4B, 0x9), (0x4B, 0xB)]


def test_windows_adds_the_modifiers_of_a_character() -> None:
    backend = windows(User32())
    assert backend.resolve("?") == (0x2A, 0x0C)
    assert backend.resolve("@") == (0x1D, 0x38, 0x10)
    with pytest.raises(OutputError, match='has no key "ж"'):
        backend.resolve("ж")


def test_windows_moves_clicks_and_scrolls() -> None:
    user32 = User32()
    backend = windows(user32)
    backend.move(3, -4)
    backend.set(backend.resolve("mouse_right")[0], True)
    backend.set(backend.resolve("mouse_right")[0], False)
    backend.scroll(1)
    assert user32.sent == [(3, -4, 0, 0x1), (0, 0, 0, 0x8), (0, 0, 0, 0x10), (0, 0, 120, 0x800)]


def test_windows_says_when_a_key_is_refused() -> None:
    with pytest.raises(OutputError, match="administrator"):
        windows(User32(accepts=False)).set(0x11, True)


class Quartz:
    """Records posted events."""

    def __init__(self) -> None:
        self.posted: list[dict[str, Any]] = []

    def CGEventCreateKeyboardEvent(self, source: None, code: int, down: bool) -> dict[str, Any]:  # noqa: N802
        return {"code": code, "down": down, "flags": 0}

    def CGEventGetFlags(self, event: dict[str, Any]) -> int:  # noqa: N802
        return int(event["flags"])

    def CGEventSetFlags(self, event: dict[str, Any], flags: int) -> None:  # noqa: N802
        event["flags"] = flags

    def CGEventPost(self, tap: int, event: dict[str, Any]) -> None:  # noqa: N802
        assert tap == 0
        self.posted.append(event)

    def CGEventCreate(self, source: None) -> None:  # noqa: N802
        return None

    def CGEventGetLocation(self, event: None) -> SimpleNamespace:  # noqa: N802
        return SimpleNamespace(x=100.0, y=50.0)

    def CGEventCreateMouseEvent(  # noqa: N802
        self, source: None, kind: int, at: tuple[float, float], button: int
    ) -> dict[str, Any]:
        return {"kind": kind, "at": at, "button": button}

    def CGEventCreateScrollWheelEvent(  # noqa: N802
        self, source: None, unit: int, axes: int, lines: int
    ) -> dict[str, Any]:
        return {"lines": lines}


def mac(quartz: Quartz, *, trusted: bool = True) -> QuartzBackend:
    backend = QuartzBackend(lambda: Mac(quartz, lambda: trusted, {"a": 0, "w": 13}))
    backend.open()
    return backend


def test_macos_sets_the_flags_of_held_modifiers() -> None:
    quartz = Quartz()
    backend = mac(quartz)
    for name, down in [("shift", True), ("a", True), ("a", False), ("shift", False), ("w", True)]:
        backend.set(backend.resolve(name)[0], down)
    assert [(event["code"], event["flags"]) for event in quartz.posted] == [
        (56, 1 << 17),
        (0, 1 << 17),
        (0, 1 << 17),
        (56, 0),
        (13, 0),
    ]


def test_macos_drags_while_a_button_is_down() -> None:
    quartz = Quartz()
    backend = mac(quartz)
    backend.move(1, 2)
    backend.set(-1, True)
    backend.move(1, 2)
    backend.set(-1, False)
    backend.scroll(-3)
    assert [event.get("kind") for event in quartz.posted] == [5, 1, 6, 2, None]
    assert quartz.posted[0]["at"] == (101.0, 52.0)


def test_macos_without_permission_is_one_sentence() -> None:
    with pytest.raises(OutputError, match="does not let") as caught:
        mac(Quartz(), trusted=False)
    assert "Accessibility" in caught.value.hint


def test_macos_only_exists_there() -> None:
    with pytest.raises(OutputError, match="macOS only"):
        QuartzBackend().open()
    with pytest.raises(OutputError, match="Windows only"):
        SendInputBackend().open()


class Device:
    """Records what a uinput device gets."""

    def __init__(self) -> None:
        self.written: list[tuple[int, int, int] | str] = []

    def write(self, kind: int, code: int, value: int) -> None:
        self.written.append((kind, code, value))

    def syn(self) -> None:
        self.written.append("syn")

    def close(self) -> None:
        self.written.append("close")


def test_uinput_writes_kernel_codes() -> None:
    ecodes = pytest.importorskip("evdev").ecodes
    virtual, slept = Device(), []
    backend = UinputBackend(lambda: virtual, slept.append)
    backend.open()
    assert slept == [0.7]
    assert backend.resolve("left") == (ecodes.KEY_LEFT,)
    assert backend.resolve("?") == (ecodes.KEY_LEFTSHIFT, ecodes.KEY_SLASH)
    backend.set(ecodes.KEY_W, True)
    backend.set(-1, False)
    backend.move(1, 0)
    backend.close()
    assert virtual.written == [
        (ecodes.EV_KEY, ecodes.KEY_W, 1),
        "syn",
        (ecodes.EV_KEY, ecodes.BTN_LEFT, 0),
        "syn",
        (ecodes.EV_REL, ecodes.REL_X, 1),
        (ecodes.EV_REL, ecodes.REL_Y, 0),
        "syn",
        "close",
    ]
    with pytest.raises(OutputError, match="no key"):
        backend.resolve("ж")


def test_every_named_key_exists_on_a_virtual_keyboard() -> None:
    pytest.importorskip("evdev")
    from bridge.keynames import NAMED_KEYS

    for name in sorted(NAMED_KEYS):
        assert UinputBackend().resolve(name)


def test_a_gamepad_on_linux() -> None:
    ecodes = pytest.importorskip("evdev").ecodes
    virtual = Device()
    output = GamepadOutput(plug_in=lambda: UinputPad(lambda events, title: virtual))
    output.open()
    output.send([Button("pad_a", True, 0.0), Axis("left_x", -2.0, 0.0), Axis("paddle", 1.0, 0.0)])
    output.close()
    assert [event for event in virtual.written if event != "syn"] == [
        (ecodes.EV_KEY, ecodes.BTN_SOUTH, 1),
        (ecodes.EV_ABS, ecodes.ABS_X, -32767),
        (ecodes.EV_KEY, ecodes.BTN_SOUTH, 0),
        (ecodes.EV_ABS, ecodes.ABS_X, 0),
        "close",
    ]


def test_what_xtest_does_not_reach_under_wayland_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_SESSION_TYPE", "x11")
    assert KeyboardOutput(backend="xtest").limits == ""
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    assert KeyboardOutput().limits == ""
    assert "only windows of Xwayland" in KeyboardOutput(backend="xtest").limits
