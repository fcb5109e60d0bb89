"""What the studio needs from outside, so that tests can give it something else."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bridge.backbones import Backbone
from bridge.backbones.store import open_backbone
from bridge.cameras import Camera
from bridge.cameras.names import devices
from bridge.cameras.source import open_camera
from bridge.errors import PosebridgeError
from bridge.outputs import Output
from bridge.registry import load
from bridge.resources import user_folder


class Program(Protocol):
    """A program that was started: a game."""

    def poll(self) -> int | None:
        """Return its exit code, or None while it runs."""

    def terminate(self) -> None:
        """Ask it to end."""


def list_cameras() -> list[tuple[str, str]]:
    """Return (source, name) of every webcam, and the drawn player last."""
    try:
        found = [(str(device.index), device.name or str(device.index)) for device in devices()]
    except PosebridgeError:
        found = [(str(index), f"Camera {index + 1}") for index in range(2)]
    return [*found, ("synthetic", "synthetic")]


def start_program(words: Sequence[str]) -> Program:
    """Start another ``posebridge`` command with this Python."""
    return subprocess.Popen([sys.executable, "-m", "bridge", *words])


def open_keyboard() -> Output:
    """Return the keyboard output, not yet opened."""
    keyboard: Output = load("outputs", "keyboard")()
    return keyboard


def moment() -> str:
    """Return the name of a recording that begins now."""
    return datetime.now().isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True)
class World:
    """Cameras, keys, programs and folders of the machine the studio runs on."""

    open_camera: Callable[[str], Camera] = open_camera
    list_cameras: Callable[[], list[tuple[str, str]]] = list_cameras
    open_keyboard: Callable[[], Output] = open_keyboard
    open_backbone: Callable[[str], Backbone] = open_backbone
    start_program: Callable[[Sequence[str]], Program] = start_program
    session_name: Callable[[], str] = moment
    home: Path = field(default_factory=Path.home)
    profiles: Path = field(default_factory=lambda: user_folder("profiles"))
    locks: Path = field(default_factory=lambda: user_folder("studio") / "open")
