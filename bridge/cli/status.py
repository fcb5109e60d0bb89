"""The line at the bottom of the terminal while ``run`` works."""

import math
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.text import Text

from bridge.session import Session
from bridge.types import Snapshot
from bridge.visible import visible

BAR = 20
FULL, EMPTY = "█", "·"


class StatusLine:
    """Shows the pose, its confidence, what is held, and the speed; quiet without a terminal."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._live = Live(console=self._console, refresh_per_second=10, transient=True)
        self._since = (time.monotonic(), 0)
        self._rate = 0.0

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._live.stop()

    def say(self, sentence: str) -> None:
        """Print a sentence above the line; nothing for an empty one."""
        if sentence:
            text = visible(sentence, keep="\n")
            self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def show(self, snapshot: Snapshot | None, session: Session) -> None:
        """Show the newest step."""
        if snapshot is not None and self._console.is_terminal:
            state = _state(snapshot, session)
            self._live.update(line(snapshot, state, self._count(session.frames)))

    def _count(self, frames: int) -> float:
        now = time.monotonic()
        then, before = self._since
        if now - then >= 1:
            self._rate = (frames - before) / (now - then)
            self._since = (now, frames)
        return self._rate


def _state(snapshot: Snapshot, session: Session) -> str:
    left = session.lanes[0].countdown
    if session.stalled:
        return "no picture"
    if snapshot.armed:
        return "on"
    return "paused" if left is None else f"in {math.ceil(left)} s"


def line(snapshot: Snapshot, state: str, rate: float) -> Text:
    """Return the line for one step; ``state`` is ``on`` while keys are pressed."""
    seen = snapshot.prediction
    filled = round(BAR * seen.confidence)
    text = Text()
    text.append(f" {state:<10} ", style="black on green" if state == "on" else "black on yellow")
    text.append(f" {visible(seen.label or 'unknown'):<12} ", style="bold")
    text.append(FULL * filled + EMPTY * (BAR - filled), style="cyan")
    text.append(f" {seen.confidence:4.0%}   ")
    text.append(f"{visible(snapshot.gesture or '-'):<12}", style="bold magenta")
    text.append(f" {sum(snapshot.timings.values()):5.1f} ms  {rate:4.0f} frames/s", style="dim")
    return text
