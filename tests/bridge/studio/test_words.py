import ast
import re
from pathlib import Path

import bridge.advice
import bridge.studio
from bridge.studio.goals import GOALS
from bridge.studio.icons import icon_table
from bridge.words import load_words

SOURCES = [
    Path(bridge.advice.__file__),
    *sorted(Path(bridge.studio.__file__).parent.rglob("*.py")),
]
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
    built |= {f"menu.landmarks_{state}_hint" for state in ("on", "off")}
    built |= {f"doctor.{key}{form}" for key in used for form in ("", ".one", ".many")}
    built |= {f"{key}.{form}" for key in used for form in ("one", "many")}
    unused = set(load_words()) - used - built
    assert not unused


def test_every_text_that_is_asked_for_exists() -> None:
    groups = {key.split(".")[0] for key in load_words()}
    asked = {text for text in strings() if re.fullmatch(r"[a-z]+\.[a-z_]+", text)}
    asked = {text for text in asked if text.split(".")[0] in groups}
    assert {text for text in asked if text not in load_words()} == set()


def test_no_text_needs_a_dictionary() -> None:
    words = load_words()
    gaps = {"n": 2, "label": "Left", "other": "Up", "of": 9, "game": "Snake", "name": "me.pose"}
    texts = [words(key, **gaps).lower() for key in words]
    assert [text for text in texts if any(word in text for word in HARD)] == []


def test_icons_that_are_named_exist() -> None:
    named = {text for text in strings() if text in icon_table()}
    assert set(icon_table()) - named == set()
