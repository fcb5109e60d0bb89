import io
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.errors import DataError
from bridge.exchange import import_profile
from bridge.exchange.layout import labels_and_sessions
from bridge.exchange.pictures import read_pictures, view_of
from bridge.profile import new_profile
from bridge.view import View


def make_zip(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def huge_png(side: int) -> bytes:
    """A PNG of a few hundred bytes that unfolds to side x side pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def places(*names: str, archive: str = "poses") -> list[tuple[str, str]]:
    return labels_and_sessions([PurePosixPath(name) for name in names], archive)


def test_the_folder_is_the_label():
    assert places("left/1.jpg", "none/1.jpg") == [("left", ""), ("none", "")]
    assert places("me/left/1.jpg", "me/none/1.jpg") == [("left", ""), ("none", "")]


def test_several_folders_above_are_sessions():
    assert places("s1/left/1.jpg", "s2/left/1.jpg") == [("left", "s1"), ("left", "s2")]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Class 1-!-0.jpg", "Class 1"),
        ("thumb up_12.png", "thumb up"),
        ("left (3).jpg", "left"),
        ("0.jpg", "left"),
        ("portrait.jpg", "left"),
    ],
)
def test_without_folders_the_name_up_to_the_number_is_the_label(name, label):
    assert places(name, archive="left-samples") == [(label, "")]


def test_a_zip_of_folders_becomes_a_profile(tmp_path, jpeg, backbone):
    path = make_zip(
        tmp_path / "poses.zip",
        {"left/2.jpg": jpeg(60), "left/10.jpg": jpeg(61), "none/1.jpg": jpeg(200),
         "notes.txt": b"hello", "__MACOSX/left/._2.jpg": b"resource fork"},
    )  # fmt: skip
    profile = import_profile(path, backbone)
    assert profile.dataset.counts() == {"left": 2, "none": 1}
    assert [label.name for label in profile.labels] == ["left", "none"]
    assert all(example.jpeg for example in profile.dataset)
    assert profile.view == View()


def test_names_as_bsdtar_writes_them_are_read(tmp_path, jpeg, backbone):
    path = make_zip(
        tmp_path / "poses.zip",
        {"./": b"", "./left/": b"", "./left/1.jpg": jpeg(60), "./none/1.jpg": jpeg(200)},
    )
    assert import_profile(path, backbone).dataset.counts() == {"left": 1, "none": 1}


def test_folders_called_like_pictures_are_no_pictures(tmp_path, jpeg):
    path = make_zip(tmp_path / "poses.zip", {"left/a.jpg/": b"", "left/a.jpg/1.jpg": jpeg()})
    assert [picture.name for picture in read_pictures(path)] == ["poses.zip/left/a.jpg/1.jpg"]


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_of_packing_are_told_from_damage(tmp_path, jpeg, packing):
    path = tmp_path / "poses.zip"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("left/1.jpg", jpeg())
    with pytest.raises(DataError, match=r'packs "left/1\.jpg" in a way that is not read') as caught:
        list(read_pictures(path))
    assert "unpack it" in caught.value.hint


def test_a_locked_zip_is_told_from_a_damaged_one(tmp_path, jpeg):
    path = make_zip(tmp_path / "poses.zip", {"left/1.jpg": jpeg()})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(DataError, match=r'locks "left/1\.jpg" with a password'):
        list(read_pictures(path))


def test_teachable_machine_projects_keep_its_flip_and_square(tmp_path, jpeg, backbone):
    path = make_zip(
        tmp_path / "project.tm",
        {"manifest.json": b"{}", "Class 1-!-0.jpg": jpeg(60), "Class 2-!-0.jpg": jpeg(200)},
    )
    profile = import_profile(path, backbone)
    assert profile.dataset.counts() == {"Class 1": 1, "Class 2": 1}
    assert profile.view == View(mirror=True, crop="square")


def test_a_folder_of_sample_zips_has_one_pose_in_each(tmp_path, jpeg):
    for pose in ("left", "none"):
        make_zip(tmp_path / f"{pose}-samples.zip", {f"{n}.jpg": jpeg(n + 99) for n in range(2)})
    assert [picture.label for picture in read_pictures(tmp_path)] == ["left"] * 2 + ["none"] * 2
    assert view_of(tmp_path).mirror


@pytest.mark.parametrize("name", ["project.tm", "PROJECT.TM", "left-samples.zip"])
def test_flipped_squares_are_added_only_to_their_like(tmp_path, jpeg, backbone, profile, name):
    path = make_zip(tmp_path / name, {"left-!-0.jpg": jpeg(60)})
    with pytest.raises(DataError, match="flipped and square") as caught:
        import_profile(path, backbone, profile)
    assert "profile of their own" in caught.value.hint
    assert len(profile.dataset) == 12
    profile.view = View(mirror=True, crop="square")
    assert len(import_profile(path, backbone, profile).dataset) == 13


def test_samples_of_teachable_machine_are_not_mixed_with_other_zips(tmp_path, jpeg, backbone):
    make_zip(tmp_path / "left-samples.zip", {"1.jpg": jpeg(60)})
    make_zip(tmp_path / "none.zip", {"1.jpg": jpeg(200)})
    with pytest.raises(DataError, match=r'"none\.zip", which is not'):
        import_profile(tmp_path, backbone)


def test_importing_into_a_profile_adds_to_it(tmp_path, jpeg, backbone, profile):
    path = make_zip(tmp_path / "more.zip", {"left/1.jpg": jpeg(), "jump/1.jpg": jpeg(9)})
    assert import_profile(path, backbone, profile) is profile
    assert profile.dataset.counts() == {"left": 5, "up & away": 4, "none": 4, "jump": 1}
    assert profile.dataset.undo()
    assert len(profile.dataset) == 12


def test_pictures_need_not_be_kept(tmp_path, jpeg, backbone):
    path = make_zip(tmp_path / "poses.zip", {"left/1.jpg": jpeg()})
    assert [e.jpeg for e in import_profile(path, backbone, keep_pictures=False).dataset] == [None]


def hostile(kind: str, path: Path) -> None:
    good = b"not a picture"
    match kind:
        case "traversal":
            make_zip(path, {"../../left/1.jpg": good})
        case "absolute":
            make_zip(path, {"/etc/1.jpg": good})
        case "windows":
            make_zip(path, {"C:\\left\\1.jpg": good})
        case "bomb" | "liar":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("left/1.jpg", bytes(1_000_000))
                archive.filelist[0].file_size = 3_000_000_000 if kind == "bomb" else 10
        case "many":
            with zipfile.ZipFile(path, "w") as archive:
                for number in range(50_001):
                    archive.writestr(f"{number}.jpg", b"")
        case "non-pictures":
            make_zip(path, {"left/1.jpg": good})
        case "no pictures":
            make_zip(path, {"readme.txt": good})
        case "huge":
            make_zip(path, {"left/1.png": huge_png(50_000)})
        case "cut":
            whole = make_zip(path, {"left/1.jpg": bytes(range(256)) * 99}).read_bytes()
            path.write_bytes(whole[: len(whole) // 2])
        case "no zip":
            path.write_bytes(b"PK\x03\x04" + b"nonsense" * 40)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("traversal", "reaches outside"), ("absolute", "reaches outside"),
        ("windows", "reaches outside"), ("bomb", "more than 2 GB"), ("many", "50,000 files"),
        ("liar", "not a whole zip"),
        ("non-pictures", r"left/1\.jpg.* not a picture"), ("no pictures", "holds no pictures"),
        ("huge", r"left/1\.png.*50 megapixels"), ("cut", "not a whole zip"),
        ("no zip", "not a whole zip"),
    ],
)  # fmt: skip
def test_hostile_zips_get_one_sentence_and_add_nothing(tmp_path, backbone, profile, kind, reason):
    path = tmp_path / "gift.zip"
    hostile(kind, path)
    before = profile.dataset.counts()
    with pytest.raises(DataError, match=reason) as caught:
        import_profile(path, backbone, profile)
    assert caught.value.message.count("\n") == 0
    assert profile.dataset.counts() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["gift.zip"]


@settings(deadline=None)
@given(data=st.binary(max_size=300), where=st.integers(0, 400))
def test_any_bytes_give_a_clean_error_or_pictures(tmp_path_factory, data, where):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("left/1.jpg", b"\xff\xd8" + bytes(100))
    content = bytearray(whole.getvalue())
    content[where : where + len(data)] = data
    path = tmp_path_factory.mktemp("any") / "gift.zip"
    path.write_bytes(bytes(content))
    with suppress(DataError):
        list(read_pictures(path))


def test_what_no_tool_writes_is_refused(tmp_path):
    path = tmp_path / "poses.docx"
    path.write_bytes(b"PK")
    with pytest.raises(DataError, match=r'"\.docx"'):
        list(read_pictures(path))


@pytest.mark.parametrize("name", ["poses.zip", "poses.tm"])
def test_what_is_not_there_is_named(tmp_path, backbone, name):
    with pytest.raises(DataError, match=f"no file or folder .*{name}"):
        import_profile(tmp_path / name, backbone, new_profile("me", backbone))


@pytest.mark.parametrize("ending", ["", ".zip", ".tm", ".csv", ".json"])
def test_a_name_that_no_system_takes_is_told(tmp_path, backbone, ending):
    with pytest.raises(DataError, match="Cannot read"):
        import_profile(tmp_path / ("p" * 300 + ending), backbone)
