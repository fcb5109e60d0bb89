import ast
import re
from pathlib import Path

import pytest

import bridge.words
from games.catalogue import find_games, own_words
from games.words import languages, load_words, read_texts

FOLDER = Path(__file__).resolve().parents[2] / "games"


def test_every_text_that_the_screens_ask_for_is_in_the_language_file() -> None:
    texts = load_words("en").extended(own_words(find_games()))
    asked = {
        key
        for path in FOLDER.rglob("*.py")
        for key in re.findall(r'words\("([a-z]+\.[a-z_0-9]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 20
    assert sorted(key for key in asked if key not in texts) == []


def test_unknown_keys_read_like_words_and_a_game_may_bring_its_own() -> None:
    texts = load_words("xx")
    assert texts("nibbles.game_over") == "game over"
    assert texts.extended({"nibbles.game_over": "Fin"})("nibbles.game_over") == "Fin"
    assert texts("play.player", number=2) == "Player 2"
    assert "en" in languages()


def test_a_language_name_is_no_path() -> None:
    assert load_words("../languages/en")("play.player", number=1) == "Player 1"


@pytest.mark.parametrize("language", languages())
def test_a_translation_has_every_text_with_the_same_places_to_fill(language: str) -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    english, other = read_texts("en"), read_texts(language)
    assert set(other) == set(english)
    for key, text in english.items():
        assert places(other[key]) == places(text), key
        assert other[key].count("\n") == text.count("\n"), key


@pytest.mark.parametrize("language", languages())
def test_games_and_poses_are_called_as_in_the_studio(language: str) -> None:
    games = load_words(language).extended(own_words(find_games()))
    studio = bridge.words.load_words(language)
    for name in ("snake", "pacman", "pong"):
        assert games(f"{name}.title") == studio(f"goal.{name}")
    for name in ("left", "right", "up", "down", "none"):
        assert games(f"pose.{name}") == studio.label(name)


def test_no_text_on_the_screens_stands_in_the_code() -> None:
    """What drawing calls are given as literals are sizes, anchors and names: small, one word."""
    stray = [
        (path.name, text)
        for path in sorted(FOLDER.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] in ("text", "paragraph", "Row", "title")
        for argument in node.args
        for text in literals(argument)
        if re.search(r"[A-Z]|\w \w", text)
    ]
    assert stray == []


def literals(node: ast.expr) -> list[str]:
    """Return the texts in an argument, those that are looked up in calls aside."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.Call):
        return []
    inside = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return [text for child in inside for text in literals(child)]
