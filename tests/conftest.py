"""Fixtures shared by all tests."""

from collections.abc import Iterator

import pytest
import xserver


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
