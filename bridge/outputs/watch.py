"""The safety options of a configuration that need the desktop: hotkey, focus and takeover."""

import time
from collections.abc import Callable, Collection
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from bridge.config import Safety
from bridge.outputs.focus import FocusGuard
from bridge.outputs.hotkey import Hotkey, OwnKeys, Takeover
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
        self._safety = safety
        self._pause = pause
        self._own = OwnKeys(held, clock)
        self._focus: FocusGuard | None = None
        self._takeover: Takeover | None = None
        self._listener: KeyListener | None = None
        self._running = ExitStack()

    def __enter__(self) -> Self:
        self.change(self._safety)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._running.close()

    def change(self, safety: Safety) -> None:
        """Do as ``safety`` says from now on; raises OutputError, and then nothing has changed."""
        rule = safety.focus
        focus = FocusGuard(rule.title, rule.window_class) if rule is not None else None
        takeover: Takeover | None = None
        heard: list[Heard] = []
        if safety.pause_hotkey:
            heard.append(Hotkey(safety.pause_hotkey, self._pause, self._own).heard)
        if safety.real_keyboard_takes_over:
            takeover = Takeover(self._own, safety.takeover_ms / 1000)
            heard.append(takeover.heard)
        with ExitStack() as started:
            if focus is not None:
                focus.start()
                started.callback(focus.stop)
            listener = KeyListener(heard) if heard else None
            if listener is not None:
                listener.start()
                started.callback(listener.stop)
            before, self._running = self._running, started.pop_all()
        self._focus, self._takeover, self._listener = focus, takeover, listener
        before.close()

    def may_press(self) -> bool:
        """Whether the right window has the focus and the player's own keys do not rule.

        Raises OutputError when the hotkey cannot be heard any more.
        """
        # Our keys are noted at every step, or the hotkey could take an echo for the player's.
        self._own.note()
        focus, takeover, listener = self._focus, self._takeover, self._listener
        if listener is not None:
            listener.check()
        if focus is not None and not focus.matches():
            return False
        return takeover is None or not takeover.ruling()
