"""Say in words, with line and nearest name, what is wrong with a configuration."""

import difflib
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from bridge import config_schema as schema
from bridge.config_yaml import Document, Path
from bridge.errors import ConfigError
from bridge.visible import visible

# Keys whose value is one of a few words; of a control itself the words are ``WORDS``.
_PICKED = {
    "click": ("left", "middle", "right", "double"),
    "real_keyboard": ("ignore", "takes_over"),
}
_LIMITS = {
    "less_than_equal": ("at most", "le"),
    "less_than": ("less than", "lt"),
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("more than", "gt"),
}
_TAGS = ("word", "control")
_PARTS: dict[str, type[BaseModel]] = {
    "camera": schema.CameraPart,
    "decide": schema.DecidePart,
    "safety": schema.SafetyPart,
}


def explain(error: ValidationError, document: Document, name: str) -> ConfigError:
    """Turn pydantic's findings into one error, a line for each, in the order of the file."""
    found = []
    for detail in error.errors(include_url=False):
        path = _path(detail["loc"])
        found.append((document.line(path), _sentence(detail["type"], path, detail)))
    return ConfigError("\n".join(f"{name}:{line}: {stop(text)}" for line, text in sorted(found)))


def stop(text: str) -> str:
    """Return ``text`` as one sentence on one line."""
    return visible(text if text.endswith("?") else f"{text}.")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean "..."?``, or else the known words, or nothing."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1)
    if close:
        return f'; did you mean "{close[0]}"?'
    return f"; known: {', '.join(names)}" if names else ""


def _path(loc: tuple[str | int, ...]) -> Path:
    """Return where the value stands in the file; pydantic also names the branch it tried."""
    inside = [
        part
        for at, part in enumerate(loc)
        if not (part in _TAGS and at >= 2 and loc[0] in ("controls", "sets"))
    ]
    return tuple(inside)


def _sentence(kind: str, path: Path, detail: Any) -> str:
    where = ".".join(str(part) for part in path if isinstance(part, str))
    match kind:
        case "extra_forbidden":
            return f'unknown key "{path[-1]}"{nearest(str(path[-1]), _known_at(path[:-1]))}'
        case "missing" if path[0] == "output":
            return "an output needs its name, as in {use: keyboard, backend: auto}"
        case "missing" if isinstance(path[-1], int):
            return f'"{where}" needs {path[-1] + 1} numbers'
        case "missing":
            return f'"{where}" is missing'
        case "key_name" | "region" | "range":
            return str(detail["msg"])
        case "no_mode":
            return f'"{where}" {detail["msg"]}'
        case "literal_error" if path[-1] in _PICKED:
            given = str(detail["input"])
            return f'"{where}" cannot be "{given}"{nearest(given, _PICKED[str(path[-1])])}'
        case "literal_error":
            given = "" if detail["input"] is None else str(detail["input"])
            words = nearest(given, schema.WORDS)
            return (
                f'"{where}" is "{given}", neither a mode such as {{hold: left}} nor a word{words}'
            )
        case "less_than_equal" | "less_than" | "greater_than_equal" | "greater_than":
            word, sign = _LIMITS[kind]
            return (
                f'"{where}" is {detail["input"]!r:.60}, but must be {word} {detail["ctx"][sign]:g}'
            )
        case "float_parsing" | "float_type" | "int_parsing" | "int_type" | "finite_number":
            return f'"{where}" is {detail["input"]!r:.60}, but must be a number'
        case "bool_parsing" | "bool_type":
            return f'"{where}" is {detail["input"]!r:.60}, but must be true or false'
        case "too_short":
            return f'"{where}" is empty'
        case _:
            message = str(detail["msg"])
            return f'"{where}" is {detail["input"]!r:.60}: {message[:1].lower()}{message[1:]}'


def _known_at(path: Path) -> list[str]:
    part: type[BaseModel] = schema.ConfigFile
    match path:
        case ("controls", _) | ("sets", _, _):
            part = schema.ControlPart
        case ("decide", "labels", _):
            part = schema.ThresholdsPart
        case ("axes", _):
            part = schema.AxisPart
        case ("safety", "focus"):
            part = schema.FocusPart
        case (str(top),) if top in _PARTS:
            part = _PARTS[top]
    return list(part.model_fields)
