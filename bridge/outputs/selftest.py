"""Press keys into a window of our own, and see what arrives: the proof that injection works."""

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bridge.errors import OutputError
from bridge.outputs.injector import Injector, make_injector

READY_S = 20.0
ARRIVE_S = 1.0
_HOLD_S = 0.03
# A new window needs a moment until the desktop gives it the focus.
_SETTLE_S = 0.7

# Pressing these would change the desktop, or never reach a window.
NOT_TESTED = frozenset(
    (
        *("super", "print_screen", "caps_lock", "num_lock", "scroll_lock"),
        *("play_pause", "next_track", "previous_track", "stop_media"),
        *("volume_up", "volume_down", "mute"),
    )
)


@dataclass(frozen=True, slots=True)
class KeyReport:
    """How one key fared: ``seen`` is its name in the window; ``delay_ms`` from press to there."""

    name: str
    arrived: bool
    seen: str = ""
    delay_ms: float = 0.0
    why: str = ""


def try_keys(names: Iterable[str], backend: str = "auto") -> list[KeyReport]:
    """Press each key once into our own window, and report.

    Raises OutputError when keys cannot be pressed here at all, or no window can be opened.
    """
    injector = make_injector(backend, guardian=True)
    injector.open()
    try:
        with key_window() as arrivals:
            return [_try(name, injector, arrivals) for name in dict.fromkeys(names)]
    finally:
        injector.close()


def _try(name: str, injector: Injector, arrivals: "queue.Queue[dict[str, Any]]") -> KeyReport:
    if name in NOT_TESTED:
        return KeyReport(name, False, why="not tested, since it would act on the desktop")
    while not arrivals.empty():
        arrivals.get()
    start = time.monotonic()
    try:
        injector.press(name)
        time.sleep(_HOLD_S)
        injector.release(name)
    except OutputError as error:
        return KeyReport(name, False, why=error.message)
    # A key that needs Shift arrives after it, so the last press counts.
    pressed: dict[str, Any] | None = None
    while True:
        try:
            event = arrivals.get(timeout=ARRIVE_S)
        except queue.Empty:
            break
        if event["down"]:
            pressed = event
        elif pressed is not None and event["key"] == pressed["key"]:
            delay = 1000 * (pressed["time"] - start)
            return KeyReport(name, True, pressed["key"], round(delay, 2))
    if pressed is not None:
        return KeyReport(name, False, pressed["key"], why="it went down but never up")
    return KeyReport(name, False, why="nothing arrived: another window may have had the focus")


@contextmanager
def key_window(
    program: Sequence[str] = ("-P", "-m", "bridge.studio.key_window"),
) -> Iterator["queue.Queue[dict[str, Any]]"]:
    """Open the window in a process of its own, and yield what arrives there.

    Each event has ``key``, ``down`` and ``time`` (monotonic, seconds). ``program`` is what Python
    runs. Raises OutputError.
    """
    process = subprocess.Popen(
        [sys.executable, *program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    arrivals: queue.Queue[dict[str, Any]] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process.stdout, arrivals), daemon=True)
    reader.start()
    try:
        _await_ready(arrivals)
        time.sleep(_SETTLE_S)
        yield arrivals
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()


def _read(lines: Iterable[str], arrivals: "queue.Queue[dict[str, Any]]") -> None:
    for line in lines:
        if line.startswith("{"):
            arrivals.put(json.loads(line))
    arrivals.put({"ended": True, "down": False, "key": ""})


def _await_ready(arrivals: "queue.Queue[dict[str, Any]]") -> None:
    try:
        first = arrivals.get(timeout=READY_S)
    except queue.Empty:
        first = {}
    if not first.get("ready"):
        raise OutputError("The window for the key test did not open.", "is there a display?")
