import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from studio_kit import record, studio_in, wait_until

from bridge.pictures import encode_jpeg
from bridge.profile import load_profile
from bridge.studio import editing, filing
from bridge.studio.dialogs import Browser, Purpose
from bridge.studio.goals import goal_named
from bridge.studio.model import Studio

BOMB = b"\0" * 60_000_000


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with studio_in(tmp_path) as (studio, _):
        studio.choose_camera("0")
        studio.choose_goal(goal_named("snake"))
        record(studio, "left")
        yield studio


def picture(grey: int) -> bytes:
    return encode_jpeg(np.full((60, 80, 3), grey, np.uint8))


def pictures(folder: Path) -> Path:
    for label, grey in (("sit", 40), ("stand", 200)):
        (folder / label).mkdir(parents=True)
        for number in range(3):
            (folder / label / f"{number}.jpg").write_bytes(picture(grey + number))
    return folder


def finish(studio: Studio) -> None:
    wait_until(studio, lambda: studio.errand is None, seconds=20)


def test_a_folder_of_pictures_becomes_a_profile_of_its_own(studio: Studio, tmp_path: Path) -> None:
    first = studio.bench.path
    filing.choose(studio, Browser("import", tmp_path), pictures(tmp_path / "poses"))
    finish(studio)
    assert {card.label for card in studio.album.cards} == {"sit", "stand"}
    assert studio.bench.path.name == "poses.pose"
    assert studio.bench.path != first
    assert studio.bench.running


def test_pictures_dropped_on_a_card_are_one_recording(studio: Studio, tmp_path: Path) -> None:
    filing.drop(studio, pictures(tmp_path / "poses") / "sit", "up")
    finish(studio)
    wait_until(studio, lambda: studio.album.count("up") == 3)
    assert len({thumb.session for thumb in studio.album.thumbs["up"]}) == 1
    editing.undo(studio)
    wait_until(studio, lambda: studio.album.count("up") == 0)


def test_pictures_dropped_beside_the_cards_ask_for_one(studio: Studio, tmp_path: Path) -> None:
    filing.drop(studio, pictures(tmp_path / "poses") / "sit", None)
    assert studio.notices.shown is not None
    assert studio.album.total == studio.album.count("left")


def test_what_was_exported_comes_back(studio: Studio, tmp_path: Path) -> None:
    count = studio.album.count("left")
    record(studio, "right")
    filing.choose(studio, Browser("export", tmp_path), tmp_path / "poses.zip")
    finish(studio)
    filing.choose(studio, Browser("import", tmp_path), tmp_path / "poses.zip")
    finish(studio)
    assert studio.bench.path.name == "poses.pose"
    assert studio.album.count("left") == count


@pytest.mark.parametrize(("purpose", "name"), [("save_as", "anna.pose"), ("export", "anna.yaml")])
def test_another_file_is_replaced_only_when_the_player_says_so(
    studio: Studio, tmp_path: Path, purpose: Purpose, name: str
) -> None:
    path, first = tmp_path / name, studio.bench.path
    path.write_bytes(b"what Anna taught")
    browser = Browser(purpose, tmp_path, name=name)
    filing.choose(studio, browser, browser.target)
    assert path.read_bytes() == b"what Anna taught"
    assert studio.bench.path == first
    assert studio.dialog is browser
    assert browser.asks
    browser.name = f"b{name}"
    assert not browser.asks
    browser.name = name
    filing.choose(studio, browser, browser.target)
    finish(studio)
    assert path.read_bytes() != b"what Anna taught"
    assert studio.dialog is None


def test_the_profile_in_use_is_saved_over_itself_without_a_question(studio: Studio) -> None:
    studio.bench.saver.wait()
    own = studio.bench.path
    filing.choose(studio, Browser("save_as", own.parent), own)
    assert studio.dialog is None
    assert len(load_profile(own).dataset) == studio.album.total


def hostile(kind: str) -> dict[str, bytes]:
    if kind == "bomb":
        return {f"left/{number}.jpg": BOMB for number in range(60)}
    if kind == "traversal":
        return {"../../outside.jpg": picture(90)}
    if kind == "no pictures":
        return {"left/notes.txt": b"hello", "right/0.jpg": b"not a picture"}
    header = b"P6 50000 50000 255\n"
    return {"left/0.jpg": header, "right/0.bmp": _huge_bmp()}


@pytest.mark.parametrize("kind", ["bomb", "traversal", "no pictures", "50,000 pixels"])
def test_a_hostile_zip_is_one_sentence_and_nothing_is_lost(
    studio: Studio, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "hostile.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in hostile(kind).items():
            archive.writestr(name, data)
    first, count = studio.bench.path, studio.album.total
    filing.drop(studio, path, None)
    finish(studio)
    notice = studio.notices.shown
    assert notice is not None
    assert notice.kind == "error"
    assert notice.text.count("\n") == 0
    assert (studio.bench.path, studio.album.total) == (first, count)
    assert not (tmp_path.parent / "outside.jpg").exists()
    assert studio.bench.running


def _huge_bmp() -> bytes:
    size = (50_000).to_bytes(4, "little")
    return (
        b"BM" + (54).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little")
        + (40).to_bytes(4, "little") + size + size
        + (1).to_bytes(2, "little") + (24).to_bytes(2, "little") + bytes(24)
    )  # fmt: skip
