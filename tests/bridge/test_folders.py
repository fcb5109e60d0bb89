import os
import sys
from pathlib import Path

import pytest

from bridge.errors import DataError
from bridge.folders import labels_of, read_folder


def picture(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"picture")


def test_classes(tmp_path: Path) -> None:
    for name in ("up/2.jpg", "up/10.png", "größer ≥ 3/a.jpg", "up/notes.txt"):
        picture(tmp_path / name)
    found = read_folder(tmp_path)
    assert [(p.label, p.path.name, p.session) for p in found] == [
        ("größer ≥ 3", "a.jpg", ""),
        ("up", "2.jpg", ""),
        ("up", "10.png", ""),
    ]
    assert labels_of(found) == ["größer ≥ 3", "up"]


def test_sessions(tmp_path: Path) -> None:
    for name in ("monday/up/1.jpg", "monday/down/1.jpg", "tuesday/up/1.jpg"):
        picture(tmp_path / name)
    found = read_folder(tmp_path)
    assert {(p.session, p.label) for p in found} == {
        ("monday", "up"), ("monday", "down"), ("tuesday", "up"),
    }  # fmt: skip


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no folder"):
        read_folder(tmp_path / "nowhere")


def test_a_folder_that_no_system_has(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="Cannot read the folder"):
        read_folder(tmp_path / ("x" * 300))


def test_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "up").mkdir()
    with pytest.raises(DataError, match="No pictures"):
        read_folder(tmp_path)


def test_mixed_layouts(tmp_path: Path) -> None:
    picture(tmp_path / "up" / "1.jpg")
    picture(tmp_path / "monday" / "up" / "1.jpg")
    with pytest.raises(DataError, match="mixes two layouts"):
        read_folder(tmp_path)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are always text there")
@pytest.mark.parametrize("place", [b"\xff\xfe", b"\xff\xfe/up", b"monday/\xff\xfe"])
def test_a_name_that_is_no_text(tmp_path: Path, place: bytes) -> None:
    picture(tmp_path / os.fsdecode(place) / "1.jpg")
    with pytest.raises(DataError, match=r'folder "\\xff\\xfe" in .* not UTF-8') as caught:
        read_folder(tmp_path)
    caught.value.message.encode()
