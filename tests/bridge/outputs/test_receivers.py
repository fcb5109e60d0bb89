"""Keys as other programs see them: xterm, xev, a pygame window and Chromium."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from xserver import need

from bridge.outputs.keyboard import KeyboardOutput
from bridge.outputs.mouse import MouseOutput
from bridge.types import Button, Key, MouseMove

pytestmark = pytest.mark.x11


@pytest.fixture
def keyboard(xvfb: str) -> Iterator[KeyboardOutput]:
    output = KeyboardOutput()
    output.open()
    yield output
    output.close()


@contextmanager
def program(*command: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [need(command[0]), *command[1:]],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def wait_for(condition: Callable[[], bool], limit_s: float = 30.0) -> None:
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < limit_s, "waited in vain"
        time.sleep(0.02)


def wait_for_window(title: str) -> None:
    """Wait until a window is on the screen; without a manager the one under the pointer hears."""
    search = [need("xdotool"), "search", "--onlyvisible", "--name", title]
    wait_for(lambda: subprocess.run(search, capture_output=True, check=False).returncode == 0)


def press(output: KeyboardOutput, name: str, seconds: float = 0.05) -> None:
    output.send([Key(name, True, 0.0)])
    time.sleep(seconds)
    output.send([Key(name, False, 0.0)])
    time.sleep(0.02)


@pytest.mark.parametrize(
    ("layout", "text"),
    [("us", "qwertzy123?+-/"), ("de", "qwertzyäöü123?+-/@"), ("fr", "qwertzyéà123?+-/@")],
)
def test_xterm_gets_the_right_characters_on_any_layout(
    keyboard: KeyboardOutput, tmp_path: Path, layout: str, text: str
) -> None:
    typed = tmp_path / "typed.txt"
    with program("xterm", "-u8", "-e", f"echo > {typed}; cat >> {typed}"):
        wait_for(typed.exists)
        # The layout changes under the feet of a running bridge.
        subprocess.run([need("setxkbmap"), layout], check=True)
        for character in [*text, "enter"]:
            press(keyboard, {"+": "plus"}.get(character, character), 0.02)
        wait_for(lambda: typed.read_text().strip() == text, 5)


def test_held_keys_are_real_and_repeat(keyboard: KeyboardOutput) -> None:
    # Without a window manager the window under the pointer, in the middle, gets the keys.
    with program("xev", "-geometry", "800x600+0+0", "-event", "keyboard") as xev:
        wait_for_window("Event Tester")
        time.sleep(0.5)
        press(keyboard, "w", 1.5)
        time.sleep(0.2)
        xev.terminate()
        assert xev.stdout is not None
        said = xev.stdout.read()
    events = re.findall(r"Key(Press|Release) event, .*synthetic (YES|NO)", said)
    assert {synthetic for _, synthetic in events} == {"NO"}
    presses = [kind for kind, _ in events].count("Press")
    assert presses > 5, f"a held key repeats after 660 ms at 25/s; seen {presses}"


PYGAME = """
import pygame
pygame.init()
pygame.display.set_mode((800, 600))
while True:
    for event in pygame.event.get():
        if event.type == pygame.WINDOWFOCUSGAINED:
            print("ready", flush=True)
        if event.type in (pygame.KEYDOWN, pygame.KEYUP):
            name = pygame.key.name(event.key)
            held = pygame.key.get_pressed()[event.key]
            print("+" if event.type == pygame.KEYDOWN else "-", name, held, sep=",", flush=True)
    pygame.time.wait(5)
"""


def test_a_pygame_window_sees_one_press_and_one_release(keyboard: KeyboardOutput) -> None:
    with program(sys.executable, "-c", PYGAME) as window:
        assert window.stdout is not None
        while "ready" not in window.stdout.readline():
            pass
        press(keyboard, "left", 1.0)
        press(keyboard, "w")
        lines = [window.stdout.readline().strip() for _ in range(4)]
    assert lines == ["+,left,True", "-,left,False", "+,w,True", "-,w,False"]


PAGE = """<!doctype html><title>[]</title><body>
<script>
  const seen = [];
  for (const type of ["keydown", "keyup"])
    addEventListener(type, (event) => {
      seen.push([type, event.key, event.code, event.isTrusted, event.repeat]);
      document.title = JSON.stringify(seen.filter((item) => !item[4]));
    });
</script>
"""


@pytest.mark.chromium
def test_a_web_page_gets_trusted_keys(keyboard: KeyboardOutput, xvfb: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    options = ("--no-sandbox", "--no-first-run", "--disable-gpu", "--window-size=800,600")
    with program("chromium", *options, f"--user-data-dir={tmp_path}", f"--app=file://{page}"):
        wait_for(lambda: "[]" in title(xvfb))
        time.sleep(1.0)
        press(keyboard, "left", 0.2)
        press(keyboard, "w")
        wait_for(lambda: title(xvfb).count("keyup") == 2)
        seen = json.loads(title(xvfb))
    assert seen == [
        ["keydown", "ArrowLeft", "ArrowLeft", True, False],
        ["keyup", "ArrowLeft", "ArrowLeft", True, False],
        ["keydown", "w", "KeyW", True, False],
        ["keyup", "w", "KeyW", True, False],
    ]


def title(display: str) -> str:
    """Return the title of the page's window, or ""."""
    found = subprocess.run(
        [need("xdotool"), "search", "--onlyvisible", "--class", "chromium", "getwindowname"],
        capture_output=True,
        text=True,
    )
    return found.stdout.strip()


MICE = """
import pygame
pygame.init()
pygame.display.set_mode((800, 600))
BUTTONS = {pygame.MOUSEBUTTONDOWN: "+", pygame.MOUSEBUTTONUP: "-"}
while True:
    for event in pygame.event.get():
        if event.type == pygame.WINDOWFOCUSGAINED:
            print("ready", flush=True)
        if event.type in BUTTONS and event.button < 4:
            print(BUTTONS[event.type], event.button, sep="", flush=True)
        if event.type == pygame.MOUSEWHEEL:
            print("wheel", event.y, flush=True)
        if event.type == pygame.MOUSEMOTION and event.buttons[0]:
            print("drag", *event.rel, flush=True)
    pygame.time.wait(5)
"""


def test_a_window_sees_clicks_drags_and_the_wheel(xvfb: str) -> None:
    output = MouseOutput()
    output.open()
    with program(sys.executable, "-c", MICE) as window:
        assert window.stdout is not None
        while "ready" not in window.stdout.readline():
            pass
        # SDL ignores clicks just after the focus came, since they may have been meant to bring it.
        time.sleep(0.3)
        seen = []
        for action in (
            *(Button("mouse_right", True, 0.0), Button("mouse_right", False, 0.0)),
            *(Button("mouse_left", True, 0.0), MouseMove(7.0, -3.0, 0.0)),
            *(Button("mouse_left", False, 0.0), MouseMove(0.0, 0.0, 0.0, scroll=-1.0)),
        ):
            output.send([action])
            seen.append(window.stdout.readline().strip())
    output.close()
    assert seen == ["+3", "-3", "+1", "drag 7 -3", "-1", "wheel -1"]
