"""Left hands, two hands, far hands, and several people, made of real pictures."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bridge.collage import beside, further, mirrored
from bridge.dataset import Dataset
from bridge.knn import Recogniser
from bridge.landmarks.blocks import LandmarkBlocks
from bridge.pictures import list_pictures, load_image, resize
from bridge.types import Embedding, Image
from bridge.view import View

DATA = Path(os.environ.get("POSEBRIDGE_DATA", Path(__file__).parents[4] / "shared" / "data"))

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="no real pictures here")


@pytest.fixture(scope="module")
def hands() -> Iterator[LandmarkBlocks]:
    backbone = LandmarkBlocks(["hand"])
    yield backbone
    backbone.close()


@pytest.fixture(scope="module")
def bodies() -> Iterator[LandmarkBlocks]:
    backbone = LandmarkBlocks(["body"])
    yield backbone
    backbone.close()


def pictures(folder: str, count: int = 8) -> list[Image]:
    found = list_pictures(DATA / folder)
    return [load_image(path) for path in found[:: max(1, len(found) // count)][:count]]


def as_camera(image: Image) -> Image:
    """Return the picture as a camera of 480 lines would give it."""
    return resize(image, round(image.shape[1] * 480 / image.shape[0]), 480)


def block(embeddings: list[Embedding], name: str) -> np.ndarray:
    return np.array([embedding.blocks[name] for embedding in embeddings])


@pytest.mark.parametrize("folder", ["fingers_0to5/s02/fingers3", "drone_body_hand/hand/left"])
def test_the_other_hand_is_found_and_told_to_be_the_other(hands, folder: str) -> None:
    shown = pictures(folder)
    one = hands.embed(shown)
    other = hands.embed([mirrored(image) for image in shown])
    both_sides = block(one, "handedness") + block(other, "handedness")
    assert abs(both_sides - 1).max() < 0.2
    assert np.median(abs(block(one, "fingers") - block(other, "fingers"))) < 0.1


@pytest.mark.parametrize(("share", "least"), [(0.7, 8), (0.5, 8), (0.35, 6)])
def test_hands_are_found_from_far_away(hands, share: float, least: int) -> None:
    shown = [further(as_camera(image), share) for image in pictures("drone_body_hand/hand/up")]
    assert sum("hand" in seen.blocks for seen in hands.embed(shown)) >= least


def test_people_are_found_from_far_away(bodies) -> None:
    shown = [further(as_camera(image), 0.7) for image in pictures("drone_body_hand/body/up")]
    assert sum("body" in seen.blocks for seen in bodies.embed(shown)) >= 7


def test_of_two_people_the_bigger_one_counts_and_the_region_singles_one_out(bodies) -> None:
    (near,) = pictures("drone_body_hand/hand/up", 1)
    scene = beside(further(near, 0.5), near)
    left = View(region=(0.0, 0.0, 0.5, 1.0))
    together, single = bodies.embed([scene, left.apply(scene)])
    assert together.blocks["body_place"][0] > 0.5
    assert single.blocks["body_place"][2] < 0.7 * together.blocks["body_place"][2]


def both(images: tuple[Image, Image], seen: tuple[Embedding, Embedding], *heights: float) -> Image:
    """Return one picture of two hands, cut out of two pictures, at these heights (0..1)."""
    halves = []
    for image, embedding, height in zip(images, seen, heights, strict=True):
        x, y, _ = embedding.blocks["hand_place"] * (image.shape[1], image.shape[0], 1)
        start = min(max(round(float(x)) - 80, 0), image.shape[1] - 160)
        rows = np.arange(240) + round(float(y) - height * 240)
        halves.append(image[np.clip(rows, 0, len(image) - 1), start : start + 160])
    return np.concatenate(halves, axis=1)


def test_two_hands_are_a_pose_of_their_own(hands) -> None:
    shown = {n: pictures(f"fingers_0to5/s02/fingers{n}", 12) for n in (4, 0)}
    seen = {n: hands.embed(images) for n, images in shown.items()}
    kinds = {"both": (4, 4), "left": (4, 0), "right": (0, 4), "neither": (0, 0)}
    dataset, tested = Dataset(), []
    for label, (a, b) in kinds.items():
        pairs = [(n, (5 * n + 3) % 12) for n in range(12)]
        scenes = [
            both((shown[a][n], shown[b][m]), (seen[a][n], seen[b][m]), 0.6, 0.6) for n, m in pairs
        ]
        found = [one for one in hands.embed(scenes) if "other_hand" in one.blocks]
        assert len(found) >= 10
        for embedding in found[::2]:
            dataset.add(label, embedding, "one")
        tested += [(label, embedding) for embedding in found[1::2]]
    recogniser = Recogniser(dataset)
    scores = [(label, recogniser.predict(embedding).scores) for label, embedding in tested]
    right = [label == max(some, key=some.__getitem__) for label, some in scores]
    assert sum(right) >= 0.9 * len(right)


def test_a_second_hand_that_rests_does_not_matter_where_one_was_taught(hands) -> None:
    dataset = Dataset()
    for pose in ("fingers0", "fingers2", "fingers5"):
        for embedding in hands.embed(pictures(f"fingers_0to5/s01/{pose}")):
            dataset.add(pose, embedding, "one")
    recogniser = Recogniser(dataset)
    (fist,) = pictures("fingers_0to5/s02/fingers0", 1)
    (resting,) = hands.embed([fist])
    several = []
    for pose in ("fingers2", "fingers5"):
        shown = pictures(f"fingers_0to5/s01/{pose}", 5)[1:]
        for image, seen in zip(shown, hands.embed(shown), strict=True):
            scenes = [
                both((image, fist), (seen, resting), 0.5, 0.75),
                both((fist, image), (resting, seen), 0.75, 0.5),
            ]
            for embedding in hands.embed(scenes):
                assert recogniser.predict(embedding).label in (pose, None)
                several.append("other_hand" in embedding.blocks)
    assert sum(several) >= 0.5 * len(several)
