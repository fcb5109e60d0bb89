"""Sounds, synthesised from notes: no files, no licences, and a mute that always works."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pygame
from numpy.typing import NDArray

from games.base import Note

RATE = 44100
ATTACK_S, RELEASE_S = 0.004, 0.03  # soft edges, so that a tone does not click


class Speaker:
    """Plays the tunes of what happens; silent where there is no sound device."""

    def __init__(self, *, muted: bool = False) -> None:
        self.muted = muted
        self._made: dict[tuple[Note, ...], pygame.mixer.Sound] = {}
        try:
            pygame.mixer.init(RATE, -16, 2, 512)
            self._works = True
        except pygame.error:
            self._works = False

    def play(self, happened: Iterable[str], tunes: Mapping[str, tuple[Note, ...]]) -> None:
        """Start the tune of everything that happened and has one."""
        if self.muted or not self._works:
            return
        for name in dict.fromkeys(happened):
            if tunes.get(name):
                self._sound(tunes[name]).play()

    def close(self) -> None:
        """Fall silent and free the device."""
        if self._works:
            pygame.mixer.quit()
        self._works = False

    def _sound(self, tune: tuple[Note, ...]) -> pygame.mixer.Sound:
        if tune not in self._made:
            both_ears = np.repeat(waveform(tune)[:, None], 2, axis=1)
            self._made[tune] = pygame.mixer.Sound(buffer=both_ears.tobytes())
        return self._made[tune]


def waveform(tune: Sequence[Note]) -> NDArray[np.int16]:
    """Return the samples of a tune at 44.1 kHz, one channel."""
    parts = [_tone(note) for note in tune]
    samples = np.concatenate(parts) if parts else np.zeros(0)
    whole: NDArray[np.int16] = np.round(samples * 0.6 * 32767).astype(np.int16)
    return whole


def _tone(note: Note) -> NDArray[np.float64]:
    count = round(note.seconds * RATE)
    hertz = np.linspace(note.hertz, note.glide or note.hertz, count)
    phase = np.cumsum(hertz) / RATE
    if note.wave == "noise":
        wave = np.random.default_rng(1).uniform(-1, 1, count)
    elif note.wave == "sine":
        wave = np.sin(2 * np.pi * phase)
    elif note.wave == "triangle":
        wave = 2 * np.abs(2 * (phase % 1) - 1) - 1
    else:
        wave = np.where(phase % 1 < 0.5, 0.6, -0.6)
    time = np.arange(count) / RATE
    edges = np.minimum(1.0, np.minimum(time / ATTACK_S, (note.seconds - time) / RELEASE_S))
    tone: NDArray[np.float64] = wave * np.clip(edges, 0, 1) * note.volume * (note.hertz > 0)
    return tone
