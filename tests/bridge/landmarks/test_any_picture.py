"""Whatever a camera may show: a taught profile neither fails nor presses a key."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bridge.assembly import make_pipeline
from bridge.collage import GLOVES, beside, further, gloved, mirrored
from bridge.config import game_config
from bridge.folders import Picture
from bridge.landmarks.combined import open_combined
from bridge.pictures import list_pictures, load_image, resize
from bridge.pipeline import Pipeline
from bridge.training import train_profile
from bridge.types import Event, Frame, Image

DATA = Path(os.environ.get("POSEBRIDGE_DATA", Path(__file__).parents[4] / "shared" / "data"))
TAUGHT = "fingers_0to5/s01"
POSES = ("fingers0", "fingers2", "fingers5")
FRAMES = 20

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="no real pictures here"),
]


@pytest.fixture(scope="module")
def pipeline() -> Iterator[Pipeline]:
    pictures = [
        Picture(path, pose, "s01")
        for pose in POSES
        for path in list_pictures(DATA / TAUGHT / pose)[::8][:5]
    ]
    backbone = open_combined()
    profile = train_profile("fingers", backbone, pictures, keep_pictures=False)
    yield make_pipeline(profile, backbone, game_config(POSES))
    backbone.close()


def noise(height: int, width: int) -> Image:
    return np.random.default_rng(3).integers(0, 256, (height, width, 3), np.uint8)


def level(grey: int, height: int = 480, width: int = 640) -> Image:
    return np.full((height, width, 3), grey, np.uint8)


def real(pose: str = "fingers5", number: int = 1) -> Image:
    return load_image(list_pictures(DATA / TAUGHT / pose)[number])


def without_hand() -> Image:
    """The part of the room beside the hand."""
    return np.ascontiguousarray(real()[:, -90:])


def half_a_hand() -> Image:
    hand = load_image(list_pictures(DATA / "sign_digits_stills" / "4")[0])
    return np.ascontiguousarray(hand[hand.shape[0] // 2 :])


def five_hands() -> Image:
    hand = load_image(list_pictures(DATA / "sign_digits_stills" / "7")[0])
    return np.concatenate([hand] * 5, axis=1)


def as_grey(image: Image) -> Image:
    return np.asarray(image.mean(axis=2, keepdims=True).repeat(3, axis=2), np.uint8)


PICTURES = {
    "black": lambda: level(0),
    "white": lambda: level(255),
    "grey": lambda: level(128),
    "noise": lambda: noise(480, 640),
    "noise 64x64": lambda: noise(64, 64),
    "black 4K": lambda: level(0, 2160, 3840),
    "one pixel": lambda: level(90, 1, 1),
    "a line": lambda: level(90, 1, 9),
    "no hand": without_hand,
    "no hand 64x64": lambda: resize(without_hand(), 64, 64),
    "no hand 4K": lambda: resize(without_hand(), 3840, 2160),
    "no hand, without colours": lambda: as_grey(without_hand()),
    "half a hand": half_a_hand,
    "five hands": five_hands,
}


def begun(pipeline: Pipeline, image: Image, at: float) -> list[str]:
    """Show a picture for 2/3 of a second, after a moment of darkness; return what began."""
    pipeline.step(Frame(level(0), at - 0.5, 0))
    pipeline.decider.reset(at)
    pipeline.mapper.release_all(at)
    steps = [pipeline.step(Frame(image, at + n / 30, n)) for n in range(FRAMES)]
    actions = [action for step in steps for action in step.actions]
    return [action.name for action in actions if isinstance(action, Event) and action.down]


@pytest.mark.parametrize("name", PICTURES)
def test_what_nobody_taught_presses_nothing(pipeline: Pipeline, name: str) -> None:
    assert begun(pipeline, PICTURES[name](), 10.0 + 10 * list(PICTURES).index(name)) == []


def test_what_was_taught_still_counts_in_4k_and_without_colours(pipeline: Pipeline) -> None:
    shown = real("fingers5", 3)
    for at, image in enumerate((shown, resize(shown, 3840, 2880), as_grey(shown))):
        assert begun(pipeline, image, 1000.0 + 10 * at) == ["fingers5"]


def test_the_other_hand_counts_with_the_same_fingers(pipeline: Pipeline) -> None:
    shown = [
        begun(pipeline, mirrored(real(pose, 3)), 2000.0 + 10 * n) for n, pose in enumerate(POSES)
    ]
    assert shown == [[pose] for pose in POSES]


@pytest.mark.parametrize("glove", GLOVES)
def test_gloves_press_nothing_wrong(pipeline: Pipeline, glove: str) -> None:
    for n, pose in enumerate(POSES * 3):
        image = real(pose, 2 + 5 * n)
        hands = [
            part for part in pipeline.backbone.embed([image])[0].skeletons if part.name == "hand"
        ]
        assert hands
        worn = gloved(image, hands, GLOVES[glove])
        assert set(begun(pipeline, worn, 3000.0 + 10 * n)) <= {pose}


def test_somebody_further_away_who_shows_another_pose_presses_nothing(pipeline: Pipeline) -> None:
    for n, (pose, other) in enumerate(zip(POSES, POSES[1:] + POSES[:1], strict=True)):
        near = real(pose, 3)
        for m, image in enumerate(
            (beside(near, further(real(other, 3), 0.4)), beside(further(real(other, 3), 0.4), near))
        ):
            assert set(begun(pipeline, image, 4000.0 + 100 * n + 10 * m)) <= {pose}
