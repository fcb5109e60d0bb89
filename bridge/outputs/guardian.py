"""The guardian: a small process that outlives the bridge and lets go of its keys.

The bridge tells it on a pipe what it is about to press (``+113``) and what it has released
(``-113``), and beats while it lives. When the pipe ends, for whatever reason, or the bridge hangs,
the guardian releases everything and, at the end of the pipe, goes too.
"""

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable

from bridge.errors import OutputError
from bridge.outputs.backend import Backend, make

READY = b"ready\n"
BEAT = b"beat\n"

# The bridge beats every 0.05 s. Silence is counted in turns of our own, not by the clock: when the
# whole machine slept, we did too, and what the bridge said meanwhile is read first.
TURN_S = 0.1
SILENT_TURNS = 9

# What a dying bridge has sent to the display may be carried out after our first release.
_AGAIN_S = (0.0, 0.02, 0.1)


class Guardian:
    """Keeps the list of codes that are down, and releases them with ``set_code``."""

    def __init__(
        self,
        set_code: Callable[[int, bool], None],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._set_code = set_code
        self._sleep = sleep
        self._lock = threading.Lock()
        self._held: dict[int, None] = {}
        self._silent = 0

    def serve(self, lines: Iterable[bytes]) -> None:
        """Do as ``lines`` say; at their end release what is held."""
        for line in lines:
            with self._lock:
                self._silent = 0
                if line[:1] == b"+":
                    self._held[int(line[1:])] = None
                elif line[:1] == b"-":
                    self._held.pop(int(line[1:]), None)
                elif line == b"release\n":
                    self._release_surely()
        with self._lock:
            self._release_surely()

    def turn(self) -> None:
        """Count one turn of silence; a bridge that hangs loses its keys."""
        with self._lock:
            self._silent += 1
            if self._silent == SILENT_TURNS:
                self._release()

    def _release_surely(self) -> None:
        for pause in _AGAIN_S if self._held else ():
            self._sleep(pause)
            self._release()

    def _release(self) -> None:
        # The codes stay on the list: released twice is better than not at all.
        for code in reversed(self._held):
            self._set_code(code, False)


def watch(guardian: Guardian, ended: threading.Event) -> None:
    """Count silence until ``ended``; a lost display ends it too, since then nothing is down."""
    try:
        while not ended.wait(TURN_S):
            guardian.turn()
    except OutputError:
        return


def main() -> None:
    """Serve the bridge on standard input; the argument is the name of the back end."""
    # Ctrl+C, a closed terminal or a stopping service end the bridge; that ends the pipe, and us.
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    backend: Backend = make(sys.argv[1])
    guardian, ended = Guardian(backend.set), threading.Event()
    watcher = threading.Thread(target=watch, args=(guardian, ended))
    try:
        backend.open()
        watcher.start()
        sys.stdout.buffer.write(READY)
        sys.stdout.buffer.flush()
        guardian.serve(sys.stdin.buffer)
    except OutputError:
        sys.exit(1)
    finally:
        ended.set()
        if watcher.is_alive():
            watcher.join()
        backend.close()


if __name__ == "__main__":
    main()
