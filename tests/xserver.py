"""An X server of its own for tests that press real keys."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from Xlib.display import Display


def need(tool: str, folder: str = "") -> str:
    """Return the path of a program, looked for in ``folder`` too.

    Without it the test skips, or fails where it must be there.
    """
    path = shutil.which(tool, path=os.pathsep.join((os.environ["PATH"], folder)))
    if path is None:
        message = f"{tool} is not installed"
        if os.environ.get("POSEBRIDGE_CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path


@contextmanager
def running(*options: str) -> Iterator[str]:
    """Run Xvfb and yield its display name.

    One client stays connected, since Xvfb resets itself, and with it all keys, when the last
    client leaves; a real desktop never does.
    """
    read, write = os.pipe()
    server = subprocess.Popen(
        [need("Xvfb"), "-displayfd", str(write), "-screen", "0", "800x600x24", *options],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            display = f":{pipe.readline().strip()}"
        resident = Display(display)
        yield display
        if server.poll() is None:
            resident.close()
    finally:
        server.kill()
        server.wait()


def keys_down(display: str) -> set[int]:
    """Return the keycodes that the server holds down."""
    client = Display(display)
    try:
        rows = client.query_keymap()
        return {8 * at + bit for at, row in enumerate(rows) for bit in range(8) if row >> bit & 1}
    finally:
        client.close()
