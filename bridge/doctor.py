"""Find out what works on this machine, and say it in plain words.

Every check is one function that returns findings; a check that fails says what to do about it and
never stops the others.
"""

import importlib
import importlib.metadata
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from bridge.assembly import make_outputs
from bridge.config import OutputSettings
from bridge.errors import PosebridgeError
from bridge.machine import cores
from bridge.registry import rows
from bridge.resources import user_folder

State = Literal["good", "note", "bad"]

NEEDED = {
    "cv2": "opencv-python",
    "numpy": "numpy",
    "onnxruntime": "onnxruntime",
    "pydantic": "pydantic",
    "pygame": "pygame",
    "ruamel.yaml": "ruamel.yaml",
}
ARROWS = ("left", "right", "up", "down", "space")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report; ``hint`` says what to do where ``state`` is not good."""

    topic: str
    state: State
    text: str
    hint: str = ""


def examine() -> list[Finding]:
    """Run every check; one that raises becomes a bad finding of its own."""
    return [finding for check in CHECKS for finding in _safely(check)]


def examine_outputs(settings: Sequence[OutputSettings]) -> list[Finding]:
    """Open every output but keyboard and trace once, and tell which cannot be reached.

    The keyboard is tried by ``examine_keys``, and a trace would overwrite its file.
    """

    def check_output() -> Iterable[Finding]:
        for part in settings:
            if part.use in ("keyboard", "trace"):
                continue
            try:
                (output,) = make_outputs([part])
                output.open()
                output.close()
            except PosebridgeError as error:
                yield Finding("output", "bad", f"{part.use}: {error.message}", error.hint)
            else:
                yield Finding("output", "good", f"{part.use} can be reached")

    return _safely(check_output)


def examine_keys(names: Sequence[str], backend: str = "auto") -> list[Finding]:
    """Press each key once into a window of our own, and tell what arrived and how soon."""

    def check_keys() -> Iterable[Finding]:
        from bridge.outputs.selftest import NOT_TESTED, try_keys

        reports = try_keys(names, backend)
        for report in reports:
            if report.arrived:
                text = f"{report.name} arrived after {report.delay_ms:.0f} ms"
                yield Finding("keys", "good", text)
            else:
                state: State = "note" if report.name in NOT_TESTED else "bad"
                yield Finding("keys", state, f"{report.name} did not arrive.", report.why)

    return _safely(check_keys)


def _safely(check: Callable[[], Iterable[Finding]]) -> list[Finding]:
    topic = check.__name__.removeprefix("check_")
    try:
        return list(check())
    except PosebridgeError as error:
        return [Finding(topic, "bad", error.message, error.hint)]
    except Exception as error:
        return [Finding(topic, "bad", f"{type(error).__name__}: {error}", "please report this")]


def check_python() -> Iterable[Finding]:
    """Tell Python, the system, and whether the libraries import."""
    machine = f"Python {platform.python_version()} on {platform.platform()}, {cores()} cores"
    yield Finding("python", "good", machine)
    for module, distribution in NEEDED.items():
        try:
            importlib.import_module(module)
        except ImportError as error:
            hint = f"python -m pip install {distribution}"
            yield Finding("python", "bad", f"{distribution} does not import: {error}.", hint)


def check_install() -> Iterable[Finding]:
    """Another distribution may ship a package called ``bridge`` or ``games`` over ours."""
    owners = importlib.metadata.packages_distributions()
    here = Path(__file__).resolve().parent
    for package in ("bridge", "games"):
        others = sorted(set(owners.get(package, [])) - {"posebridge"})
        if others:
            text = f'{", ".join(others)} also installs a package called "{package}".'
            hint = "install Posebridge by itself: pipx install posebridge"
            yield Finding("install", "bad", text, hint)
    yield Finding("install", "good", f"Posebridge runs from {here}")


def check_network() -> Iterable[Finding]:
    """Load the default network, choose how to run it, and time it."""
    from bridge.backbones.measuring import settled
    from bridge.backbones.store import NETWORK, find_card, open_backbone

    choice = settled(find_card(NETWORK))
    backbone = open_backbone(NETWORK)
    picture = np.zeros((240, 320, 3), dtype=np.uint8)
    backbone.embed([picture])
    times = []
    for _ in range(7):
        start = time.perf_counter()
        backbone.embed([picture])
        times.append(1000 * (time.perf_counter() - start))
    backbone.close()
    median = sorted(times)[3]
    text = f"{backbone.name} takes {median:.0f} ms a picture ({1000 / median:.0f} a second)"
    slow = "the games will feel slow; close other programs" if median > 100 else ""
    yield Finding("network", "note" if slow else "good", text, slow)
    yield Finding("network", "good", f"it is run by {choice.engine} ({choice.why})")


def check_cameras() -> Iterable[Finding]:
    """List the cameras that the system names."""
    from bridge.cameras.names import camera_names

    found = camera_names()
    for number, name in found:
        yield Finding("camera", "good", f"{number}: {name}")
    if not found:
        hint = "plug one in, or try without: posebridge studio --camera synthetic"
        yield Finding("camera", "note", "No camera was found.", hint)


def check_display() -> Iterable[Finding]:
    """Say whether windows can be opened."""
    if sys.platform in ("win32", "darwin"):
        yield Finding("display", "good", "windows can be opened")
        return
    for variable, kind in (("WAYLAND_DISPLAY", "Wayland"), ("DISPLAY", "X11")):
        if os.environ.get(variable):
            yield Finding("display", "good", f"{kind} display {os.environ[variable]}")
            return
    hint = "start it from a desktop, or use --headless where a command offers it"
    yield Finding("display", "note", "There is no display; games and the studio need one.", hint)


def check_plugins() -> Iterable[Finding]:
    """Say which plug-ins do not load."""
    broken = [row for row in rows() if row.problem]
    for row in broken:
        text = f'The {row.kind[:-1]} "{row.name}" of {row.distribution} does not load.'
        yield Finding("plug-ins", "bad", text, row.problem)
    if not broken:
        yield Finding("plug-ins", "good", "all plug-ins load")


def check_files() -> Iterable[Finding]:
    """Say where the player's files live and whether they can be written."""
    folder = user_folder("profiles")
    parent = next(place for place in (folder, *folder.parents) if place.exists())
    if os.access(parent, os.W_OK):
        yield Finding("files", "good", f"profiles are kept in {folder}")
    else:
        hint = "give your user the right to write there, or name a file of your own"
        yield Finding("files", "bad", f"{parent} cannot be written.", hint)


CHECKS: tuple[Callable[[], Iterable[Finding]], ...] = (
    check_python,
    check_install,
    check_network,
    check_cameras,
    check_display,
    check_plugins,
    check_files,
)
