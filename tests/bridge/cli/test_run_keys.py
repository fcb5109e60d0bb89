"""``posebridge run`` from pictures to the keys that another program sees."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xserver
from acting import show

from bridge.cameras.synthetic import SyntheticPlayer
from bridge.resources import shared_folder

pytestmark = [pytest.mark.x11, pytest.mark.slow]

POSES = ("left", "right", "up", "down", "none")
RUN = (sys.executable, "-m", "bridge", "run")

WINDOW = """
import pygame
pygame.init()
pygame.display.set_mode((800, 600))
print("ready", flush=True)
while True:
    for event in pygame.event.get():
        if event.type == pygame.KEYDOWN:
            print("+" + pygame.key.name(event.key), flush=True)
        elif event.type == pygame.KEYUP:
            print("-" + pygame.key.name(event.key), flush=True)
    pygame.time.wait(5)
"""


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a profile ``me.pose`` and pictures ``play`` that it has not seen."""
    folder = tmp_path_factory.mktemp("taught")
    player = SyntheticPlayer(seed=3, paced=False)
    for session in range(4):
        for pose in POSES:
            show(player, pose, 5, folder / "pictures" / f"round {session}" / pose)
    for number, pose in enumerate(("none", "left", "none", "up", "right", "none")):
        show(player, pose, 10, folder / "play" / f"{number}")
    train = ("train", "me.pose", "--from", "pictures")
    subprocess.run([sys.executable, "-m", "bridge", *train], cwd=folder, check=True)
    return folder


def heard_by_a_window(folder: Path, *words: str) -> list[str]:
    """Run the bridge before a window of another program, and return the keys that it saw."""
    window = subprocess.Popen([sys.executable, "-c", WINDOW], stdout=subprocess.PIPE, text=True)
    assert window.stdout is not None
    with window.stdout as lines:
        while "ready" not in lines.readline():
            pass
        time.sleep(0.5)
        subprocess.run([*RUN, *words], cwd=folder, check=True, timeout=120)
        time.sleep(0.3)
        window.kill()
        heard = [line.strip() for line in lines if line[0] in "+-"]
    window.wait()
    return heard


def test_pictures_steer_another_program(taught: Path, xvfb: str) -> None:
    config = str(shared_folder("configs") / "snake.yaml")
    options = ("--profile", "me.pose", "--camera", "play", "--output", "keyboard")
    heard = heard_by_a_window(taught, config, *options)
    assert heard == ["+left", "-left", "+up", "-up", "+right", "-right"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_leaves_no_key_down(taught: Path, xvfb: str, number: signal.Signals) -> None:
    (taught / "hold.yaml").write_text(
        "profile: me.pose\ncontrols:\n" + "".join(f"  {pose}: {{hold: w}}\n" for pose in POSES)
    )
    bridge = subprocess.Popen(
        [*RUN, "hold.yaml", "--camera", "synthetic:3"],
        cwd=taught,
        stderr=subprocess.DEVNULL,
        # A test that runs in the background ignores Ctrl+C, and so would the bridge.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    start = time.monotonic()
    while not xserver.keys_down(xvfb):
        if time.monotonic() - start > 60:
            bridge.kill()
            bridge.wait()
            pytest.fail("nothing was pressed")
        time.sleep(0.01)
    bridge.send_signal(number)
    start = time.monotonic()
    while xserver.keys_down(xvfb):
        assert time.monotonic() - start < 2, "a key is stuck"
    assert bridge.wait(30) == (-number if number == signal.SIGKILL else 0)


@pytest.mark.parametrize(("pattern", "pressed"), [("*pygame*", True), ("*another*", False)])
def test_keys_only_go_to_the_window_they_are_meant_for(
    taught: Path, xvfb: str, pattern: str, pressed: bool
) -> None:
    (taught / "focus.yaml").write_text(
        "profile: me.pose\ncontrols: {left: {hold: left}, none: idle}\n"
        f'safety: {{focus: {{title: "{pattern}"}}, real_keyboard: takes_over}}\n'
    )
    heard = heard_by_a_window(taught, "focus.yaml", "--camera", "play")
    assert heard == (["+left", "-left"] if pressed else [])
