"""Which window has the focus, and whether it is the one that keys are meant for."""

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib import import_module
from typing import Any, TypeAlias

from bridge.errors import OutputError
from bridge.outputs.backend import is_wayland

LOOK_S = 0.05
_PARENTS = 20  # windows inside windows, until the one with a name


@dataclass(frozen=True, slots=True)
class Window:
    """Title and class of a window; the class is the application's name on macOS."""

    title: str
    window_class: str


Look: TypeAlias = Callable[[], Window | None]
Close: TypeAlias = Callable[[], None]


class FocusGuard:
    """Looks twenty times a second whether the focused window matches two patterns.

    Patterns are compared without case, ``*`` stands for anything, None for any window. What
    cannot be read does not match. ``matches`` is what ``Lane.may_press`` asks.
    """

    def __init__(
        self,
        title: str | None,
        window_class: str | None,
        connect: Callable[[], tuple[Look, Close]] | None = None,
    ) -> None:
        self._title = (title or "*").lower()
        self._class = (window_class or "*").lower()
        self._connect = connect or connect_desktop
        self._matches = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def matches(self) -> bool:
        """Whether the window that has the focus is the right one."""
        return self._matches

    def start(self) -> None:
        """Begin to look; raises OutputError where windows cannot be asked for."""
        look, close = self._connect()
        self._matches = self._fits(look)
        self._thread = threading.Thread(
            target=self._watch, args=(look, close), name="focus", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop looking; nothing matches from now on."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._matches = False

    def _watch(self, look: Look, close: Close) -> None:
        try:
            while not self._stop.wait(LOOK_S):
                self._matches = self._fits(look)
        finally:
            self._matches = False
            close()

    def _fits(self, look: Look) -> bool:
        window = look()
        return (
            window is not None
            and fnmatchcase(window.title.lower(), self._title)
            and fnmatchcase(window.window_class.lower(), self._class)
        )


def connect_desktop() -> tuple[Look, Close]:
    """Return how to name the focused window, and how to stop; raises OutputError."""
    if sys.platform == "win32":
        return _windows(ctypes.WinDLL("user32")), lambda: None
    if sys.platform == "darwin":
        return _macos(import_module("AppKit")), lambda: None
    if is_wayland(os.environ):
        raise OutputError(
            "A Wayland session does not tell which window has the focus.",
            'leave out "focus" in the configuration.',
        )
    return _x11()


def _windows(user32: Any) -> Look:
    def look() -> Window | None:
        handle = user32.GetForegroundWindow()
        title, name = ctypes.create_unicode_buffer(512), ctypes.create_unicode_buffer(256)
        user32.GetWindowTextW(handle, title, 512)
        user32.GetClassNameW(handle, name, 256)
        return Window(title.value, name.value) if handle else None

    return look


def _macos(kit: Any) -> Look:
    def look() -> Window | None:
        # Titles of windows need the screen recording permission; names of programs do not.
        front = kit.NSWorkspace.sharedWorkspace().frontmostApplication()
        return Window(front.localizedName(), front.localizedName()) if front else None

    return look


def _x11() -> tuple[Look, Close]:
    from Xlib.display import Display
    from Xlib.error import ConnectionClosedError, DisplayError, XError

    try:
        display = Display()
    except (DisplayError, OSError) as error:
        raise OutputError("The X display cannot be reached.") from error
    name_of = display.intern_atom("_NET_WM_NAME")

    def look() -> Window | None:
        try:
            window = display.get_input_focus().focus
            for _ in range(_PARENTS):
                names = window.get_wm_class()
                if names:
                    title = window.get_full_text_property(name_of) or window.get_wm_name()
                    return Window(str(title or ""), names[1])
                window = window.query_tree().parent
        except (XError, ConnectionClosedError, OSError, AttributeError):
            # The window closed while we asked, or the focus is on none at all.
            return None
        return None

    return look, display.close
