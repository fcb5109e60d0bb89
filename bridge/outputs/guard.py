"""The bridge's end of the pipe to its guardian."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Protocol

from bridge.errors import OutputError
from bridge.outputs.guardian import BEAT, READY

START_S = 60.0  # a cold start of Python takes that long on a very busy machine


class Guard(Protocol):
    """Is told what is down, before it goes down."""

    def start(self) -> None:
        """Begin to guard."""

    def down(self, code: int) -> None:
        """Tell that a code is about to be pressed; raises OutputError when nobody listens."""

    def up(self, code: int) -> None:
        """Tell that a code has been released."""

    def let_go(self) -> None:
        """Have the guardian release everything, since we cannot."""

    def beat(self) -> None:
        """Tell that we live; raises OutputError when the guardian does not."""

    def stop(self) -> None:
        """Let the guardian release what is left, and end."""


class GuardianProcess:
    """Starts ``bridge.outputs.guardian`` in a session of its own and talks to it."""

    def __init__(self, backend: str) -> None:
        self._backend = backend
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process id while the guardian runs."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Start the guardian and wait until it has reached the display."""
        # -P keeps a folder called "bridge" in the current folder from taking our place.
        code = "from bridge.outputs.guardian import main; main()"
        root = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", code, self._backend],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise OutputError(f"The guardian process cannot start: {error.strerror}.") from error
        assert self._process.stdout is not None
        assert self._process.stdin is not None
        late = threading.Timer(START_S, self._process.kill)
        late.start()
        ready = self._process.stdout.readline()
        late.cancel()
        if ready != READY:
            self.stop()
            raise OutputError(
                "The guardian process, which releases keys after a crash, did not start.",
                'run "posebridge doctor", or set "guardian: false" for this output.',
            )
        if os.name == "posix":
            os.set_blocking(self._process.stdin.fileno(), False)

    def down(self, code: int) -> None:
        """Tell that ``code`` is about to be pressed."""
        self._tell(b"+%d\n" % code)

    def up(self, code: int) -> None:
        """Tell that ``code`` has been released."""
        self._tell(b"-%d\n" % code)

    def let_go(self) -> None:
        """Have everything released from there."""
        self._tell(b"release\n")

    def beat(self) -> None:
        """Tell that we live."""
        self._tell(BEAT)

    def stop(self) -> None:
        """End the pipe, and wait for the guardian to end."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        try:
            process.wait(2.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _tell(self, line: bytes) -> None:
        process = self._process
        if process is None or process.stdin is None or process.poll() is not None:
            raise _gone()
        try:
            os.write(process.stdin.fileno(), line)
        except (BrokenPipeError, BlockingIOError) as error:
            raise _gone() from error


class NoGuard:
    """For back ends whose keys die with the process, and for those who want none."""

    def start(self) -> None:
        """Do nothing."""

    def down(self, code: int) -> None:
        """Do nothing."""

    def up(self, code: int) -> None:
        """Do nothing."""

    def let_go(self) -> None:
        """Do nothing."""

    def beat(self) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""


def _gone() -> OutputError:
    return OutputError(
        "The guardian process has died, so nothing is pressed any more.", "start it again."
    )
