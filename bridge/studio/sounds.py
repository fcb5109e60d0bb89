"""Three short tones for recording without looking; silent where there is no sound device."""

import numpy as np
import pygame

from bridge.studio.recording import Cue

RATE = 22050
_TONES: dict[Cue, tuple[float, float]] = {
    "tick": (660, 0.09),
    "go": (990, 0.28),
    "done": (495, 0.3),
}


class Sounds:
    """Plays the recorder's cues."""

    def __init__(self) -> None:
        try:
            pygame.mixer.init(RATE, -16, 1, 512)
        except pygame.error:
            self._sounds: dict[Cue, pygame.mixer.Sound] = {}
            return
        channels = pygame.mixer.get_init()[2]
        self._sounds = {
            cue: pygame.mixer.Sound(_tone(hertz, seconds, channels))
            for cue, (hertz, seconds) in _TONES.items()
        }

    def play(self, cue: Cue) -> None:
        """Play one cue."""
        if cue in self._sounds:
            self._sounds[cue].play()


def _tone(hertz: float, seconds: float, channels: int) -> bytes:
    """Return a soft sine tone as 16-bit samples."""
    time = np.arange(int(RATE * seconds)) / RATE
    swell = np.minimum(time / 0.01, 1) * np.clip((seconds - time) / 0.06, 0, 1)
    wave = np.round(9000 * np.sin(2 * np.pi * hertz * time) * swell).astype(np.int16)
    return np.repeat(wave, channels).tobytes()
