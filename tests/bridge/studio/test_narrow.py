"""Narrow windows keep their texts whole and each thing in its place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest
from studio_kit import staged_studio

from bridge.studio.app import App
from bridge.studio.events import Input
from bridge.studio.lettering import ELLIPSIS, Lettering
from bridge.studio.model import Screen, Studio
from bridge.types import Embedding, Skeleton

SIZES = ((700, 1000), (700, 560), (800, 600), (1280, 720))


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with staged_studio(tmp_path) as studio:
        studio.bench.backbone.blocks = {"pixels": 1024, "hand": 63, "body": 40, "head": 40}
        yield studio


def look(studio: Studio) -> None:
    """Have two hands, a body and a face found in the picture."""
    names = ("hand", "hand", "body", "head")
    found = tuple(Skeleton(name, ((0.2, 0.3), (0.3, 0.5)), ((0, 1),)) for name in names)
    assert studio.bench.snapshot is not None
    studio.bench.snapshot = replace(studio.bench.snapshot, embedding=Embedding({}, skeletons=found))


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gather the texts that are drawn shortened."""
    found: list[str] = []
    shorten = Lettering._cut

    def spied(letters: Lettering, text: str, *rest: object) -> str:
        shown = shorten(letters, text, *rest)  # type: ignore[arg-type]
        if shown.endswith(ELLIPSIS) and shown != text:
            found.append(text)
        return shown

    monkeypatch.setattr(Lettering, "_cut", spied)
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("screen", [Screen.TEACH, Screen.TRY])
@pytest.mark.parametrize("held", [True, False])
def test_no_text_is_cut(
    studio: Studio, cut: list[str], screen: Screen, language: str, size: tuple[int, int], held: bool
) -> None:
    studio.speak(language)
    if not held:
        studio.bench.stage({"none": 0.9}, "none")
    look(studio)
    studio.go(screen)
    App(studio, size).draw(Input(), 0.0)
    assert cut == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", [Screen.TEACH, Screen.TRY])
def test_what_was_found_stays_on_the_picture(
    studio: Studio, screen: Screen, size: tuple[int, int]
) -> None:
    studio.speak("de")
    look(studio)
    studio.go(screen)
    app = App(studio, size)
    app.draw(Input(), 0.0)
    paint = app._canvas()
    last = app.ui.places["pose/none"]
    gap = round((last.right + 6) * paint.scale)
    column = pygame.surfarray.array3d(app.surface)[gap, round(72 * paint.scale) :]
    assert np.array_equal(np.unique(column, axis=0), [paint.theme.page])
