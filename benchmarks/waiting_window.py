"""A window on X11 that waits for its keys, as most programs do: the receiver of ``key_latency.py``.

pygame's ``event.wait`` looks every millisecond whether something came, which would count half a
millisecond for the bridge and keep a core from resting. This one reads the connection itself and
takes the time as soon as bytes are there. ``bridge.outputs.selftest.key_window`` runs it; it says
the same as the window of the key test, but for keys it has only their codes.
"""

import json
import os
import time

from Xlib import X
from Xlib.display import Display

EVENT_BYTES = 32  # X protocol, chapter 9
SENT = 0x80  # marks the code of an event that another program made up


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
                event = {"key": str(code), "down": kind == X.KeyPress, "time": now}
                print(json.dumps(event), flush=True)


if __name__ == "__main__":
    main()
