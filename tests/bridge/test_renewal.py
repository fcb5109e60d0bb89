"""A profile that another network taught is brought to this one, and nothing is lost."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bridge.backbones.pixels import PixelBackbone
from bridge.cli.renew import renew
from bridge.errors import DataError, ProfileError
from bridge.pictures import encode_jpeg
from bridge.profile import LabelInfo, Profile, load_profile, new_profile, save_profile
from bridge.renewal import renewed
from bridge.settings import RecogniserSettings
from bridge.types import Embedding
from bridge.view import View


@pytest.fixture
def old() -> Profile:
    """Six pictures of two poses, taught with a network that is gone."""
    made = replace(new_profile("me", PixelBackbone(), View(mirror=True)), sha256="before")
    made.settings = RecogniserSettings(k=3, blocks=("gone", "pixels"))
    made.labels = (LabelInfo("left", "#1463c8", enter=0.4), LabelInfo("none", neutral=True))
    for number in range(6):
        label = ("left", "none")[number % 2]
        jpeg = encode_jpeg(np.full((24, 32, 3), 40 + 150 * (number % 2) + number, np.uint8))
        gone = Embedding({"gone": np.zeros(3, np.float32)})
        made.dataset.add(label, gone, f"recording {number // 3}", number / 10, jpeg)
    return made


def test_everything_but_the_features_stays(old: Profile) -> None:
    made = renewed(old, PixelBackbone())
    assert made.sha256 == PixelBackbone.sha256
    assert (made.view, made.labels, made.name) == (old.view, old.labels, old.name)
    assert made.settings == RecogniserSettings(k=3, blocks=("pixels",))
    for before, after in zip(old.dataset, made.dataset, strict=True):
        assert set(after.embedding.blocks) == {"pixels"}
        assert len(after.variants) == 2
        assert replace(after, embedding=before.embedding, variants=()) == before


def test_examples_without_a_picture_are_not_dropped_unasked(old: Profile) -> None:
    old.dataset.add("left", Embedding({"gone": np.zeros(3, np.float32)}))
    with pytest.raises(ProfileError, match="1 of 7 examples keep no picture"):
        renewed(old, PixelBackbone())
    assert len(renewed(old, PixelBackbone(), drop=True).dataset) == 6


def test_a_damaged_picture_is_told_with_its_pose(old: Profile) -> None:
    torn = old.dataset.add("left", Embedding({"gone": np.zeros(3, np.float32)}), jpeg=b"<svg>")
    with pytest.raises(DataError, match=f'example {torn.id}, of "left", is damaged') as caught:
        renewed(old, PixelBackbone())
    assert "studio" in caught.value.hint


def test_from_the_command_line(old: Profile, tmp_path: Path) -> None:
    path = tmp_path / "me.pose"
    save_profile(old, path)
    before = path.read_bytes()
    with pytest.raises(ProfileError) as caught:
        load_profile(path, PixelBackbone())
    assert f"posebridge renew {path}" in caught.value.hint
    words = [str(path), "--backbone", "pixels", "--json"]
    told = json.loads(CliRunner().invoke(renew, words).stdout)
    assert told["examples"] == 6
    assert Path(told["old"]).read_bytes() == before
    assert len(load_profile(path, PixelBackbone()).dataset) == 6
    told = json.loads(CliRunner().invoke(renew, words).stdout)
    assert told["old"] is None
    assert len(list(tmp_path.iterdir())) == 2


def test_older_files_are_all_kept(old: Profile, tmp_path: Path) -> None:
    path = tmp_path / "me.pose"
    for _ in range(3):
        save_profile(old, path)
        CliRunner().invoke(renew, [str(path), "--backbone", "pixels"])
    names = {"me.pose", "me (old).pose", "me (old 2).pose", "me (old 3).pose"}
    assert {each.name for each in tmp_path.iterdir()} == names


def test_nothing_changes_when_a_picture_is_damaged(old: Profile, tmp_path: Path) -> None:
    path = tmp_path / "me.pose"
    old.dataset.add("left", Embedding({"gone": np.zeros(3, np.float32)}), jpeg=b"torn")
    save_profile(old, path)
    before = path.read_bytes()
    done = CliRunner().invoke(renew, [str(path), "--backbone", "pixels"])
    assert "is damaged" in str(done.exception)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
