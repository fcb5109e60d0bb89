"""A virtual gamepad whose device fails, and what vgamepad is asked for."""

from types import SimpleNamespace
from typing import Any

import pytest

from bridge.errors import OutputError
from bridge.outputs.gamepad import GamepadOutput, VigemPad
from bridge.types import Axis, Button


def test_a_button_that_cannot_be_released_keeps_no_other_down() -> None:
    class Stuck:
        def __init__(self) -> None:
            self.done: list[object] = []

        def button(self, name: str, down: bool) -> None:
            if name == "pad_a" and not down:
                raise OutputError("The device went away.")
            self.done.append((name, down))

        def axis(self, name: str, value: float) -> None:
            self.done.append((name, value))

        def close(self) -> None:
            self.done.append("close")

    pad = Stuck()
    output = GamepadOutput(plug_in=lambda: pad)
    output.open()
    output.send([Button(name, True, 0.0) for name in ("pad_a", "pad_b")])
    output.send([Axis("left_x", 1.0, 0.0)])
    with pytest.raises(OutputError, match="went away"):
        output.close()
    assert pad.done[-3:] == [("pad_b", False), ("left_x", 0.0), "close"]


class Vigem:
    """Records what vgamepad gets."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.XUSB_BUTTON = SimpleNamespace(XUSB_GAMEPAD_A="A")

    def VX360Gamepad(self) -> "Vigem":  # noqa: N802
        return self

    def __getattr__(self, name: str) -> Any:
        return lambda **values: self.calls.append((name, values))


def test_a_gamepad_on_windows() -> None:
    vigem = Vigem()
    output = GamepadOutput(plug_in=lambda: VigemPad(lambda: vigem))
    output.open()
    output.send([Button("pad_a", True, 0.0), Axis("left_y", 0.5, 0.0), Button("pad_lt", True, 0.0)])
    output.release_all()
    assert [call for call in vigem.calls if call[0] != "update"] == [
        ("press_button", {"button": "A"}),
        ("left_joystick_float", {"x_value_float": 0.0, "y_value_float": -0.5}),
        ("left_trigger_float", {"value_float": 1.0}),
        ("release_button", {"button": "A"}),
        ("left_trigger_float", {"value_float": 0.0}),
        ("left_joystick_float", {"x_value_float": 0.0, "y_value_float": -0.0}),
    ]
