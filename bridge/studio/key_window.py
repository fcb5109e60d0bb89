"""A small window that says which keys reach it; run by the self-test as a process of its own.

Each line on standard output is JSON: ``{"key": "left", "down": true, "time": 12.3}``, with the
time of the monotonic clock in seconds. The first line is ``{"ready": true}``.
"""

import json
import os
import sys
import time
from typing import Any

import pygame

_SIZE = (560, 160)
_TEXT = ("Posebridge is testing keys.", "Please do not type until this window closes.")


def main() -> None:
    """Show the window until standard input is closed or the window is."""
    os.environ.setdefault("SDL_VIDEO_CENTERED", "1")
    pygame.display.init()
    pygame.font.init()
    screen = pygame.display.set_mode(_SIZE)
    pygame.display.set_caption("Posebridge key test")
    font = pygame.font.Font(None, 32)
    screen.fill((16, 24, 40))
    for row, text in enumerate(_TEXT):
        line = font.render(text, True, (255, 255, 255))
        screen.blit(line, line.get_rect(center=(_SIZE[0] // 2, 60 + 40 * row)))
    pygame.display.flip()
    _say({"ready": True})
    while True:
        event = pygame.event.wait()
        if event.type == pygame.QUIT:
            return
        if event.type in (pygame.KEYDOWN, pygame.KEYUP):
            name, down = pygame.key.name(event.key), event.type == pygame.KEYDOWN
            _say({"key": name, "down": down, "time": time.monotonic()})


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
