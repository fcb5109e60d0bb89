from itertools import combinations

import numpy as np
import pygame
import pytest

from bridge.studio.lettering import Lettering
from bridge.studio.theme import DARK, LIGHT, Colour, Theme, contrast, ink_on, mix

READABLE = 4.5  # WCAG 2.2 AA for text
VISIBLE = 3.0  # WCAG 2.2 AA for parts of controls

# How people without red and green receptors see linear RGB (Machado et al. 2009, severity 1.0).
BLINDNESS = {
    "red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_text_can_be_read(theme: Theme) -> None:
    poor = [name for name, ink, ground in theme.text_pairs() if contrast(ink, ground) < READABLE]
    assert poor == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_bars_stand_out_from_their_track(theme: Theme) -> None:
    assert all(contrast(fill, theme.sunken) >= VISIBLE for fill in theme.labels)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_the_first_four_poses_differ_for_colour_blind_players(theme: Theme, blindness: str) -> None:
    seen = [_lab(colour, BLINDNESS[blindness]) for colour in theme.labels[:4]]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 10


def test_contrast_has_the_standard_s_ends() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((90, 90, 90), (90, 90, 90)) == 1


def test_ink_and_mixing() -> None:
    assert ink_on((0, 0, 120)) == (255, 255, 255)
    assert mix((0, 0, 0), (100, 200, 50), 0.5) == (50, 100, 25)


def _lab(colour: Colour, matrix: list[list[float]]) -> np.ndarray:
    unit = np.array(colour) / 255
    linear = np.where(unit <= 0.04045, unit / 12.92, ((unit + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(matrix) @ linear, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    ratio = np.array(to_xyz) @ seen / np.array([0.9505, 1.0, 1.089])
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_signs_that_the_typeface_lacks_come_from_the_system() -> None:
    pygame.font.init()
    letters = Lettering(1.0)
    own = letters.font("body", "Bold")
    assert letters.drawn("Überraschung …", "body", "Bold") == (own, "Überraschung …")
    other, _ = letters.drawn("مرحبا", "body", "Bold")
    if other is own:
        pytest.skip("no font with Arabic signs is installed")
    assert letters.width("مرحبا", "body", "Bold") > 0


def test_a_sign_that_no_font_has_becomes_a_question_mark_and_no_box() -> None:
    pygame.font.init()
    letters = Lettering(1.0)
    _, drawn = letters.drawn("a\ufdd0é", "body", "Bold")
    assert drawn == "a?é"
    assert letters.width("\ufdd0", "body", "Bold") == letters.width("?", "body", "Bold")
