"""Fixtures shared by all tests."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator

import pytest
import xserver


def pytest_configure() -> None:
    """Keep the player's caches out of tests, and let signals end programs even under nohup."""
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="posebridge-tests-")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is not None and signal.getsignal(hangup) is signal.SIG_IGN:
        signal.signal(hangup, signal.SIG_DFL)


def pytest_unconfigure() -> None:
    """Remove what tests have cached."""
    shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--everything", action="store_true", help="run the slow tests, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out slow tests unless they are asked for; CI always asks."""
    if config.option.everything or config.option.markexpr or os.environ.get("POSEBRIDGE_CI"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if not item.get_closest_marker("slow")]


@pytest.fixture
def xvfb(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the test an X server of its own; yields its display name."""
    with xserver.running() as display:
        monkeypatch.setenv("DISPLAY", display)
        monkeypatch.setenv("XDG_SESSION_TYPE", "x11")
        # Other tests draw on no screen at all; programs started from here shall not.
        monkeypatch.setenv("SDL_VIDEODRIVER", "x11")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        yield display
