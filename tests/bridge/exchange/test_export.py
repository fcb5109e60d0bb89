import zipfile

import numpy as np
import pytest

from bridge.errors import DataError, ProfileError
from bridge.exchange import export_profile, import_profile
from bridge.exchange.arff import read_arff
from bridge.exchange.csvtable import read_csv
from bridge.exchange.folder import safe_name
from bridge.profile import new_profile
from bridge.types import Embedding


@pytest.mark.parametrize("name", ["poses", "poses.zip"])
def test_pictures_come_back_with_their_sessions(tmp_path, profile, backbone, name):
    assert export_profile(profile, tmp_path / name) == 12
    back = import_profile(tmp_path / name, backbone)
    assert back.dataset.counts() == {"left": 4, "none": 4, "up & away": 4}
    assert set(back.dataset.sessions) == {"morning", "evening"}


@pytest.mark.parametrize("ending", [".csv", ".arff"])
def test_features_come_back_as_they_were(tmp_path, profile, backbone, ending):
    path = tmp_path / f"me{ending}"
    assert export_profile(profile, path) == 12
    back = import_profile(path, backbone)
    for old, new in zip(profile.dataset, back.dataset, strict=True):
        assert (old.label, old.session) == (new.label, new.session)
        assert new.embedding.blocks.keys() == old.embedding.blocks.keys()
        for block, vector in old.embedding.blocks.items():
            assert new.embedding.blocks[block] == pytest.approx(vector, rel=1e-4, abs=1e-5)


@pytest.fixture
def handy(profile):
    """The same profile; in every second picture a hand was found, and in one nothing at all."""
    for example in list(profile.dataset)[::2]:
        hand = np.arange(3, dtype=np.float32) + example.id
        found = Embedding({**example.embedding.blocks, "hand": hand})
        profile.dataset.add(example.label, found, example.session)
        profile.dataset.remove([example.id])
    profile.dataset.add("none", Embedding({}), "evening")
    return profile


@pytest.mark.parametrize(("ending", "reader"), [(".csv", read_csv), (".arff", read_arff)])
def test_what_was_not_found_leaves_its_cells_empty(tmp_path, handy, ending, reader):
    path = tmp_path / f"me{ending}"
    assert export_profile(handy, path) == 12
    back = reader(path).examples
    for old, new in zip(handy.dataset, back, strict=False):
        assert (old.label, old.session) == (new.label, new.session)
        assert new.blocks.keys() == old.embedding.blocks.keys()
        for block, vector in old.embedding.blocks.items():
            assert new.blocks[block] == pytest.approx(vector, rel=1e-4, abs=1e-5)
    assert export_profile(handy, path, ["hand"]) == 6
    assert {tuple(example.blocks) for example in reader(path).examples} == {("hand",)}


def test_the_blocks_that_can_be_had_are_named(tmp_path, handy):
    with pytest.raises(DataError, match='block "feet"') as caught:
        export_profile(handy, tmp_path / "me.csv", ["pixels", "feet"])
    assert caught.value.hint == "there are: pixels, hand"
    for ending, block in ((".json", "pooled"), (".json", "feet")):
        with pytest.raises(DataError, match=f'block "{block}"') as caught:
            export_profile(handy, tmp_path / f"me{ending}", [block])
        assert caught.value.hint.endswith(": pixels, hand")


def test_one_recording_needs_no_session_folders(tmp_path, profile):
    profile.dataset.remove([e.id for e in profile.dataset if e.session == "morning"])
    export_profile(profile, tmp_path / "poses.zip")
    with zipfile.ZipFile(tmp_path / "poses.zip") as archive:
        assert archive.namelist()[0] == "left/0001.jpg"


def test_labels_cannot_leave_the_folder(tmp_path, profile, backbone):
    profile.dataset.rename("left", "../../up")
    profile.dataset.rename("none", "..-..-up")
    export_profile(profile, tmp_path / "inside" / "poses")
    assert [entry.name for entry in tmp_path.iterdir()] == ["inside"]
    assert len(import_profile(tmp_path / "inside" / "poses", backbone).dataset) == 12


@pytest.mark.parametrize(
    ("text", "name"),
    [("left", "left"), ("a/b", "a_b"), ("..", "_"), ("con", "_con"), ("", "_"), ("hüpf!", "hüpf!")],
)
def test_safe_names(text, name):
    assert safe_name(text) == name


def test_two_labels_never_share_a_folder(tmp_path, profile, backbone):
    profile.dataset.rename("left", "a/b")
    profile.dataset.rename("none", "A?b")
    export_profile(profile, tmp_path / "poses")
    assert len(import_profile(tmp_path / "poses", backbone).dataset.counts()) == 3


def test_a_folder_with_something_in_it_is_left_alone(tmp_path, profile):
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(DataError, match="not empty"):
        export_profile(profile, tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("ending", ["", ".zip", ".csv", ".arff", ".json"])
def test_a_name_that_no_system_takes_is_told(tmp_path, profile, backbone, ending):
    with pytest.raises(DataError, match="Cannot write") as caught:
        export_profile(profile, tmp_path / ("p" * 300 + ending), list(backbone.blocks)[:1])
    assert "\n" not in caught.value.message
    assert list(tmp_path.iterdir()) == []


def test_a_private_profile_offers_its_features(tmp_path, profile, backbone):
    private = new_profile("me", backbone)
    for example in profile.dataset:
        private.dataset.add(example.label, example.embedding)
    with pytest.raises(DataError, match="keeps no pictures") as caught:
        export_profile(private, tmp_path / "poses.zip")
    assert ".csv" in caught.value.hint
    assert export_profile(private, tmp_path / "me.csv") == 12


def test_what_cannot_be_exported_is_said(tmp_path, profile, backbone):
    with pytest.raises(DataError, match=r'no format for "\.xlsx"'):
        export_profile(profile, tmp_path / "me.xlsx")
    with pytest.raises(ProfileError, match="no examples"):
        export_profile(new_profile("new", backbone), tmp_path / "new.zip")
    with pytest.raises(DataError, match='block "hands"'):
        export_profile(profile, tmp_path / "me.csv", ["hands"])
    assert list(tmp_path.iterdir()) == []
