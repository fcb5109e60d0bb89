"""The guardian: a small process that outlives the bridge and lets go of its keys.

The bridge tells it on a pipe what it is about to press (``+113``) and what it has released
(``-113``), and beats while it lives. When the pipe ends, for whatever reason, or the bridge hangs,
the guardian releases everything and, at the end of the pipe, goes too.
"""

import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable

from bridge.errors import OutputError
from bridge.outputs.backend import Backend, make

READY = b"ready\n"
BEAT = b"beat\n"
HANG_S = 1.0  # the bridge beats every 0.05 s

# What a dying bridge has sent to the display may be carried out after our first release.
_AGAIN_S = (0.0, 0.02, 0.1)


def serve(
    lines: Iterable[bytes],
    set_code: Callable[[int, bool], None],
    hang_s: float = HANG_S,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Keep the list of held codes as ``lines`` say; release them at the end or after silence."""
    messages: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines, messages), daemon=True).start()
    held: dict[int, None] = {}
    while True:
        try:
            line = messages.get(timeout=hang_s)
        except queue.Empty:
            _release(held, set_code, sleep)
            held.clear()
            continue
        if line is None:
            break
        if line[:1] == b"+":
            held[int(line[1:])] = None
        elif line[:1] == b"-":
            held.pop(int(line[1:]), None)
        elif line == b"release\n":
            _release(held, set_code, sleep)
            held.clear()
    _release(held, set_code, sleep)


def _read(lines: Iterable[bytes], messages: "queue.SimpleQueue[bytes | None]") -> None:
    for line in lines:
        messages.put(line)
    messages.put(None)


def _release(
    held: Iterable[int], set_code: Callable[[int, bool], None], sleep: Callable[[float], None]
) -> None:
    codes = list(reversed(list(held)))
    for pause in _AGAIN_S if codes else ():
        sleep(pause)
        for code in codes:
            set_code(code, False)


def main() -> None:
    """Serve the bridge on standard input; the argument is the name of the back end."""
    # Ctrl+C, a closed terminal or a stopping service end the bridge; that ends the pipe, and us.
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    backend: Backend = make(sys.argv[1])
    try:
        backend.open()
        sys.stdout.buffer.write(READY)
        sys.stdout.buffer.flush()
        serve(sys.stdin.buffer, backend.set)
    except OutputError:
        sys.exit(1)
    finally:
        backend.close()


if __name__ == "__main__":
    main()
