"""The whole way from pictures to blocks, with the shipped networks."""

import os
from pathlib import Path

import numpy as np
import pytest

from bridge.backbones import engine
from bridge.backbones.pixels import PixelBackbone
from bridge.errors import BackboneError
from bridge.landmarks import blocks
from bridge.landmarks.blocks import BLOCKS, LandmarkBlocks
from bridge.landmarks.combined import CombinedBackbone
from bridge.pictures import list_pictures, load_image, resize
from bridge.types import Frame

DATA = Path(os.environ.get("POSEBRIDGE_DATA", Path(__file__).parents[4] / "shared" / "data"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="no real pictures here")


@pytest.fixture(scope="module")
def landmarks():
    backbone = LandmarkBlocks()
    yield backbone
    backbone.close()


def pictures(folder, count=6):
    found = list_pictures(DATA / folder)
    return [load_image(path) for path in found[:: max(1, len(found) // count)][:count]]


def noise(height, width):
    return np.random.default_rng(3).integers(0, 256, (height, width, 3), np.uint8)


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((480, 640, 3), np.uint8),
        np.full((64, 64, 3), 255, np.uint8),
        noise(64, 64),
        noise(480, 640),
        np.zeros((2160, 3840, 3), np.uint8),
        np.zeros((1, 9, 3), np.uint8),
    ],
    ids=["black", "white 64x64", "noise 64x64", "noise", "4K", "a line"],
)
def test_where_nothing_is_shown_every_block_is_absent(landmarks, picture):
    (embedding,) = landmarks.embed([picture])
    assert embedding.blocks == {}
    assert embedding.presence == {}
    assert embedding.skeletons == ()
    assert landmarks.follow(Frame(picture, 1.0, 7)).blocks == {}


def test_no_pictures_give_no_embeddings(landmarks):
    assert landmarks.embed([]) == []


def test_only_the_senses_that_a_profile_needs_are_asked():
    backbone = CombinedBackbone(PixelBackbone(), LandmarkBlocks(["hand"]))
    everything = backbone.blocks, backbone.sha256
    backbone.choose(["pixels"])
    assert list(backbone.follow(Frame(noise(64, 64), 0.0, 0)).blocks) == ["pixels"]
    backbone.choose(["fingers"])
    assert backbone.follow(Frame(noise(64, 64), 0.0, 1)).blocks == {}
    assert (backbone.blocks, backbone.sha256) == everything
    backbone.close()


def test_a_stream_among_others_has_no_threads_to_make_room_for(monkeypatch):
    monkeypatch.setattr(engine, "cores", lambda: 2)
    monkeypatch.setattr(engine, "allowed", lambda: [0, 1])
    monkeypatch.setattr(blocks, "cores", lambda: 2)
    one = CombinedBackbone(PixelBackbone(), LandmarkBlocks(["hand"]))
    assert one.helpers == {1}
    two = one.twin()
    assert one.helpers == two.helpers == frozenset()
    two.close()
    one.close()


@needs_data
def test_pictures_side_by_side_show_the_same_as_each_by_itself(landmarks):
    images = pictures("fingers_0to5/s10/fingers5", 3)
    together = landmarks.embed(images)
    for image, side_by_side in zip(images, together, strict=True):
        (alone,) = landmarks.embed([image])
        assert alone.blocks.keys() == side_by_side.blocks.keys()
        for name, vector in alone.blocks.items():
            np.testing.assert_allclose(side_by_side.blocks[name], vector, rtol=1e-3, atol=1e-3)


@needs_data
def test_bodies_and_heads_take_turns_and_are_never_absent_in_between():
    stream = LandmarkBlocks(["body", "head"])
    picture = pictures("fingers_0to5/s10/fingers5", 1)[0]
    moved = np.roll(picture, 40, axis=1)
    before = stream.follow(Frame(picture, 0.0, 0)).blocks
    changes = []
    for n in (1, 2):
        blocks = stream.follow(Frame(moved, n / 30, n)).blocks
        changes.append({name for name in blocks if not np.array_equal(blocks[name], before[name])})
        before = blocks
    stream.close()
    assert changes == [set(BLOCKS["body"]), set(BLOCKS["head"])]


def test_the_fingerprint_is_that_of_all_networks_whichever_are_loaded(landmarks):
    assert LandmarkBlocks(["head"]).sha256 == landmarks.sha256


def test_an_unknown_sense_is_refused():
    with pytest.raises(BackboneError, match='no sense "smell"'):
        LandmarkBlocks(["smell"])


@needs_data
def test_blocks_of_real_pictures_are_complete_and_of_the_promised_lengths(landmarks):
    for embedding in landmarks.embed(pictures("fingers_0to5/s10/fingers5")):
        lengths = {name: len(vector) for name, vector in embedding.blocks.items()}
        assert lengths.items() <= dict(landmarks.blocks).items()
        assert lengths.keys() >= {"hand", "fingers", "hand_place", "handedness", "body", "head"}
        assert embedding.presence.keys() == embedding.blocks.keys()
        assert embedding.presence["hand"] > 0.5


@needs_data
@pytest.mark.parametrize(
    ("folder", "block"),
    [
        ("sign_digits_stills/5", "hand"),
        ("drone_body_hand/hand/up", "hand"),
        ("drone_body_hand/body/take_off", "body"),
    ],
    ids=["a hand that fills the picture", "a hand two metres away", "a person four metres away"],
)
def test_near_and_far_are_found(landmarks, folder, block):
    found = landmarks.embed(pictures(folder))
    assert all(block in embedding.blocks for embedding in found)


@needs_data
def test_a_followed_picture_gives_the_vectors_of_a_still_one(landmarks):
    picture = pictures("fingers_0to5/s10/fingers5", 1)[0]
    (still,) = landmarks.embed([picture])
    stream = LandmarkBlocks(["hand"])
    for n in range(4):
        followed = stream.follow(Frame(picture, n / 30, n))
    assert (followed.time, followed.index) == (3 / 30, 3)
    assert np.abs(followed.blocks["hand"] - still.blocks["hand"]).max() < 0.05
    stream.close()


@needs_data
@pytest.mark.parametrize("count", [0.5, 2, 5], ids=["half a hand", "two hands", "five hands"])
def test_any_number_of_hands_gives_at_most_two(landmarks, count):
    hand = load_image(list_pictures(DATA / "sign_digits_stills" / "5")[0])
    several = np.concatenate([hand] * max(int(count), 1), axis=1)
    picture = np.ascontiguousarray(several[:, : int(hand.shape[1] * count)])
    (embedding,) = landmarks.embed([picture])
    names = [skeleton.name for skeleton in embedding.skeletons]
    assert names.count("hand") <= 2
    assert ("other_hand" in embedding.blocks) == (names.count("hand") == 2)


@needs_data
@pytest.mark.parametrize("size", [(64, 64), (3840, 2160)], ids=["64x64", "4K"])
def test_any_size_of_picture_will_do(landmarks, size):
    picture = resize(pictures("fingers_0to5/s10/fingers5", 1)[0], *size)
    (embedding,) = landmarks.embed([picture])
    assert embedding.blocks.keys() <= landmarks.blocks.keys()
    if size == (3840, 2160):
        assert "hand" in embedding.blocks


@needs_data
def test_skeletons_lie_where_the_hand_is(landmarks):
    picture = pictures("fingers_0to5/s10/fingers5", 1)[0]
    (embedding,) = landmarks.embed([picture])
    skeleton = next(part for part in embedding.skeletons if part.name == "hand")
    x, y, _ = embedding.blocks["hand_place"]
    assert len(skeleton.points) == 21
    assert min(p[0] for p in skeleton.points) <= x <= max(p[0] for p in skeleton.points)
    assert min(p[1] for p in skeleton.points) <= y <= max(p[1] for p in skeleton.points)
    assert max(max(bone) for bone in skeleton.bones) == 20


def test_every_block_belongs_to_one_sense():
    names = [name for blocks in BLOCKS.values() for name in blocks]
    assert len(names) == len(set(names))
