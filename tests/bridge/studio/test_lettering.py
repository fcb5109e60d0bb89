"""Names in scripts that the shipped typeface lacks keep to their line."""

from pathlib import Path
from typing import Any

import pygame
import pytest
from studio_kit import staged_studio

from bridge.studio.app import App
from bridge.studio.events import Input
from bridge.studio.layout import Box
from bridge.studio.lesson import Lesson
from bridge.studio.lettering import Lettering
from bridge.studio.paint import Paint
from bridge.studio.screens.header import LEFT

ARABIC = "\u064a\u0633\u0627\u0631 \u0639"
NAMES = (ARABIC, "\u05d9\u05d3 \u05d0", "gypsy jump", "Ärmel")


class Tall(pygame.font.Font):
    """A font with far more room above and below its letters than they need."""

    def get_height(self) -> int:
        return 3 * super().get_height()


def test_a_font_of_the_system_is_no_higher_than_the_shipped_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pygame.init()
    letters = Lettering(1.0)
    own = letters.font("title", "Bold")
    monkeypatch.setattr("pygame.font.Font", Tall)
    monkeypatch.setattr("bridge.typefaces._writes", lambda font, _: font is not own)
    monkeypatch.setattr("bridge.typefaces._system_fonts", lambda: (None,))
    font, _ = letters.drawn(ARABIC, "title", "Bold")
    assert isinstance(font, Tall)
    assert 0.8 * own.get_height() < font.get_height() <= own.get_height() + 1


@pytest.mark.parametrize("size", [(1280, 720), (800, 600), (700, 1000)])
@pytest.mark.parametrize("more", [0, 1, 4])
def test_a_name_and_the_line_below_it_do_not_touch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], more: int
) -> None:
    lines: dict[str, tuple[float, float]] = {}
    write = Paint.text

    def spied(paint: Paint, box: Box, text: str, *rest: Any, **more: Any) -> float:
        font, drawn = paint.letters.drawn(text, *(rest[:1] or ("body",)), "Regular")
        if box.x < paint.window.w * LEFT:
            return write(paint, box, text, *rest, **more)
        half = font.size(drawn)[1] / paint.scale / 2
        lines[f"{text}@{box.y}"] = box.centre[1] - half, box.centre[1] + half
        return write(paint, box, text, *rest, **more)

    monkeypatch.setattr(Paint, "text", spied)
    with staged_studio(tmp_path) as studio:
        for name in NAMES[:more]:
            studio.bench.change(lambda lesson, name=name: Lesson.add_label(lesson, name))
        app = App(studio, size)
        app.ui.memory["cards"] = 1000.0
        app.draw(Input(), 0.0)
    names = {studio.words.label(card.label) for card in studio.album.cards}
    ends = sorted(place for text, place in lines.items() if text.split("@")[0] in names)
    begins = sorted(place for text, place in lines.items() if " pictures" in text)
    assert 0 < len(begins) == len(ends)
    assert all(count[0] > name[1] - 2 for name, count in zip(ends, begins, strict=True))
