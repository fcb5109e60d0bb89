"""The studio's window: reads events, lets time pass, draws when there is something new."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pygame

from bridge.studio import editing, filing
from bridge.studio.dialogs import Browser, Naming
from bridge.studio.events import EventReader, Input, parted
from bridge.studio.gallery import Gallery
from bridge.studio.layout import fitting_scale
from bridge.studio.model import Screen, Studio
from bridge.studio.paint import Paint
from bridge.studio.previews import Previews
from bridge.studio.screens import window
from bridge.studio.screens.scene import Scene
from bridge.studio.sounds import Sounds
from bridge.studio.theme import THEMES
from bridge.studio.ui import Ui

RATE = 60
ANIMATION_RATE = 30  # leaves a two-core laptop's time to the network


class App:
    """Shows one ``Studio`` in a window. ``frame_ms`` collects how long each picture took."""

    def __init__(self, studio: Studio, size: tuple[int, int] = (1280, 720)) -> None:
        os.environ.setdefault("SDL_VIDEO_X11_WMCLASS", "posebridge")
        pygame.init()
        # By OpenGL, which SDL prefers, a picture takes 8 ms of processor without a graphics card.
        if pygame.display.get_driver() == "x11":
            os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
        pygame.key.set_repeat(350, 45)
        pygame.display.set_caption(studio.words("app.name"))
        self.studio = studio
        self.surface = pygame.display.set_mode(size, pygame.RESIZABLE)
        self.frame_ms: list[float] = []
        self._pads: dict[int, pygame.joystick.JoystickType] = {}
        self.ui = Ui()
        self._reader = EventReader()
        self._gallery = Gallery()
        self._previews = Previews(studio.world.list_cameras, studio.world.open_camera)
        self._sounds = Sounds()
        self._paint: Paint | None = None
        self._drawn = 0.0
        self._again = False
        self._painted: tuple[object, ...] = ()
        self._late: Sequence[pygame.event.Event] = ()

    def run(self) -> None:
        """Show the window until it is closed."""
        clock = pygame.time.Clock()
        try:
            while not self.studio.quitting:
                self.turn(pygame.event.get(), time.monotonic())
                clock.tick(RATE)
        finally:
            self.close()

    def turn(self, events: Sequence[pygame.event.Event], now: float) -> bool:
        """Deal with events and time; draw and return True if anything could have changed."""
        events, self._late = parted([*self._late, *events])
        self._follow_pads(events)
        paint = self._canvas()
        given = self._reader.read(events, paint.scale)
        changed = self.studio.tick(now)
        self._act(given)
        for cue in self.studio.cues:
            self._sounds.play(cue)
        self.studio.cues.clear()
        choosing = self.studio.screen == Screen.CAMERA
        if not choosing:
            self._previews.stop()
        moving = choosing or self.ui.animating or self._gallery.waiting
        due = moving and now - self._drawn >= 1 / ANIMATION_RATE
        state = self._state()
        if not (changed or events or self._again or due or state != self._painted):
            return False
        # What a press does is done while its picture is drawn, and shows in the one after it.
        self._drawn, self._again, self._painted = now, bool(events), state
        start = time.perf_counter()
        self.draw(given, now)
        pygame.display.flip()
        self.frame_ms.append(1000 * (time.perf_counter() - start))
        return True

    def draw(self, given: Input, now: float) -> None:
        """Draw one picture of the window."""
        paint = self._canvas()
        self._gallery.begin()
        self.ui.begin(paint, given, now)
        window.draw(Scene(self.ui, paint, self.studio, self._gallery, self._previews))
        self.ui.end()

    def close(self) -> None:
        """Close cameras and window; what was taught is saved."""
        self._previews.stop()
        self.studio.bench.close()
        pygame.quit()

    def _follow_pads(self, events: Sequence[pygame.event.Event]) -> None:
        """Open gamepads as they are plugged in; those of the beginning are told of, too."""
        for event in events:
            if event.type == pygame.JOYDEVICEADDED:
                pad = pygame.joystick.Joystick(event.device_index)
                self._pads[pad.get_instance_id()] = pad
            elif event.type == pygame.JOYDEVICEREMOVED:
                self._pads.pop(event.instance_id, None)

    def _canvas(self) -> Paint:
        settings = self.studio.settings
        surface = pygame.display.get_surface()
        scale = fitting_scale(*surface.get_size(), settings.zoom)
        theme = THEMES[settings.theme]
        kept = self._paint
        if kept is None or (kept.surface, kept.scale, kept.theme) != (surface, scale, theme):
            self._paint = kept = Paint(surface, theme, scale)
        return kept

    def _state(self) -> tuple[object, ...]:
        """Return what changes by itself, also while nobody presses and no camera runs."""
        studio, bench = self.studio, self.studio.bench
        doing = (bench.running, bench.opening, bench.saved, bench.adviser.busy)
        failing = (bench.problem, bench.saver.problem)
        return (studio.screen, studio.dialog, studio.game, studio.notices.shown, doing, failing)

    def _act(self, given: Input) -> None:
        studio = self.studio
        if given.away:
            studio.release()
        for key in given.keys_up:
            studio.release(f"key {key}")
        studio.bench.gate.shut = bool(pygame.key.get_focused())
        for path in given.dropped:
            filing.drop(studio, Path(path), self.ui.under("row/", given.x, given.y))
        for press in given.keys:
            typing = isinstance(studio.dialog, Naming | Browser)
            if press.ctrl and press.name == "z" and studio.errand is None and not typing:
                editing.undo(studio)
            elif press.ctrl and press.name in ("=", "+", "-"):
                studio.zoom(-1 if press.name == "-" else 1)
        if given.closed:
            studio.quit()
