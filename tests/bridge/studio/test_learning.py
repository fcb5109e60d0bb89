"""What is taught is learned from in the background, as ``posebridge train`` learns from it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from studio_kit import Machine, StillPlayer, record, studio_in, wait_until

from bridge.backbones.pixels import PixelBackbone
from bridge.dataset import Dataset
from bridge.pictures import encode_jpeg
from bridge.profile import load_profile
from bridge.session import Session
from bridge.studio import editing
from bridge.studio.goals import goal_named
from bridge.studio.model import Studio
from bridge.training import VARIANTS, lacking_variants
from bridge.types import Embedding, Frame


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[tuple[Studio, Machine]]:
    with studio_in(tmp_path) as (studio, machine):
        studio.choose_camera("0")
        studio.choose_goal(goal_named("pong"))
        yield studio, machine


def settled(studio: Studio) -> Callable[[], bool]:
    return lambda: not studio.bench.learning and studio.bench.saved


def variants(studio: Studio) -> list[int]:
    return [len(example.variants) for example in studio.bench.profile.dataset]


def test_recordings_get_variants_and_keep_them(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    for label in ("up", "none"):
        record(studio, label)
    wait_until(studio, settled(studio), 20)
    assert set(variants(studio)) == {VARIANTS}
    wait_until(studio, lambda: studio.bench.saved)
    saved = load_profile(studio.bench.path)
    assert {len(example.variants) for example in saved.dataset} == {VARIANTS}


def test_variants_outlive_undo(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    record(studio, "up")
    wait_until(studio, settled(studio), 20)
    editing.delete_label(studio, "up")
    wait_until(studio, lambda: studio.album.count("up") == 0)
    editing.undo(studio)
    wait_until(studio, lambda: studio.album.count("up") > 0)
    assert set(variants(studio)) == {VARIANTS}


def test_a_profile_without_variants_gets_them_when_it_is_opened(
    visit: tuple[Studio, Machine], tmp_path: Path
) -> None:
    studio, _ = visit
    backbone = PixelBackbone()
    profile = studio.bench.profile
    with studio_in(tmp_path / "other") as (other, _):
        bare = other.bench.profile
        for number in range(4):
            image = np.full((24, 32, 3), 40 + 50 * number, np.uint8)
            embedding = backbone.embed([image])[0]
            bare.dataset.add("up", embedding, "", 0.0, encode_jpeg(image))
    assert profile is not bare
    studio.use(bare, tmp_path / "bare.pose")
    wait_until(studio, settled(studio), 20)
    assert variants(studio) == [VARIANTS] * 4


def test_pictures_that_are_not_kept_serve_for_variants_only(visit: tuple[Studio, Machine]) -> None:
    studio, _ = visit
    studio.set_private(private=True)
    record(studio, "up")
    wait_until(studio, settled(studio), 20)
    assert set(variants(studio)) == {VARIANTS}
    saved = load_profile(studio.bench.path)
    assert [example.jpeg for example in saved.dataset] == [None] * len(saved.dataset)


def test_a_share_of_many_pictures_is_enough() -> None:
    dataset = Dataset()
    one = Embedding({"pixels": np.zeros(4, np.float32)})
    for label, count in (("left", 200), ("right", 200), ("up", 10)):
        for _ in range(count):
            dataset.add(label, one, "", 0.0, b"jpeg")
    first = lacking_variants(dataset, kinds=5)
    assert [sum(e.label == label for e, _ in first) for label in dataset.labels] == [30, 30, 10]
    interrupted = [example.label for example, _ in first[:12]]
    assert [interrupted.count(label) for label in dataset.labels] == [4, 4, 4]
    dataset.vary({example.id: (one, one) for example, _ in first})
    assert lacking_variants(dataset, kinds=5) == []
    assert len(lacking_variants(dataset, kinds=3)) == 40


class SlowBackbone(PixelBackbone):
    """Takes as long for a picture as a loaded machine."""

    def follow(self, frame: Frame) -> Embedding:
        time.sleep(0.25)
        return super().follow(frame)


def test_the_preview_does_not_wait_for_the_network(tmp_path: Path) -> None:
    with studio_in(tmp_path) as (studio, _):
        studio.bench.use(studio.bench.profile, studio.bench.path, SlowBackbone())
        studio.choose_camera("0")
        wait_until(studio, lambda: studio.bench.snapshot is not None)
        shown, steps = set(), set()
        end = time.monotonic() + 1.0
        while time.monotonic() < end:
            studio.tick(time.monotonic())
            assert studio.bench.frame is not None
            assert studio.bench.snapshot is not None
            shown.add(studio.bench.frame.index)
            steps.add(studio.bench.snapshot.frame.index)
            time.sleep(0.002)
    assert len(shown) > 3 * len(steps)


def test_a_session_shows_frames_that_nobody_recognises_yet() -> None:
    camera = StillPlayer()
    with Session(camera, ()) as session:
        frame = session.newest.take(2.0)
    assert frame is not None
