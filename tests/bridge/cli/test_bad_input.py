"""Whatever is wrong: one clear sentence with a hint, exit code 2, no traceback, nothing lost."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from bridge.backbones.store import NETWORK, open_backbone
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.pictures import encode_jpeg
from bridge.profile import save_profile
from bridge.training import train_profile

POSES = ("left", "right", "none")


@pytest.fixture(scope="module")
def pictures(tmp_path_factory) -> Path:
    """A folder of drawn poses, four pictures each."""
    folder = tmp_path_factory.mktemp("pictures")
    player = SyntheticPlayer(paced=False)
    player.open()
    for pose in POSES:
        player.show(None if pose == "none" else pose)
        (folder / pose).mkdir()
        for index in range(40):
            frame = player.read()
            if index >= 20 and index % 5 == 0:
                (folder / pose / f"{index}.jpg").write_bytes(encode_jpeg(frame.image))
    return folder


@pytest.fixture(scope="module")
def profile(pictures, tmp_path_factory) -> Path:
    from bridge.folders import read_folder

    path = tmp_path_factory.mktemp("profile") / "me.pose"
    save_profile(train_profile("me", open_backbone(NETWORK), read_folder(pictures)), path)
    return path


def posebridge(*words: object, display: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "XDG_DATA_HOME": "/nonexistent"}
    if display is not None:
        environment["DISPLAY"] = display
    return subprocess.run(
        [sys.executable, "-m", "bridge", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=False,
    )


def refused(*words: object, saying: str) -> None:
    done = posebridge(*words)
    assert done.returncode == 2, done.stdout + done.stderr
    assert saying in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("posebridge: ")
    assert len(done.stderr.strip().splitlines()) <= 4, done.stderr


def hostile_pickle(path: Path) -> None:
    import pickle

    array = io.BytesIO()
    array.write(b"\x93NUMPY\x01\x00")
    header = b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".ljust(117) + b"\n"
    array.write(len(header).to_bytes(2, "little") + header)
    pickle.dump(["boo"], array)
    rewrite(path, "vectors/0.npy", array.getvalue())


def escaping_path(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../escaped.txt", "boo")


def zip_bomb(path: Path) -> None:
    rewrite(path, "manifest.json", b" " * 200_000_000)


def vector_bomb(path: Path) -> None:
    rewrite(path, "vectors/0.npy", bytes(200_000_000))


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def not_a_zip(path: Path) -> None:
    path.write_bytes(b"hello")


def bad_json(path: Path) -> None:
    rewrite(path, "manifest.json", b"{")


def from_the_future(path: Path) -> None:
    manifest = json.loads(zipfile.ZipFile(path).read("manifest.json"))
    rewrite(path, "manifest.json", json.dumps({**manifest, "version": 99}).encode())


def other_backbone(path: Path) -> None:
    manifest = json.loads(zipfile.ZipFile(path).read("manifest.json"))
    manifest["backbone"]["sha256"] = "0" * 64
    rewrite(path, "manifest.json", json.dumps(manifest).encode())


def rewrite(path: Path, member: str, content: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**kept, member: content}.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    "damage",
    [
        *(hostile_pickle, escaping_path, zip_bomb, vector_bomb, truncated, not_a_zip, bad_json),
        *(from_the_future, other_backbone),
    ],
)
def test_a_damaged_or_hostile_profile(damage, profile, pictures, tmp_path):
    path = tmp_path / "bad.pose"
    path.write_bytes(profile.read_bytes())
    damage(path)
    picture = next(pictures.rglob("*.jpg"))
    refused("predict", path, picture, saying="profile")
    assert not list(tmp_path.parent.rglob("escaped.txt"))


def test_the_whole_profile_still_works(profile, pictures):
    done = posebridge("predict", profile, next((pictures / "left").iterdir()), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["predictions"][0]["label"] == "left"


def empty(folder: Path) -> None:
    folder.mkdir()


def no_pictures(folder: Path) -> None:
    (folder / "left").mkdir(parents=True)
    (folder / "left/notes.txt").write_text("hello")


def corrupt(folder: Path) -> None:
    for pose in POSES:
        (folder / pose).mkdir(parents=True)
        (folder / pose / "1.jpg").write_bytes(b"\xff\xd8 not a picture")


def missing(folder: Path) -> None:
    pass


@pytest.mark.parametrize("make", [missing, empty, no_pictures, corrupt])
def test_a_folder_that_cannot_be_trained_from_keeps_the_old_profile(make, tmp_path):
    folder, kept = tmp_path / "folder", tmp_path / "me.pose"
    kept.write_bytes(b"PK\x03\x04 precious")
    make(folder)
    refused("train", kept, "--from", folder, saying="folder")
    assert kept.read_bytes() == b"PK\x03\x04 precious"


def test_training_replaces_nothing_but_a_profile(pictures, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("precious")
    refused("train", notes, "--from", pictures, saying="holds something else than a profile")
    refused("train", "/proc/nowhere/me.pose", "--from", pictures, saying="cannot be written")
    assert notes.read_text() == "precious"


CONFIGS = {
    "unknown key": ("controls: {left: {hold: left}}\ncontrolls: {}\n", ":2: "),
    "wrong key name": ("controls:\n  left: {hold: lefft}\n", 'did you mean "left"'),
    "tab": ("controls:\n\tleft: {hold: left}\n", ":2: "),
    "duplicate key": ("controls:\n  left: {hold: left}\n  left: {hold: right}\n", ":3: "),
    "not yaml": ("controls: [\n", "bad.yaml:"),
    "a command": ("controls: !!python/object/apply:os.system ['true']\n", ":1: "),
    "system key": ("controls: {left: {tap: alt+f4}}\n", "allow_system_keys"),
    "empty": ("", "empty"),
}


@pytest.mark.parametrize("case", CONFIGS)
def test_a_wrong_configuration(case, tmp_path):
    text, saying = CONFIGS[case]
    path = tmp_path / "bad.yaml"
    path.write_text(text)
    refused("run", path, saying=saying)
    refused("config", "check", path, saying=saying)


def config(tmp_path: Path, profile: Path) -> Path:
    path = tmp_path / "good.yaml"
    path.write_text(f"profile: {profile}\ncontrols: {{left: {{hold: left}}}}\n")
    return path


@pytest.mark.parametrize(
    ("camera", "saying"),
    [
        ("97", "does not open"),
        ("name:Nobody", "Nobody"),
        ("/no/such/file.mp4", "no camera"),
        ("http://127.0.0.1:9/", "127.0.0.1"),
    ],
)
def test_a_camera_that_does_not_open(camera, saying, tmp_path, profile):
    path = config(tmp_path, profile)
    refused("run", path, "--camera", camera, "--output", "dry-run", saying=saying)


def test_no_display_for_the_keyboard(tmp_path, profile, pictures):
    path = config(tmp_path, profile)
    refused("run", path, "--camera", pictures, saying="display")


def test_a_missing_profile_or_configuration(tmp_path):
    path = config(tmp_path, tmp_path / "nobody.pose")
    refused("run", path, saying='no profile "')
    refused("run", tmp_path / "none.yaml", saying="none.yaml")
    refused("predict", tmp_path / "none.pose", "x.jpg", saying="none.pose")


def test_a_mistyped_command_and_output(tmp_path, profile):
    refused("stduio", saying='did you mean "studio"')
    path = config(tmp_path, profile)
    refused("run", path, "--output", "keybord", saying='did you mean "keyboard"')


def test_a_film_of_no_window(tmp_path):
    film = tmp_path / "film.mp4"
    refused("demo", "--headless", "--record", film, saying="nothing to film")
    assert not list(tmp_path.iterdir())


def test_the_traceback_is_there_for_those_who_ask(tmp_path):
    done = posebridge("--debug", "run", tmp_path / "none.yaml")
    assert "Traceback" in done.stderr


def test_pictures_of_any_shape_are_classified_or_refused(tmp_path, profile):
    tiny = tmp_path / "tiny.jpg"
    tiny.write_bytes(encode_jpeg(np.zeros((1, 3, 3), np.uint8)))
    assert posebridge("predict", profile, tiny, "--json").returncode == 0
    refused("predict", profile, __file__, saying="test_bad_input.py")
