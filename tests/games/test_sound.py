import numpy as np
import pytest

from games.base import Note
from games.catalogue import find_games
from games.sound import RATE, Speaker, waveform


@pytest.mark.parametrize("wave", ["sine", "triangle", "square", "noise"])
def test_a_tone_has_its_length_and_begins_and_ends_softly(wave: str) -> None:
    samples = waveform([Note(440, 0.2, wave=wave)])  # type: ignore[arg-type]
    assert samples.dtype == np.int16
    assert len(samples) == round(0.2 * RATE)
    assert abs(int(samples[0])) < 200
    assert abs(int(samples[-1])) < 800
    assert np.abs(samples).max() > 4000


def test_a_tone_has_its_pitch_and_a_rest_is_silent() -> None:
    spectrum = np.abs(np.fft.rfft(waveform([Note(440, 1.0, wave="sine")])))
    assert int(spectrum.argmax()) == 440
    assert not waveform([Note(0, 0.1)]).any()


def test_every_tune_of_every_game_can_be_made() -> None:
    for game in find_games().values():
        for tune in game.sounds.values():
            assert np.abs(waveform(tune)).max() > 0


def test_a_muted_speaker_plays_nothing() -> None:
    speaker = Speaker(muted=True)
    speaker.play(["eat"], {"eat": (Note(440, 0.1),)})
    speaker.close()
    speaker.play(["eat"], {"eat": (Note(440, 0.1),)})
