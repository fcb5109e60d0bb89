"""Texts by key, from a language file."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parent / "languages"


class Words:
    """Looks texts up: in the chosen language, then in English, then the key itself."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of ``key`` (``section.name``) with ``{name}`` replaced by values."""
        text = self._texts.get(key, key.rpartition(".")[2].replace("_", " "))
        return text.format(**values) if values else text

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def extended(self, texts: Mapping[str, str]) -> "Words":
        """Return these words plus others by whole key; a language file overrides them."""
        return Words({**texts, **self._texts})


def load_words(language: str = "en") -> Words:
    """Read ``languages/<language>.toml``; texts it lacks, or the whole file, are English."""
    chosen = language if language in languages() else "en"
    return Words({**read_texts("en"), **read_texts(chosen)})


def languages() -> tuple[str, ...]:
    """Return the codes of the languages there are, such as ``en``."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def read_texts(language: str) -> dict[str, str]:
    """Return the texts of one of the ``languages`` by whole key, such as ``menu.quit``."""
    content = (_FOLDER / f"{language}.toml").read_text(encoding="utf-8")
    sections: dict[str, Any] = tomllib.loads(content)
    return {
        f"{section}.{key}": str(text)
        for section, texts in sections.items()
        for key, text in texts.items()
    }
