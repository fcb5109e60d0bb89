"""``posebridge run`` as a whole, when something happens to it while it holds a key."""

import contextlib
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xserver

from bridge.backbones.store import open_backbone
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.profile import new_profile, save_profile
from bridge.settings import RecogniserSettings

pytestmark = [pytest.mark.x11, pytest.mark.slow]

POSES = ("left", "right", "up", "down", "none")
A, W, X = 38, 25, 53  # keycodes


def hold(key: str, more: str = "") -> str:
    """Return a configuration by which every pose holds the same key."""
    controls = "".join(f"  {pose}: {{hold: {key}}}\n" for pose in POSES)
    always = "decide: {dwell_ms: 0, enter: 0.1, leave: 0.1}"
    return f"profile: me.pose\n{always}\ncontrols:\n{controls}{more}"


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a profile that learned raw pixels, which start quickly."""
    backbone, player = open_backbone("pixels"), SyntheticPlayer(seed=3, paced=False)
    made = new_profile("me", backbone)
    made.settings = RecogniserSettings(strictness=0)  # every picture is some pose
    for pose in POSES:
        player.show(pose)
        frames = [made.view.apply(player.read().image) for _ in range(60)][15:]
        for seen in backbone.embed(frames):
            made.dataset.add(pose, seen, "one")
    path = tmp_path_factory.mktemp("profile") / "me.pose"
    save_profile(made, path)
    return path


def hear_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Run:
    """A bridge that presses keys on ``display``, as its configuration in ``folder`` says."""

    def __init__(self, folder: Path, profile: Path, display: str) -> None:
        self._folder = folder
        self._profile = profile
        self._display = display
        self.process: Any = None

    def start(self, config: str, **options: Any) -> None:
        self.write(config)
        words = ("run", "run.yaml", "--profile", str(self._profile), "--camera", "synthetic:3")
        options.setdefault("stderr", subprocess.PIPE)
        # A test that runs in the background ignores Ctrl+C, and so would the bridge.
        options.setdefault("preexec_fn", hear_ctrl_c)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bridge", *words],
            cwd=self._folder,
            text=True,
            **options,
        )

    def write(self, config: str) -> None:
        (self._folder / "new").write_text(config)
        (self._folder / "new").replace(self._folder / "run.yaml")

    def down(self) -> set[int]:
        return xserver.keys_down(self._display)

    def wait_for(self, condition: Callable[[], bool], seconds: float = 30.0) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"waited in vain; down: {self.down()}"
            time.sleep(0.01)

    def hears(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def said(self) -> str:
        """Wait for the end and return what was said on standard error."""
        return str(self.process.communicate(timeout=30)[1])

    def guardian(self) -> int:
        words = ["pgrep", "-P", str(self.process.pid), "-f", "guardian"]
        return int(subprocess.run(words, capture_output=True, text=True).stdout.split()[0])


@pytest.fixture
def run(tmp_path: Path, profile: Path, xvfb: str) -> Iterator[Run]:
    made = Run(tmp_path, profile, xvfb)
    yield made
    if made.process is not None:
        made.process.kill()
        made.process.communicate()


def test_saving_another_key_lets_go_of_the_first(run: Run) -> None:
    run.start(hold("w"))
    run.wait_for(lambda: run.down() == {W})
    run.write(hold("a"))
    run.wait_for(lambda: run.down() == {A})
    run.write("controls: {left: {hodl: w}}")
    time.sleep(0.5)
    assert run.down() == {A}
    run.write("controls: {other: {hold: w}}\noutput: mouse\n")
    run.wait_for(lambda: run.down() == set())
    run.write(hold("x", "safety: {focus: {title: nowhere}}\n"))
    time.sleep(0.5)
    assert run.down() == set()
    run.write(hold("x"))
    run.wait_for(lambda: run.down() == {X})
    run.hears(signal.SIGINT)
    said = run.said()
    assert run.process.returncode == 0
    assert said.count("was reloaded") == 4
    assert 'Not reloaded: run.yaml:1: unknown key "hodl"; did you mean "hold"?' in said
    assert 'Its new "profile, output" counts from the next start.' in said
    assert run.down() == set()


def test_a_bridge_that_was_stopped_goes_on_from_rest(run: Run) -> None:
    run.start(hold("w"))
    run.wait_for(lambda: run.down() == {W})
    run.hears(signal.SIGSTOP)
    run.wait_for(lambda: run.down() == set())
    run.hears(signal.SIGCONT)
    run.wait_for(lambda: run.down() == {W})
    run.hears(signal.SIGTERM)
    run.wait_for(lambda: run.down() == set())
    assert run.process.wait(30) == 0


def test_a_guardian_that_was_stopped_takes_no_key_away(run: Run) -> None:
    run.start(hold("w"))
    run.wait_for(lambda: run.down() == {W})
    guardian = run.guardian()
    os.kill(guardian, signal.SIGSTOP)
    time.sleep(1.5)
    os.kill(guardian, signal.SIGCONT)
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        assert run.down() == {W}
        time.sleep(0.01)
    run.hears(signal.SIGKILL)
    run.wait_for(lambda: run.down() == set())


def test_without_its_guardian_it_ends_and_says_so(run: Run) -> None:
    run.start(hold("w"))
    run.wait_for(lambda: run.down() == {W})
    os.kill(run.guardian(), signal.SIGKILL)
    run.wait_for(lambda: run.down() == set())
    assert "guardian process has died" in run.said()
    assert run.process.returncode == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_during_the_countdown_presses_nothing(run: Run, number: signal.Signals) -> None:
    read, write = os.pipe()
    run.start(hold("w", "safety: {countdown_s: 2}\n"), stderr=write)
    os.close(write)
    with os.fdopen(read) as said:
        assert "starting in 2 s" in said.readline()
        run.hears(number)
        end = time.monotonic() + 3.0
        while time.monotonic() < end:
            assert run.down() == set()
            time.sleep(0.02)
        assert run.process.wait(30) == 0


def test_ctrl_c_twice_is_no_worse_than_once(run: Run) -> None:
    run.start(hold("w"))
    run.wait_for(lambda: run.down() == {W})
    run.hears(signal.SIGINT)
    run.hears(signal.SIGINT)
    run.wait_for(lambda: run.down() == set(), 2)
    assert "nothing is held" in run.said()
    assert run.process.returncode == 0


def test_closing_the_terminal_lets_go(run: Run) -> None:
    ours, theirs = pty.openpty()

    def own_terminal() -> None:
        os.setsid()
        import fcntl
        import termios

        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)

    run.start(hold("w"), stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=own_terminal)
    os.close(theirs)
    run.wait_for(lambda: run.down() == {W})
    os.close(ours)
    run.wait_for(lambda: run.down() == set(), 3)
    run.process.wait(30)


def test_it_works_without_standard_streams(run: Run) -> None:
    def close_all() -> None:
        for number in (0, 1, 2):
            os.close(number)

    run.start(hold("w"), stderr=None, preexec_fn=close_all)
    run.wait_for(lambda: run.down() == {W})
    run.hears(signal.SIGKILL)
    run.wait_for(lambda: run.down() == set())


def test_a_display_that_dies_ends_it_with_a_sentence(
    tmp_path: Path, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.ExitStack() as server:
        display = server.enter_context(xserver.running())
        monkeypatch.setenv("DISPLAY", display)
        monkeypatch.setenv("XDG_SESSION_TYPE", "x11")
        run = Run(tmp_path, profile, display)
        run.start(hold("w"))
        run.wait_for(lambda: run.down() == {W})
        guardian = run.guardian()
    said = run.said()
    assert "connection to the X display was lost" in said
    assert "Traceback" not in said
    assert run.process.returncode == 2
    with pytest.raises(ProcessLookupError):
        os.kill(guardian, 0)


def test_a_key_that_the_layout_lacks_is_not_loaded_meanwhile(run: Run) -> None:
    run.start(hold("w"))
    run.wait_for(lambda: run.down() == {W})
    run.write(hold("ß"))
    time.sleep(0.7)
    assert run.down() == {W}
    run.write(hold("a"))
    run.wait_for(lambda: run.down() == {A})
    run.hears(signal.SIGINT)
    said = run.said()
    assert 'Not reloaded: run.yaml:4: The keyboard layout in use has no key "ß".' in said
    assert run.process.returncode == 0


def test_a_hotkey_that_the_layout_lacks_is_told_at_the_start(run: Run) -> None:
    run.start(hold("w", "safety:\n  pause_hotkey: ctrl+ß\n"))
    assert 'run.yaml:10: The keyboard layout in use has no key "ß".' in run.said()
    assert run.process.returncode == 2


def test_a_key_that_the_layout_lacks_is_told_at_the_start(run: Run) -> None:
    run.start("profile: me.pose\ncontrols:\n  left: {hold: left}\n  up: {tap: ß}\n")
    assert 'run.yaml:4: The keyboard layout in use has no key "ß".' in run.said()
    assert run.process.returncode == 2
