import ast
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from studio_kit import studio_in

import bridge.advice
import bridge.studio
import bridge.words
from bridge.cli.studio import studio as studio_command
from bridge.errors import ConfigError
from bridge.studio.goals import GOALS
from bridge.studio.icons import icon_table
from bridge.studio.settings import load_settings, save_settings
from bridge.words import languages, load_words, next_language

SOURCES = [
    Path(bridge.advice.__file__),
    *sorted(Path(bridge.studio.__file__).parent.rglob("*.py")),
]
DRAWING = ("text", "paragraph", "button", "switch", "title", "say", "complain", "_pill", "_message")
SIZES, WEIGHTS = ("caption", "body", "title", "display"), ("Regular", "SemiBold", "Bold")
HARD = ("classifier", "embedding", "threshold", "neighbour", "dataset", "inference", "session")


def strings() -> set[str]:
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_text_is_used() -> None:
    used = strings()
    built = {f"goal.{goal.name}{end}" for goal in GOALS for end in ("", "_hint")}
    built |= {key for key in load_words() if key.startswith(("label.", "files.", "sees."))}
    built |= {key for key in load_words() if key.startswith("error.")}
    built |= {f"menu.landmarks_{state}_hint" for state in ("on", "off")}
    built |= {f"doctor.{key}{form}" for key in used for form in ("", ".one", ".many")}
    built |= {f"{key}.{form}" for key in used for form in ("one", "many")}
    unused = set(load_words()) - used - built
    assert not unused


def test_every_text_that_is_asked_for_exists() -> None:
    groups = {key.split(".")[0] for key in load_words()}
    asked = {text for text in strings() if re.fullmatch(r"[a-z]+\.[a-z_]+", text)}
    asked = {text for text in asked if text.split(".")[0] in groups}
    assert {text for text in asked if not {text, f"{text}.one"} & set(load_words())} == set()


def test_no_text_needs_a_dictionary() -> None:
    words = load_words()
    gaps = {"n": 2, "label": "Left", "other": "Up", "of": 9, "game": "Snake", "name": "me.pose"}
    texts = [words(key, **gaps).lower() for key in words]
    assert [text for text in texts if any(word in text for word in HARD)] == []


@pytest.mark.parametrize("language", languages())
def test_a_pose_s_name_stands_in_quotes(language: str) -> None:
    """Without them "Nothing needs 15 more pictures." says that all is done."""
    opening, closing = {"en": "“”", "de": "„“"}[language]
    for key, text in read(language).items():
        quoted = text.replace(f"{opening}{{label}}{closing}", "")
        assert "{label}" not in quoted, key


@pytest.mark.parametrize("language", languages())
def test_a_translation_has_every_text_with_the_same_gaps(language: str) -> None:
    def gaps(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    english, other = read("en"), read(language)
    assert set(other) == set(english)
    for key, text in english.items():
        assert gaps(other[key]) == gaps(text), key


def read(language: str) -> dict[str, str]:
    file = Path(bridge.words.__file__).parent / "language" / f"{language}.toml"
    return dict(bridge.words._flatten(tomllib.loads(file.read_text(encoding="utf-8"))))


def test_what_a_language_lacks_is_english_and_a_language_is_no_path() -> None:
    for nobody in ("xx", "../language/de", ""):
        assert load_words(nobody)("app.undo") == "Undo"
    assert load_words("de")("app.undo") == "Zurück"
    assert next_language(next_language("en")) == "en"
    assert next_language("xx") == "en"


def test_no_text_on_the_screens_stands_in_the_code() -> None:
    """Every literal that a drawing call is given is a key, a name of a size, or a sign."""
    stray = set()
    for path in sorted(Path(bridge.studio.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(
                node.func, ast.Name | ast.Attribute
            ):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if called in DRAWING:
                said = [part for argument in node.args for part in literals(argument)]
                stray |= {(path.name, text) for text in said if re.search("[A-Za-z]{2}", text)}
    known = {*SIZES, *WEIGHTS, *icon_table(), *load_words()}
    assert {
        (name, text) for name, text in stray if text not in known and not is_name(text)
    } == set()


def literals(node: ast.expr) -> list[str]:
    """Return the texts in an argument, those inside calls of ``words`` aside."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.Call):
        return []
    return [
        text
        for child in ast.iter_child_nodes(node)
        if isinstance(child, ast.expr)
        for text in literals(child)
    ]


def is_name(text: str) -> bool:
    """Whether a text names a part of the window, such as ``card/`` or ``menu.dark``, or a key."""
    return "/" in text or bool(re.fullmatch(r"[a-z_]+(\.[a-z_]+)*\.?", text))


def test_icons_that_are_named_exist() -> None:
    named = {text for text in strings() if text in icon_table()}
    assert set(icon_table()) - named == set()


def test_the_studio_changes_its_language_at_once_and_remembers_it(tmp_path: Path) -> None:
    with studio_in(tmp_path) as (studio, _):
        studio.speak("de")
        assert studio.words("app.undo") == "Zurück"
        save_settings(studio.settings, tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json").language == "de"


def test_a_language_that_nobody_wrote_is_one_sentence() -> None:
    said = CliRunner().invoke(studio_command, ["--language", "xx"])
    assert isinstance(said.exception, ConfigError)
    assert said.exception.message == 'There is no language file "xx".'
    assert said.exception.hint == "known: de, en"
