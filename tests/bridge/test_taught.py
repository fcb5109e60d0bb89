import shutil
from pathlib import Path

import numpy as np
import pytest

from bridge.backbones.store import NETWORK, find_card, open_backbone, wait_for
from bridge.errors import BackboneError, ProfileError
from bridge.landmarks.blocks import LandmarkBlocks
from bridge.profile import new_profile, save_profile
from bridge.profile_file import read_network
from bridge.taught import open_taught

GREY = np.full((64, 64, 3), 90, np.uint8)


@pytest.fixture
def taught(tmp_path: Path) -> Path:
    backbone = open_backbone(NETWORK)
    profile = new_profile("me", backbone)
    for seen in backbone.embed([GREY, GREY // 2]):
        profile.dataset.add("left", seen, "one")
    save_profile(profile, tmp_path / "me.pose")
    return tmp_path / "me.pose"


def test_a_profile_comes_with_its_network(taught: Path) -> None:
    assert read_network(taught) == NETWORK
    profile, backbone = open_taught(taught)
    wait_for(backbone)
    (seen,) = backbone.embed([GREY])
    stored = profile.dataset[0].embedding.blocks
    for name, vector in seen.blocks.items():
        np.testing.assert_allclose(vector, stored[name], rtol=2e-3, atol=1e-3)


@pytest.mark.parametrize("content", [None, b"no zip"])
def test_a_missing_or_damaged_profile_is_told(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "me.pose"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProfileError):
        open_taught(path)


def test_a_damaged_network_is_told_by_waiting_and_by_using_it(
    taught: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = find_card(NETWORK)
    shutil.copy(card.folder / f"{NETWORK}.json", tmp_path)
    (tmp_path / card.file).write_bytes(b"damaged")
    monkeypatch.setattr("bridge.backbones.store.shared_folder", lambda _: tmp_path)
    _, backbone = open_taught(taught)
    with pytest.raises(BackboneError, match="not the file"):
        wait_for(backbone)
    with pytest.raises(BackboneError, match="not the file"):
        backbone.embed([GREY])
    with pytest.raises(BackboneError, match="not the file"):
        open_backbone(NETWORK)


def test_only_what_is_chosen_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []
    monkeypatch.setattr(
        "bridge.backbones.sessions.open_session",
        lambda network, name, engine: loaded.append(name),
    )
    blocks = LandmarkBlocks()
    blocks.choose(["hand", "fingers"])
    assert not loaded
    blocks.wait()
    blocks.wait()
    assert sorted(loaded) == ["hand_landmark", "palm_detection"]
