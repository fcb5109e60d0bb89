"""Hears every key that goes down or up anywhere, ours included."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from bridge.errors import OutputError
from bridge.outputs.backend import is_wayland

Heard: TypeAlias = Callable[[str, bool], None]
"""Is called with a canonical key name and whether it went down, on the listener's thread."""

# Where pynput's names differ from ours; it tells left from right, we do not.
_NAMES = {
    "cmd": "super",
    "alt_gr": "altgr",
    "media_play_pause": "play_pause",
    "media_next": "next_track",
    "media_previous": "previous_track",
    "media_volume_up": "volume_up",
    "media_volume_down": "volume_down",
    "media_volume_mute": "mute",
}


class _Listener(Protocol):
    def start(self) -> None: ...

    def stop(self) -> None: ...

    def is_alive(self) -> bool: ...


class KeyListener:
    """Passes keys on to all of ``heard`` between ``start`` and ``stop``."""

    def __init__(self, heard: Sequence[Heard], environ: Mapping[str, str] | None = None) -> None:
        self._heard = heard
        self._environ = os.environ if environ is None else environ
        self._listener: _Listener | None = None

    def start(self) -> None:
        """Begin to listen; raises OutputError where the desktop does not let anybody listen."""
        if is_wayland(self._environ):
            raise OutputError(
                "A Wayland session lets no program hear keys meant for others.",
                "leave out pause_hotkey and real_keyboard; map a pose to: pause",
            )
        if sys.platform in ("win32", "darwin"):
            self._listener = _pynput(self._tell)
        else:
            from bridge.outputs.x11_listener import X11Listener

            self._listener = X11Listener(self._tell)
        self._listener.start()

    def check(self) -> None:
        """Raise OutputError when nothing is heard any more: a dead hotkey must not go unnoticed."""
        listener = self._listener
        if listener is not None and not listener.is_alive():
            raise OutputError(
                "The keyboard is not heard any more, so the pause hotkey is dead.", "start again."
            )

    def stop(self) -> None:
        """Stop listening; may be called twice."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.stop()

    def _tell(self, name: str, down: bool) -> None:
        for heard in self._heard:
            heard(name, down)


def _pynput(tell: Heard) -> Any:
    from pynput import keyboard

    return keyboard.Listener(
        on_press=lambda key: _named(key, True, tell),
        on_release=lambda key: _named(key, False, tell),
    )


def _named(key: Any, down: bool, tell: Heard) -> None:
    name = key_name(key)
    if name:
        tell(name, down)


def key_name(key: Any) -> str:
    """Return our name of a key that pynput reports, or "" when it has none."""
    name = getattr(key, "name", None)
    if isinstance(name, str):
        plain = name.removesuffix("_l").removesuffix("_r")
        return _NAMES.get(plain, plain)
    character = getattr(key, "char", None)
    return character.lower() if isinstance(character, str) else ""
