"""Texts for people, read from a language file."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any


class Words:
    """Texts by dotted key, such as ``teach.hold``."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._texts = dict(_flatten(table))

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its gaps filled; raises KeyError for a key no file has."""
        return self._texts[key].format(**values)

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def count(self, key: str, number: int) -> str:
        """Return the form of a text that fits a number: ``key.one`` or ``key.many``."""
        return self(f"{key}.one" if number == 1 else f"{key}.many", n=number)

    def label(self, name: str) -> str:
        """Return how a pose is called on the screen: shipped names are translated."""
        return self._texts.get(f"label.{name}", name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)


def load_words(language: str = "en") -> Words:
    """Read a language file."""
    resource = files("bridge") / "language" / f"{language}.toml"
    return Words(tomllib.loads(resource.read_text(encoding="utf-8")))


def _flatten(table: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        found += _flatten(value, f"{name}.") if isinstance(value, dict) else [(name, str(value))]
    return found
