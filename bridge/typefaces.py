"""Fonts for names in any script: a program's own, or the system's for signs that it lacks."""

from functools import lru_cache

import pygame

from bridge.writing import visual

NO_SIGN = "\ufdd0"  # Unicode promises never to give it a meaning
MANY_SIGNS = (
    *("arialunicodems", "applesdgothicneo", "hiraginosansgb", "pingfangsc"),
    *("microsoftyahei", "msgothic", "malgungothic", "segoeui", "nirmalaui"),
    *("notosanscjksc", "notosanscjkjp", "wenquanyizenhei", "droidsansfallback"),
    *("notosansarabic", "notosanshebrew", "notosansdevanagari"),
    *("dejavusans", "freesans", "unifont"),
)


def readable(
    text: str, own: pygame.font.Font, size: int, room: int
) -> tuple[pygame.font.Font, str]:
    """Return the font for a text, and the text as it is drawn.

    That is the program's ``own`` font, or one of the system's for signs that it lacks: of ``size``
    pixels, or smaller so that its lines are no higher than ``room`` pixels. Signs that no font here
    has become question marks, since nobody can read boxes.
    """
    if text.isascii():
        return own, text
    text = visual(text)
    if _writes(own, text):
        return own, text
    fonts = [own]
    for path in _system_fonts():
        fonts.append(_no_higher(path, size, room))
        if _writes(fonts[-1], text):
            return fonts[-1], text
    best = max(fonts, key=lambda font: sum(_writes(font, sign) for sign in text))
    return best, "".join(sign if _writes(best, sign) else "?" for sign in text)


def _no_higher(path: str, size: int, room: int) -> pygame.font.Font:
    font = pygame.font.Font(path, size)
    if font.get_height() <= room:
        return font
    return pygame.font.Font(path, size * room // font.get_height())


def _writes(font: pygame.font.Font, text: str) -> bool:
    """Whether a font has every sign of a text: it draws those it lacks as one that nobody has."""
    lacking = (None, font.metrics(NO_SIGN)[0])
    return not any(sign in lacking for sign in font.metrics(text))


@lru_cache(maxsize=1)
def _system_fonts() -> tuple[str, ...]:
    """Return the system's fonts that have more signs than most, those of more languages first."""
    found = (pygame.font.match_font(name) for name in MANY_SIGNS)
    return tuple(path for path in found if path)
