"""Texts for people, read from a language file."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bridge.errors import ConfigError

_FOLDER = files("bridge") / "language"


class Words:
    """Texts by dotted key, such as ``teach.hold``."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its gaps filled; raises KeyError for a key no file has."""
        return self._texts[key].format(**values)

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the form of a text that fits a number: ``key.one`` or ``key.many``."""
        return self(f"{key}.one" if number == 1 else f"{key}.many", n=number, **values)

    def label(self, name: str) -> str:
        """Return how a pose is called on the screen: shipped names are translated."""
        return self._texts.get(f"label.{name}", name)

    def labelled(self, text: str) -> str:
        """Return the name of the pose that a player calls ``text``: what ``label`` takes back.

        Upper or lower case does not matter for shipped names; any other text is a name itself.
        """
        meant = text.strip().casefold()
        shown = {k.removeprefix("label."): self._texts[k] for k in self if k.startswith("label.")}
        found = (name for name, word in shown.items() if meant in (name, word.casefold()))
        return next(found, text.strip())

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages there are, such as ``en``."""
    names = sorted(file.name for file in _FOLDER.iterdir())
    return tuple(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def check_language(language: str) -> None:
    """Raise ConfigError when there is no language of this code."""
    if language not in languages():
        known = ", ".join(languages())
        raise ConfigError(f'There is no language file "{language}".', f"known: {known}")


@lru_cache(maxsize=8)
def load_words(language: str = "en") -> Words:
    """Read a language file; texts it lacks, and those of a language nobody knows, are English."""
    chosen = language if language in languages() else "en"
    return Words({**_table("en"), **_table(chosen)})


def next_language(language: str) -> str:
    """Return the code of the language after this one, going round."""
    known = languages()
    return known[(known.index(language) + 1) % len(known)] if language in known else "en"


def _table(language: str) -> dict[str, str]:
    text = (_FOLDER / f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flatten(tomllib.loads(text)))


def _flatten(table: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        found += _flatten(value, f"{name}.") if isinstance(value, dict) else [(name, str(value))]
    return found
