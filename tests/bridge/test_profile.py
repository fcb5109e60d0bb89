import contextlib
import io
import json
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.dataset import Dataset
from bridge.errors import ProfileError
from bridge.profile import LabelInfo, Profile, load_profile, save_profile
from bridge.settings import RecogniserSettings
from bridge.types import Embedding
from bridge.view import View


def taught() -> Profile:
    dataset = Dataset()
    random = np.random.default_rng(0)
    for number in range(4):
        blocks = {"pooled": random.normal(size=8).astype(np.float32)}
        presence = {"hand": 0.5} if number % 2 else {}
        if number % 2:
            blocks["hand"] = np.ones(3, np.float32)
        dataset.add(
            "öben" if number % 2 else "unten",
            Embedding(blocks, presence=presence),
            session=f"s{number}",
            time=float(number),
            jpeg=b"jpeg" if number else None,
            variants=(Embedding({"pooled": np.full(8, number, np.float32)}),) * number,
        )
    return Profile(
        "me", "fake", "abc", dataset, View(mirror=True, region=(0.1, 0.0, 0.9, 1.0)),
        RecogniserSettings(k=3), (LabelInfo("öben", "#112233"), LabelInfo("unten", neutral=True)),
    )  # fmt: skip


class Fake:
    def __init__(self, name: str, sha256: str) -> None:
        self.name = name
        self.sha256 = sha256
        self.blocks = {"pooled": 8}


def rewritten(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path) as archive:
        entries = {entry: archive.read(entry) for entry in archive.namelist()}
    entries[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in entries.items():
            archive.writestr(entry, data)
    return path


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "me.pose"
    save_profile(taught(), path)
    return path


def test_everything_comes_back(saved: Path) -> None:
    before, after = taught(), load_profile(saved)
    assert (after.name, after.backbone, after.sha256) == ("me", "fake", "abc")
    assert (after.view, after.settings, after.labels) == (
        before.view, before.settings, before.labels,
    )  # fmt: skip
    for old, new in zip(before.dataset, after.dataset, strict=True):
        assert (old.id, old.label, old.session, old.time, old.jpeg) == (
            new.id, new.label, new.session, new.time, new.jpeg,
        )  # fmt: skip
        assert old.embedding.presence.get("hand", 0.0) == new.embedding.presence["hand"]
        assert old.embedding.blocks.keys() == new.embedding.blocks.keys()
        for block, vector in old.embedding.blocks.items():
            np.testing.assert_allclose(vector, new.embedding.blocks[block], rtol=1e-3)
        assert [v.blocks["pooled"].tolist() for v in old.variants] == [
            v.blocks["pooled"].tolist() for v in new.variants
        ]


def test_an_empty_profile_comes_back(tmp_path: Path) -> None:
    save_profile(Profile("new", "fake", "abc"), tmp_path / "new.pose")
    assert len(load_profile(tmp_path / "new.pose").dataset) == 0


def test_saving_replaces_the_file_and_leaves_no_other(saved: Path) -> None:
    save_profile(taught(), saved)
    assert list(saved.parent.iterdir()) == [saved]


def test_a_failed_save_keeps_the_old_file(saved: Path) -> None:
    old = saved.read_bytes()
    broken = taught()
    broken.labels = (object(),)  # type: ignore[assignment]
    with pytest.raises(TypeError):
        save_profile(broken, saved)
    assert saved.read_bytes() == old
    assert list(saved.parent.iterdir()) == [saved]


def test_a_name_that_is_no_text_cannot_be_saved(saved: Path) -> None:
    old = saved.read_bytes()
    broken = taught()
    broken.name = "\udcff"
    with pytest.raises(ProfileError, match="not UTF-8"):
        save_profile(broken, saved)
    assert saved.read_bytes() == old


def test_another_network_is_refused(saved: Path) -> None:
    with pytest.raises(ProfileError, match=r'taught with the network "fake", not with other'):
        load_profile(saved, Fake("other", "def"))  # type: ignore[arg-type]
    load_profile(saved, Fake("renamed", "abc"))  # type: ignore[arg-type]


def test_the_hint_names_the_file_that_was_read(saved: Path) -> None:
    moved = saved.rename(saved.with_name("anna.pose"))
    with pytest.raises(ProfileError) as caught:
        load_profile(moved).check_backbone(Fake("other", "def"))  # type: ignore[arg-type]
    assert caught.value.hint.endswith(f"posebridge renew {moved}")


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="There is no profile"):
        load_profile(tmp_path / "none.pose")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="is a folder"):
        load_profile(tmp_path)


def test_truncated(saved: Path) -> None:
    data = saved.read_bytes()
    for share in (0.0, 0.3, 0.9, 0.99):
        saved.write_bytes(data[: int(len(data) * share)])
        with pytest.raises(ProfileError):
            load_profile(saved)


def test_a_pickle_is_never_opened(saved: Path, tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "executed",)

    stream = io.BytesIO()
    np.save(stream, np.array([Bomb()], object), allow_pickle=True)
    for hostile in (stream.getvalue(), pickle.dumps(Bomb())):
        with pytest.raises(ProfileError, match="damaged"):
            load_profile(rewritten(saved, "vectors/0.npy", hostile))
    assert not (tmp_path / "executed").exists()


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "examples/../../evil", "..\\evil"])
def test_an_escaping_path_is_refused(saved: Path, name: str) -> None:
    with pytest.raises(ProfileError, match="reaches outside"):
        load_profile(rewritten(saved, name, b""))


def test_a_zip_bomb_is_refused(saved: Path) -> None:
    with pytest.raises(ProfileError, match="larger than it can be"):
        load_profile(rewritten(saved, "vectors/0.npy", bytes(30_000_000)))


def test_a_later_version_is_refused(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    newer = json.dumps(manifest | {"version": 99}).encode()
    with pytest.raises(ProfileError, match="version 99"):
        load_profile(rewritten(saved, "manifest.json", newer))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(data=st.data())
def test_any_manifest_gives_a_profile_or_a_clear_error(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("profile") / "me.pose"
    save_profile(taught(), path)
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    key = data.draw(st.sampled_from(sorted(manifest)))
    manifest[key] = data.draw(JSON)
    rewritten(path, "manifest.json", json.dumps(manifest).encode())
    with contextlib.suppress(ProfileError):
        load_profile(path)


@given(content=st.binary(max_size=400))
def test_any_bytes_give_a_clear_error(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "me.pose"
    path.write_bytes(content)
    with pytest.raises(ProfileError):
        load_profile(path)
