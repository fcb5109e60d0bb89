"""A window on X11 that waits for its keys, as most programs do: the receiver of ``key_latency.py``.

pygame's ``event.wait`` looks every millisecond whether something came, which would count half a
millisecond for the bridge and keep a core from resting. This one reads the connection itself and
takes the time as soon as bytes are there. Lines on standard output are those of the key test's.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Thread
from typing import Any

from Xlib import X
from Xlib.display import Display

from bridge.outputs.selftest import READY_S

EVENT_BYTES = 32  # X protocol, chapter 9
SENT = 0x80  # marks the code of an event that another program made up


@contextmanager
def waiting_window() -> Iterator["Queue[dict[str, Any]]"]:
    """Open the window in a process of its own, and yield what arrives there.

    Each event has ``code``, ``down`` and ``time`` (monotonic, seconds).
    """
    process = subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    arrivals: Queue[dict[str, Any]] = Queue()
    lines = map(json.loads, process.stdout)
    Thread(target=lambda: [arrivals.put(line) for line in lines], daemon=True).start()
    try:
        arrivals.get(timeout=READY_S)
        yield arrivals
    finally:
        process.kill()
        process.wait()


def main() -> None:
    """Open a window, take the focus, and say what comes until killed."""
    display = Display()
    screen = display.screen()
    window = screen.root.create_window(
        *(0, 0, 200, 100, 0, screen.root_depth, X.InputOutput, X.CopyFromParent),
        event_mask=X.KeyPressMask | X.KeyReleaseMask | X.StructureNotifyMask,
    )
    window.map()
    while display.next_event().type != X.MapNotify:
        pass
    window.set_input_focus(X.RevertToParent, X.CurrentTime)
    display.sync()
    print(json.dumps({"ready": True}), flush=True)
    os.set_blocking(display.fileno(), True)
    while packets := os.read(display.fileno(), 64 * EVENT_BYTES):
        now = time.monotonic()
        for at in range(0, len(packets), EVENT_BYTES):
            kind, code = packets[at] & ~SENT, packets[at + 1]
            if kind in (X.KeyPress, X.KeyRelease):
                event = {"code": code, "down": kind == X.KeyPress, "time": now}
                print(json.dumps(event), flush=True)


if __name__ == "__main__":
    main()
