"""How keys reach the desktop: one back end for each way, and which one fits here."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from bridge.errors import OutputError
from bridge.keynames import MODIFIERS

UINPUT = Path("/dev/uinput")
BACKENDS = ("xtest", "sendinput", "quartz", "uinput")


class Backend(Protocol):
    """Presses physical keys and mouse buttons.

    A code is a positive number for a key and a negative one for mouse button 1, 2 or 3 (left,
    middle, right). ``outlives`` tells whether a pressed key stays down when the process dies.
    """

    name: str
    outlives: bool

    def open(self) -> None:
        """Reach the desktop; raises OutputError with a hint when that is impossible."""

    def resolve(self, name: str) -> tuple[int, ...]:
        """Return the codes to press, in order, for a canonical key name on today's layout.

        Raises OutputError when the keyboard has no such key.
        """

    def heard_as(self, name: str, codes: tuple[int, ...]) -> tuple[str, ...]:
        """Return the names by which a listener hears these codes, which press ``name``."""

    def set(self, code: int, down: bool) -> None:
        """Press or release one code; raises OutputError when the desktop refuses."""

    def move(self, dx: int, dy: int) -> None:
        """Move the pointer by whole pixels, right and down."""

    def scroll(self, notches: int) -> None:
        """Turn the wheel by whole notches, up is positive."""

    def check(self) -> None:
        """Raise OutputError when the connection is gone; cheap, called many times a second."""

    def close(self) -> None:
        """Let go of the connection; may be called twice."""


def choose(asked: str, platform: str, environ: Mapping[str, str], uinput: bool) -> str:
    """Return the name of the back end for this session; ``asked`` may be ``auto``.

    The type of the session decides on Linux, not ``DISPLAY``: under Wayland there is a ``DISPLAY``
    too, but only Xwayland windows would hear us. ``uinput`` tells whether its device is writable.
    Raises OutputError when nothing fits.
    """
    if asked != "auto":
        if asked not in BACKENDS:
            raise OutputError(
                f'There is no back end called "{asked}".', f"known: {', '.join(BACKENDS)}"
            )
        return asked
    if platform == "win32":
        return "sendinput"
    if platform == "darwin":
        return "quartz"
    if is_wayland(environ):
        if uinput:
            return "uinput"
        raise OutputError(
            "This is a Wayland session, where a program may not press keys for other windows.",
            "allow /dev/uinput as docs/outputs.md shows, or play the bundled games, which need no "
            'permission ("backend: xtest" reaches Xwayland windows only).',
            key="keys_forbidden",
        )
    if environ.get("DISPLAY"):
        return "xtest"
    raise OutputError(
        "There is no display to press keys on.",
        "start it in a graphical session, or use --output dry-run",
        key="no_display",
    )


def is_wayland(environ: Mapping[str, str]) -> bool:
    """Whether the desktop session is a Wayland one."""
    kind = environ.get("XDG_SESSION_TYPE", "")
    return kind == "wayland" or (kind != "x11" and bool(environ.get("WAYLAND_DISPLAY")))


def with_modifiers(name: str, codes: tuple[int, ...]) -> tuple[str, ...]:
    """Return ``name`` and, where it takes more than one key, every modifier that may be among."""
    return (name, *MODIFIERS) if len(codes) > 1 else (name,)


def make(name: str) -> Backend:
    """Return the back end, not yet open. Only its own module is imported."""
    match name:
        case "xtest":
            from bridge.outputs.x11 import XtestBackend

            return XtestBackend()
        case "sendinput":
            from bridge.outputs.windows import SendInputBackend

            return SendInputBackend()
        case "quartz":
            from bridge.outputs.macos import QuartzBackend

            return QuartzBackend()
        case _:
            from bridge.outputs.uinput import UinputBackend

            return UinputBackend()
