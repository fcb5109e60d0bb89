"""Every state of the window, drawn at every size, compared with small reference pictures.

Write the references anew with POSEBRIDGE_REFERENCES=write, and look at them.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pygame
import pytest
from studio_kit import StillPlayer, staged_studio

from bridge.advice import Advice
from bridge.errors import DataError, PosebridgeError
from bridge.pictures import load_image, resize
from bridge.studio.app import App
from bridge.studio.connecting import Connection
from bridge.studio.dialogs import AlbumView, Browser, CardMenu, MainMenu, Naming, Renewal
from bridge.studio.events import Input, KeyPress
from bridge.studio.layout import fitting_scale
from bridge.studio.lesson import Lesson
from bridge.studio.model import Screen, Studio
from bridge.types import Embedding, Skeleton

REFERENCES = Path(__file__).parent / "references"
SMALL = (320, 180)
SIZES = ((1280, 720), (800, 600), (3840, 2160))
MEAN, WORST = 2.0, 40.0  # allowed difference of grey values: on average, and of any 8 x 8 pixels

State = Callable[[Studio], None]


def _empty(studio: Studio) -> None:
    studio.bench.profile.dataset.clear()
    studio.bench.lesson.undo()
    studio.bench.change(lambda lesson: lesson.remove(range(200)))
    studio.bench.stage({}, "none")


def _recording(studio: Studio) -> None:
    studio.bench.saver.wait()
    studio.press("left", "key 1")
    studio.tick(0.0)
    studio.tick(0.2)


def _countdown(studio: Studio) -> None:
    studio.hands_free("up")
    studio.tick(0.9)


def _unknown(studio: Studio) -> None:
    studio.bench.stage({"left": 0.3, "right": 0.3}, "up")


def _lost(studio: Studio) -> None:
    studio.bench.snapshot = None
    studio.bench.problem = PosebridgeError("The camera was unplugged.", "Plug it in again.")


def _opening(studio: Studio) -> None:
    studio.bench.snapshot = None
    studio.bench._connection = Connection(StillPlayer())


def _few(studio: Studio) -> None:
    studio.bench.change(lambda lesson: lesson.remove(range(3, 18)))


def _advice(studio: Studio) -> None:
    alike = Advice("problem", "mixed_up", (3, 4, 40), ("left", "up"), 7, 18)
    studio.bench.adviser.advice = (alike, Advice("hint", "one_go"))


def _light(studio: Studio) -> None:
    studio.bench.adviser.light = 250.0


def _browser(studio: Studio) -> None:
    home = Path("/home/mira")
    folders, files = [home / "Pictures", home / "School"], [home / "poses.zip"]
    studio.show(Browser("import", home, folders=folders, files=files))


def _replacing(studio: Studio) -> None:
    home = Path("/home/mira")
    anna = home / "anna.pose"
    studio.show(
        Browser("save_as", home, "anna", folders=[home / "School"], files=[anna], replacing=anna)
    )


def _error(studio: Studio) -> None:
    studio.complain(DataError('"holiday.zip" holds 4 GB of pictures.', "choose a smaller one"))


def _landmarks(studio: Studio) -> None:
    studio.bench.backbone.blocks = {"pixels": 1024, "hand": 63, "body": 40}
    hand = Skeleton("hand", ((0.2, 0.3), (0.3, 0.5), (0.35, 0.3)), ((0, 1), (1, 2)))
    body = Skeleton("body", ((0.3, 0.8), (0.5, 0.6), (0.7, 0.8)), ((0, 1), (1, 2)))
    assert studio.bench.snapshot is not None
    embedding = Embedding({}, skeletons=(hand, hand, body))
    studio.bench.snapshot = replace(studio.bench.snapshot, embedding=embedding)


def _switches(studio: Studio) -> None:
    _landmarks(studio)
    studio.show(MainMenu())


def _unsaved(studio: Studio) -> None:
    studio.bench.saver.wait()
    studio.bench.saver.problem = PosebridgeError(
        'Cannot write the profile "Mira.pose": No space left on device.', "make room"
    )
    studio.tick(0.0)


def _many(studio: Studio) -> None:
    names = ("Jump as high as you possibly can", "Überraschung", "跳", "مرحبا", "Ω", "cup", "book")
    for name in (*names, *(f"pose {number}" for number in range(8))):
        studio.bench.change(partial(Lesson.add_label, name=name))


def _try_many(studio: Studio) -> None:
    _many(studio)
    studio.go(Screen.TRY)


def _keyless(studio: Studio) -> None:
    for pose, name in (("left", "Fist"), ("right", "Flat hand"), ("up", "Wave"), ("down", "Jump")):
        studio.bench.change(partial(Lesson.rename, old=pose, new=name))
    studio.settings.goal = "own"
    studio.apply_controls()
    studio.go(Screen.TRY)


STATES: dict[str, State] = {
    "goal": lambda studio: studio.go(Screen.GOAL),
    "mirror": lambda studio: studio.go(Screen.MIRROR),
    "empty": _empty,
    "trained": lambda studio: None,
    "recording": _recording,
    "countdown": _countdown,
    "few": _few,
    "unknown": _unknown,
    "lost": _lost,
    "opening": _opening,
    "error": _error,
    "try": lambda studio: studio.go(Screen.TRY),
    "menu": lambda studio: studio.show(MainMenu()),
    "card": lambda studio: studio.show(CardMenu("up")),
    "naming": lambda studio: studio.show(Naming(None, "Jump")),
    "album": lambda studio: studio.show(AlbumView("up", 40)),
    "browser": _browser,
    "replacing": _replacing,
    "advice": _advice,
    "light": _light,
    "landmarks": _landmarks,
    "switches": _switches,
    "unsaved": _unsaved,
    "many": _many,
    "try-many": _try_many,
    "try-keyless": _keyless,
    "renewal": lambda studio: studio.show(Renewal(Path("Mira.pose"), "default", 90, 4)),
}


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with staged_studio(tmp_path) as studio:
        yield studio


def drawn(studio: Studio, size: tuple[int, int]) -> App:
    """Draw until all thumbnails are there."""
    app = App(studio, size)
    for picture in range(14):
        app.draw(Input(), picture / 10)
    return app


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_the_screen_looks_like_its_reference(studio: Studio, state: str, theme: str) -> None:
    studio.settings.theme = theme
    STATES[state](studio)
    app = drawn(studio, SIZES[0])
    seen = resize(pygame.surfarray.array3d(app.surface).swapaxes(0, 1), *SMALL)
    reference = REFERENCES / f"{state}-{theme}.png"
    if os.environ.get("POSEBRIDGE_REFERENCES") == "write":
        _save(seen, reference)
    wanted = load_image(reference)
    difference = np.abs(seen.astype(float) - wanted).mean(axis=2)
    blocks = difference[:176].reshape(22, 8, 40, 8).mean(axis=(1, 3))
    if difference.mean() > MEAN or blocks.max() > WORST:
        _save(np.hstack([wanted, seen]), REFERENCES / "_failed" / reference.name)
        pytest.fail(f"differs by {difference.mean():.2f}, at worst {blocks.max():.1f}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", [name for name in STATES if "many" not in name])
def test_everything_lies_inside_the_window(
    studio: Studio, state: str, size: tuple[int, int]
) -> None:
    STATES[state](studio)
    app = drawn(studio, size)
    scale = fitting_scale(*size)
    width, height = size[0] / scale, size[1] / scale
    outside = {
        name: box
        for name, box in app.ui.places.items()
        if box.x < -1 or box.y < -1 or box.right > width + 1 or box.bottom > height + 1
    }
    assert outside == {}


@pytest.mark.parametrize("state", ["trained", "try", "menu", "album", "goal"])
def test_the_keyboard_reaches_everything(studio: Studio, state: str) -> None:
    STATES[state](studio)
    app = drawn(studio, SIZES[0])
    reached = set()
    tab = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_TAB, mod=0)
    for step in range(len(app.ui.places)):
        app.turn([tab, pygame.event.Event(pygame.KEYUP, key=pygame.K_TAB, mod=0)], 10.0 + step)
        reached.add(app.ui.focus)
    assert reached == set(app.ui.places)


@pytest.mark.parametrize(("state", "last"), [("many", "hold/none"), ("try-many", "line/pose 7")])
def test_what_the_keyboard_reaches_is_scrolled_into_sight(
    studio: Studio, state: str, last: str
) -> None:
    STATES[state](studio)
    app = drawn(studio, SIZES[0])
    tab = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_TAB, mod=0)
    for step in range(200):
        app.turn([tab, pygame.event.Event(pygame.KEYUP, key=pygame.K_TAB, mod=0)], 10.0 + step)
        if app.ui.focus == last:
            break
    assert app.ui.focus == last
    app.draw(Input(keys=[KeyPress("f1")]), 1000.0)
    place = app.ui.places[last]
    assert place.y >= 72
    assert place.bottom <= 720


def test_the_mirror_question_shows_both_ways_round(studio: Studio) -> None:
    studio.go(Screen.MIRROR)
    app = drawn(studio, SIZES[0])
    left, right = (app.ui.places[f"mirror/{answer}"] for answer in (True, False))
    studio.bench.profile.view = replace(studio.bench.profile.view, mirror=False)
    one, other = (
        pygame.surfarray.array3d(app.surface.subsurface(app._canvas().pixels(box.inset(40))))
        for box in (left, right)
    )
    # Corners and caption apart, each is the other one's mirror image.
    assert np.abs(one[:, :200].astype(float) - other[::-1, :200]).mean() < 6


def _save(image: np.ndarray, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    surface = pygame.surfarray.make_surface(np.ascontiguousarray(image.swapaxes(0, 1)))
    pygame.image.save(surface, str(path))


def test_pressing_keys_is_offered_only_while_a_pose_has_one(studio: Studio) -> None:
    _keyless(studio)
    assert "armed" not in drawn(studio, SIZES[0]).ui.places
    studio.bench.change(partial(Lesson.rename, old="Fist", new="left"))
    assert "armed" in drawn(studio, SIZES[0]).ui.places
