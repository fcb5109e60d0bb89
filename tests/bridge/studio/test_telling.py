import ast
from pathlib import Path

import pytest

import bridge
from bridge.cameras.source import open_camera
from bridge.errors import CameraError, OutputError, PosebridgeError, ProfileError
from bridge.outputs.backend import choose
from bridge.profile import load_profile
from bridge.studio.telling import told
from bridge.words import load_words

EN, DE = load_words("en"), load_words("de")


def keys() -> set[str]:
    """Return what errors are said to be in all of the bridge's code."""
    return {
        keyword.value.value
        for path in Path(bridge.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error")
        for keyword in node.keywords
        if keyword.arg == "key" and isinstance(keyword.value, ast.Constant)
    }


def test_every_kind_of_error_has_its_words_and_all_words_are_used() -> None:
    texts = {key.removeprefix("error.") for key in EN if key.startswith("error.")}
    assert keys() == {text for text in texts if not text.endswith("_hint")}
    assert {text.removesuffix("_hint") for text in texts} == keys()


@pytest.mark.parametrize(
    ("hint", "sentence"),
    [
        ("choose another", "Choose another."),
        ("try again.", "Try again."),
        ("", ""),
        ("why?", "Why?"),
    ],
)
def test_a_hint_ends_with_one_full_stop(hint: str, sentence: str) -> None:
    assert told(PosebridgeError("It broke.", hint), DE) == ("It broke.", sentence)


def test_a_lost_camera_is_told_in_the_player_s_language() -> None:
    with pytest.raises(CameraError) as found:
        open_camera("/nowhere/film.mp4")
    assert told(found.value, DE) == ("„film.mp4“ ist nicht zu finden.", "Wähl eine andere Kamera.")


def test_a_damaged_profile_is_told_without_its_path(tmp_path: Path) -> None:
    path = tmp_path / "anna.pose"
    path.write_bytes(b"x")
    with pytest.raises(ProfileError) as found:
        load_profile(path)
    assert told(found.value, DE)[0] == "„anna.pose“ ist beschädigt oder kein Profil."


def test_keys_without_a_display_are_told_without_the_command_line() -> None:
    with pytest.raises(OutputError) as found:
        choose("auto", "linux", {}, uinput=False)
    assert "--output" in found.value.hint
    assert told(found.value, EN)[0] == "Keys cannot be pressed here."
    assert "--" not in " ".join(told(found.value, EN))
