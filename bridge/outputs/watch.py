"""The safety options of a configuration that need the desktop: hotkey, focus and takeover."""

import time
from collections.abc import Callable, Collection
from types import TracebackType
from typing import Self

from bridge.config import Safety
from bridge.outputs.focus import FocusGuard
from bridge.outputs.hotkey import Hotkey, Takeover
from bridge.outputs.listener import Heard, KeyListener


class SafetyWatch:
    """Runs what ``safety`` asks for, as a context manager.

    ``pause`` is called on another thread when the hotkey is pressed; ``held`` tells which keys we
    hold. ``may_press`` is the question that a lane asks before every step.
    """

    def __init__(
        self,
        safety: Safety,
        pause: Callable[[], None],
        held: Callable[[], Collection[str]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        rule = safety.focus
        self._focus = FocusGuard(rule.title, rule.window_class) if rule is not None else None
        self._takeover: Takeover | None = None
        heard: list[Heard] = []
        if safety.pause_hotkey:
            heard.append(Hotkey(safety.pause_hotkey, pause).heard)
        if safety.real_keyboard_takes_over:
            self._takeover = Takeover(held, safety.takeover_ms / 1000, clock)
            heard.append(self._takeover.heard)
        self._listener = KeyListener(heard) if heard else None

    def __enter__(self) -> Self:
        if self._focus is not None:
            self._focus.start()
        try:
            if self._listener is not None:
                self._listener.start()
        except Exception:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop()

    def may_press(self) -> bool:
        """Whether the right window has the focus and the player's own keys do not rule."""
        if self._focus is not None and not self._focus.matches():
            return False
        return self._takeover is None or not self._takeover.ruling()

    def _stop(self) -> None:
        if self._listener is not None:
            self._listener.stop()
        if self._focus is not None:
            self._focus.stop()
