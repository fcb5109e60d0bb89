"""F11 on a real X server: the whole screen at its own resolution, and back to a window.

How large that window is again depends on a window manager, which this server lacks.
"""

import os
import subprocess
import sys

from tests.xserver import running

PROGRAM = """
import pygame
from games.controls import Controls
from games.preferences import Preferences
from games.window import Window

window = Window(Controls(()), Preferences(), size=(320, 240))

class Screen:
    shown = 0
    def advance(self, signals):
        self.shown += 1
        if self.shown in (10, 30):
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F11))
        return self if self.shown < 90 else None
    def draw(self, canvas):
        sizes.append(canvas.area.size)
        assert canvas.surface is pygame.display.get_surface()

sizes = []
window.run(Screen())
full = bool(pygame.display.get_surface().get_flags() & pygame.FULLSCREEN)
window.close()
print(sorted(set(sizes), key=sizes.index)[:2], full)
"""


def test_it_fills_the_screen_and_comes_back() -> None:
    with running() as display:
        environment = {**os.environ, "DISPLAY": display, "SDL_VIDEODRIVER": "x11"}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[(320, 240), (800, 600)] False"
