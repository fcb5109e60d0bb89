"""Whatever a profile's file holds, it is read or refused with a sentence."""

import contextlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.backbones.pixels import PixelBackbone
from bridge.errors import PosebridgeError, ProfileError
from bridge.knn import Recogniser
from bridge.pictures import encode_jpeg
from bridge.profile import load_profile, new_profile, save_profile

BACKBONE = PixelBackbone()


class Entries(dict[str, bytes]):
    """What a profile's file holds, by name; short where a failing example is printed."""

    def __repr__(self) -> str:
        return "<entries>"


def shade(level: int) -> np.ndarray:
    return np.full((24, 32, 3), level, np.uint8)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Entries:
    """The entries of a good profile's file."""
    profile = new_profile("me", BACKBONE)
    pictures = {"left": (30, 35, 40), "none": (200, 205, 210)}
    for label, levels in pictures.items():
        for level in levels:
            seen, varied = BACKBONE.embed([shade(level), shade(level + 2)])
            profile.dataset.add(
                label, seen, "one", jpeg=encode_jpeg(shade(level)), variants=(varied,)
            )
    path = tmp_path_factory.mktemp("good") / "me.pose"
    save_profile(profile, path)
    with zipfile.ZipFile(path) as archive:
        return Entries({name: archive.read(name) for name in archive.namelist()})


def packed(content: dict[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return stream.getvalue()


def changed(content: Entries, place: tuple[Any, ...], value: Any) -> dict[str, bytes]:
    manifest = json.loads(content["manifest.json"])
    inner = manifest
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return content | {"manifest.json": json.dumps(manifest).encode()}


def npy(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def refused(path: Path, data: bytes, saying: str) -> None:
    path.write_bytes(data)
    with pytest.raises(ProfileError, match=saying) as caught:
        load_profile(path, BACKBONE)
    assert "\n" not in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("place", "value"),
    [
        *((("settings", "k"), k) for k in ("5", 5.5, True, 0, 1001)),
        *((("settings", "strictness"), strictness) for strictness in ("x", None, float("nan"))),
        *((("settings", "regression"), flag) for flag in ("no", 1, None)),
        *((("settings", "blocks"), blocks) for blocks in ("pooled", 5, [5])),
        (("settings", "metric"), ["learned"]),
        (("settings", "colour"), "red"),
        (("view", "region"), [float("nan")] * 4),
        (("view", "region"), [0.0, 0.0, 1.0]),
        (("view", "region"), [0.5, 0.0, 0.5, 1.0]),
        (("view", "mirror"), "no"),
        (("examples", 0, "id"), 0.5),
        (("examples", 0, "id"), float("inf")),
        (("examples", 0, "id"), 10**25),
        (("examples", 0, "variants"), float("inf")),
        (("examples", 0, "variants"), "1"),
        (("examples", 0, "time"), float("nan")),
        (("examples", 0, "time"), 10**400),
        (("examples", 0, "label"), "\ud800"),
        (("examples", 0, "label"), ["left"]),
        (("examples", 0, "session"), "\udfff"),
        (("examples", 0, "jpeg"), "yes"),
        (("name",), "\ud800"),
        (("labels",), [{"name": "\ud800", "colour": "", "neutral": False}]),
        (
            ("labels",),
            [{"name": "left", "colour": "", "neutral": False, "enter": float("nan")}],
        ),
        (("backbone",), None),
    ],
)
def test_an_impossible_value(
    content: Entries, place: tuple[Any, ...], value: Any, tmp_path: Path
) -> None:
    refused(tmp_path / "bad.pose", packed(changed(content, place, value)), "is damaged")


def test_half_a_character_is_shown(content: Entries, tmp_path: Path) -> None:
    bad = changed(content, ("examples", 0, "label"), "a\ud800")
    refused(tmp_path / "bad.pose", packed(bad), r"'a\\ud800' holds half a character")


def test_a_strictness_beyond_its_ends_is_the_end(content: Entries, tmp_path: Path) -> None:
    path = tmp_path / "strict.pose"
    path.write_bytes(packed(changed(content, ("settings", "strictness"), 1e200)))
    assert load_profile(path).settings.strictness == 1.0


def a_huge_width(table: bytes) -> bytes:
    return table.replace(b"1024)", b"9" * 9 + b")")


def a_huge_height(table: bytes) -> bytes:
    return table.replace(b"(12, ", b"(999999999999, ")


def junk(_: bytes) -> bytes:
    return b"\x93NUMPY\x01\x00\x10\x00{'descr':((((((("


def deep(_: bytes) -> bytes:
    return b"\x93NUMPY\x01\x00\x10\x27" + b"(" * 10_000


def objects(_: bytes) -> bytes:
    return npy(np.array([[object]], dtype=object))


def turned(_: bytes) -> bytes:
    return npy(np.asfortranarray(np.zeros((12, 1024), "<f2")))


def short(table: bytes) -> bytes:
    return table[:-2]


def no_width(_: bytes) -> bytes:
    return npy(np.zeros((12, 0), "<f2"))


def no_numbers(_: bytes) -> bytes:
    return npy(np.full((12, 1024), np.nan, "<f2"))


@pytest.mark.parametrize(
    "damage",
    [a_huge_width, a_huge_height, junk, deep, objects, turned, short, no_width, no_numbers],
)
@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_impossible_table(
    content: Entries, damage: Callable[[bytes], bytes], packing: int, tmp_path: Path
) -> None:
    bad = content | {"vectors/0.npy": damage(content["vectors/0.npy"])}
    assert bad != content
    refused(tmp_path / "bad.pose", packed(bad, packing), "is damaged")


def test_a_block_of_another_width_than_its_network_has(content: Entries, tmp_path: Path) -> None:
    bad = content | {"vectors/0.npy": npy(np.zeros((12, 3), "<f2"))}
    refused(tmp_path / "bad.pose", packed(bad), "3 features .* where its network has 1024")


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_of_packing_are_not_opened(
    content: Entries, packing: int, tmp_path: Path
) -> None:
    data = bytearray(packed(content, packing))
    refused(tmp_path / "bad.pose", bytes(data), "never packs")
    data[60:200] = bytes(140)
    refused(tmp_path / "bad.pose", bytes(data), "never packs")


def test_a_locked_profile_is_not_opened(content: Entries, tmp_path: Path) -> None:
    data = bytearray(packed(content))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    refused(tmp_path / "bad.pose", bytes(data), "never packs")


JSON = st.recursive(
    st.sampled_from(
        [None, True, -1, 0, 2, 10**30, 0.5, 1e308, float("nan"), float("inf"), "", "\ud800", "5"]
    )
    | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


def tried(path: Path) -> None:
    with contextlib.suppress(PosebridgeError):
        profile = load_profile(path, BACKBONE)
        seen = profile.view.apply(shade(30))
        Recogniser(profile.dataset, profile.settings).predict(
            BACKBONE.embed([seen])[0], neighbours=True
        )
        save_profile(profile, path)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_value_anywhere_in_the_manifest(
    content: Entries, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place: tuple[Any, ...] = ()
    inner = json.loads(content["manifest.json"])
    while isinstance(inner, dict | list) and inner and (not place or data.draw(st.booleans())):
        keys = sorted(inner) if isinstance(inner, dict) else range(len(inner))
        place = (*place, data.draw(st.sampled_from(keys)))
        inner = inner[place[-1]]
    path = tmp_path_factory.mktemp("value") / "me.pose"
    path.write_bytes(packed(changed(content, place, data.draw(JSON))))
    tried(path)


def flips(*places: st.SearchStrategy[int]) -> st.SearchStrategy[list[tuple[int, int]]]:
    return st.lists(st.tuples(st.one_of(*places), st.integers(1, 255)), min_size=1, max_size=5)


def flipped(data: bytes, flips: list[tuple[int, int]]) -> bytes:
    damaged = bytearray(data)
    for place, bits in flips:
        damaged[place % len(damaged)] ^= bits
    return bytes(damaged)


@settings(max_examples=100, deadline=None)
@given(
    flips=flips(st.integers(0, 500), st.integers(-1200, -1)),
    packing=st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
)
def test_any_flipped_bytes(
    content: Entries,
    flips: list[tuple[int, int]],
    packing: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("flipped") / "me.pose"
    path.write_bytes(flipped(packed(content, packing), flips))
    tried(path)


@settings(max_examples=60, deadline=None)
@given(
    flips=flips(st.integers(0, 200)),
    name=st.sampled_from(["vectors/0.npy", "presence.npy"]),
)
def test_any_flipped_bytes_in_a_table(
    content: Entries,
    flips: list[tuple[int, int]],
    name: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("table") / "me.pose"
    path.write_bytes(packed(content | {name: flipped(content[name], flips)}))
    tried(path)
