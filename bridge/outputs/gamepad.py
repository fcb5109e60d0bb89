"""A virtual gamepad: uinput on Linux, the ViGEm driver through vgamepad on Windows."""

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any, Protocol

from bridge.errors import MissingExtraError, OutputError
from bridge.keynames import PAD_AXES
from bridge.outputs.uinput import device
from bridge.types import Action, Axis, Button, Snapshot

_RANGE = 32767
_UINPUT_BUTTONS = {
    "pad_a": "BTN_SOUTH",
    "pad_b": "BTN_EAST",
    "pad_x": "BTN_WEST",
    "pad_y": "BTN_NORTH",
    "pad_lb": "BTN_TL",
    "pad_rb": "BTN_TR",
    "pad_lt": "BTN_TL2",
    "pad_rt": "BTN_TR2",
    "pad_back": "BTN_SELECT",
    "pad_start": "BTN_START",
    "pad_guide": "BTN_MODE",
    "pad_left_stick": "BTN_THUMBL",
    "pad_right_stick": "BTN_THUMBR",
    "pad_up": "BTN_DPAD_UP",
    "pad_down": "BTN_DPAD_DOWN",
    "pad_left": "BTN_DPAD_LEFT",
    "pad_right": "BTN_DPAD_RIGHT",
}
_UINPUT_AXES = dict(
    zip(PAD_AXES, ("ABS_X", "ABS_Y", "ABS_RX", "ABS_RY", "ABS_Z", "ABS_RZ"), strict=True)
)
_XUSB_BUTTONS = {
    **{f"pad_{letter}": f"XUSB_GAMEPAD_{letter.upper()}" for letter in "abxy"},
    **{f"pad_{way}": f"XUSB_GAMEPAD_DPAD_{way.upper()}" for way in ("up", "down", "left", "right")},
    "pad_lb": "XUSB_GAMEPAD_LEFT_SHOULDER",
    "pad_rb": "XUSB_GAMEPAD_RIGHT_SHOULDER",
    "pad_back": "XUSB_GAMEPAD_BACK",
    "pad_start": "XUSB_GAMEPAD_START",
    "pad_left_stick": "XUSB_GAMEPAD_LEFT_THUMB",
    "pad_right_stick": "XUSB_GAMEPAD_RIGHT_THUMB",
    "pad_guide": "XUSB_GAMEPAD_GUIDE",
}


class Pad(Protocol):
    """One virtual gamepad."""

    def button(self, name: str, down: bool) -> None:
        """Press or release a button with a ``pad_`` name."""

    def axis(self, name: str, value: float) -> None:
        """Set a stick (-1..1, right and down positive) or a trigger (0..1)."""

    def close(self) -> None:
        """Unplug it."""


class UinputPad:
    """A gamepad of the kernel's standard layout."""

    def __init__(self, create: Callable[..., Any] = device) -> None:
        self._device = create(_offered, "Posebridge gamepad")
        from evdev import ecodes

        self._codes = ecodes

    def button(self, name: str, down: bool) -> None:
        """Press or release a button."""
        code = getattr(self._codes, _UINPUT_BUTTONS[name])
        self._device.write(self._codes.EV_KEY, code, int(down))
        self._device.syn()

    def axis(self, name: str, value: float) -> None:
        """Set a stick or trigger."""
        code = getattr(self._codes, _UINPUT_AXES[name])
        self._device.write(self._codes.EV_ABS, code, round(value * _RANGE))
        self._device.syn()

    def close(self) -> None:
        """Remove the device."""
        self._device.close()


def _offered(codes: Any) -> dict[int, list[Any]]:
    from evdev import AbsInfo

    info = AbsInfo(value=0, min=-_RANGE, max=_RANGE, fuzz=0, flat=0, resolution=0)
    return {
        codes.EV_KEY: [getattr(codes, code) for code in _UINPUT_BUTTONS.values()],
        codes.EV_ABS: [(getattr(codes, code), info) for code in _UINPUT_AXES.values()],
    }


def _vgamepad() -> Any:
    try:
        import vgamepad
    except ImportError:
        raise MissingExtraError("A virtual gamepad on Windows", "gamepad") from None
    except Exception as error:
        # vgamepad raises a bare Exception when its driver is missing.
        raise OutputError("The ViGEmBus driver is not installed.", str(error)) from error
    return vgamepad


class VigemPad:
    """An Xbox 360 controller."""

    def __init__(self, load: Callable[[], Any] = _vgamepad) -> None:
        self._library = load()
        self._pad = self._library.VX360Gamepad()
        self._values = dict.fromkeys(PAD_AXES, 0.0)

    def button(self, name: str, down: bool) -> None:
        """Press or release a button; the triggers go all the way."""
        if name in ("pad_lt", "pad_rt"):
            self.axis("left_trigger" if name == "pad_lt" else "right_trigger", float(down))
            return
        button = getattr(self._library.XUSB_BUTTON, _XUSB_BUTTONS[name])
        (self._pad.press_button if down else self._pad.release_button)(button=button)
        self._pad.update()

    def axis(self, name: str, value: float) -> None:
        """Set a stick or trigger; XInput's vertical axes point up."""
        self._values[name] = value
        side = name.partition("_")[0]
        if name.endswith("trigger"):
            getattr(self._pad, f"{side}_trigger_float")(value_float=max(0.0, value))
        else:
            getattr(self._pad, f"{side}_joystick_float")(
                x_value_float=self._values[f"{side}_x"],
                y_value_float=-self._values[f"{side}_y"],
            )
        self._pad.update()

    def close(self) -> None:
        """Unplug it, which happens when the object goes."""
        self._pad.reset()
        self._pad.update()
        self._pad = None


def _plug_in() -> Pad:
    if sys.platform == "win32":
        return VigemPad()
    if sys.platform.startswith("linux"):
        return UinputPad()
    raise OutputError("A virtual gamepad exists on Linux and Windows only.", "use the keyboard.")


class GamepadOutput:
    """Carries out ``pad_`` buttons and axes; names that a gamepad lacks are ignored."""

    name = "gamepad"

    def __init__(self, *, plug_in: Callable[[], Pad] = _plug_in) -> None:
        self._plug_in = plug_in
        self._pad: Pad | None = None
        self._down: dict[str, None] = {}
        self._moved: dict[str, None] = {}

    def open(self) -> None:
        """Plug the gamepad in; raises OutputError or MissingExtraError."""
        self._pad = self._plug_in()

    def send(self, actions: Sequence[Action]) -> None:
        """Press buttons and set axes, in order."""
        for action in actions:
            match action:
                case Button(name, down) if name in _UINPUT_BUTTONS:
                    self._button(name, down)
                case Axis(name, value) if name in PAD_AXES:
                    self._axis(name, value)

    def show(self, snapshot: Snapshot) -> None:
        """Do nothing."""

    def release_all(self) -> None:
        """Release every button and centre every axis, each even if another one fails."""
        with ExitStack() as every:
            for name in reversed(self._moved):
                every.callback(self._axis, name, 0.0)
            for name in reversed(self._down):
                every.callback(self._button, name, False)

    def close(self) -> None:
        """Release everything and unplug."""
        if self._pad is not None:
            try:
                self.release_all()
            finally:
                self._pad.close()
                self._pad = None

    def _button(self, name: str, down: bool) -> None:
        if self._pad is not None:
            self._pad.button(name, down)
            self._down = {**self._down, name: None} if down else _without(self._down, name)

    def _axis(self, name: str, value: float) -> None:
        if self._pad is not None:
            self._pad.axis(name, min(1.0, max(-1.0, value)))
            self._moved = {**self._moved, name: None} if value else _without(self._moved, name)


def _without(names: dict[str, None], name: str) -> dict[str, None]:
    return {other: None for other in names if other != name}
