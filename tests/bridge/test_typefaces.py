import pygame
import pytest

from bridge.typefaces import NO_SIGN, readable


@pytest.fixture
def own() -> pygame.font.Font:
    pygame.font.init()
    return pygame.font.Font(None, 30)


@pytest.mark.parametrize("text", ["Jump", "Überraschung"])
def test_what_the_own_font_has_is_written_in_it(own: pygame.font.Font, text: str) -> None:
    assert readable(text, own, 20, 24) == (own, text)


@pytest.mark.parametrize("text", [f"Jump {NO_SIGN}", "\u064a\u0633\u0627\u0631", "\u5de6\u624b"])
def test_a_sign_that_no_font_has_becomes_a_question_mark(own: pygame.font.Font, text: str) -> None:
    font, drawn = readable(text, own, 20, 24)
    lacking = font.metrics(NO_SIGN)[0]
    assert not any(sign in (None, lacking) for sign in font.metrics(drawn))
    assert ("?" in drawn) or font is not own


@pytest.mark.parametrize("room", [12, 18, 40])
def test_a_font_of_the_system_keeps_to_its_line(own: pygame.font.Font, room: int) -> None:
    font, _ = readable("\u064a\u0633\u0627\u0631", own, 20, room)
    assert font is own or font.get_height() <= room
