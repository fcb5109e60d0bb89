"""Say in words, with line and nearest name, what is wrong with a configuration."""

import difflib
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from bridge import config_schema as schema
from bridge.config_yaml import Document, Path
from bridge.errors import ConfigError
from bridge.visible import visible

_CLICKS = ("left", "middle", "right", "double")
_KEEPERS = ("ignore", "takes_over")
_KEYS = (
    *("hold", "tap", "chord", "release", "repeat", "toggle", "sequence"),
    *("exclusive", "pause_hotkey"),
)
_LIMITS = {
    "less_than_equal": ("at most", "le"),
    "less_than": ("less than", "lt"),
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("more than", "gt"),
}
_PARTS: dict[str, type[BaseModel]] = {
    "camera": schema.CameraPart,
    "decide": schema.DecidePart,
    "safety": schema.SafetyPart,
}


def explain(error: ValidationError, document: Document, name: str) -> ConfigError:
    """Turn pydantic's findings into one error, a line for each, in the order of the file."""
    found: dict[Path, tuple[int, str]] = {}
    for detail in error.errors(include_url=False):
        path = _path(detail["loc"])
        # One value may be wrong in several ways; one sentence about it is enough.
        found.setdefault(path, (document.line(path), _sentence(detail["type"], path, detail)))
    told = sorted(found.values())
    return ConfigError("\n".join(f"{name}:{line}: {stop(text)}" for line, text in told))


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
    match loc:
        case ("controls", label, _, *inside):
            return ("controls", label, *inside)
        case ("sets", name, label, _, *inside):
            return ("sets", name, label, *inside)
        case ("camera", "source", _):
            return ("camera", "source")
    return loc


def _sentence(kind: str, path: Path, detail: Any) -> str:
    where = ".".join(str(part) for part in path if isinstance(part, str))
    given = "empty" if detail["input"] is None else f"{detail['input']!r:.60}"
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
        case "literal_error":
            return _wrong_word(where, path, detail["input"])
        case "less_than_equal" | "less_than" | "greater_than_equal" | "greater_than":
            word, sign = _LIMITS[kind]
            return f'"{where}" is {given}, but must be {word} {detail["ctx"][sign]:g}'
        case "too_short" | "string_too_short":
            return f'"{where}" is empty'
        case "too_long" | "string_too_long":
            return f'"{where}" is longer than {detail["ctx"]["max_length"]}'
        case _:
            return f'"{where}" is {given}, but must be {_wanted(kind, path, detail)}'


def _wanted(kind: str, path: Path, detail: Any) -> str:
    """Return what belongs in the place of a value of the wrong kind."""
    if path == ("camera", "source"):
        return "a number such as 0 or a name such as synthetic"
    last = next((part for part in reversed(path) if isinstance(part, str)), "")
    match kind:
        case "float_parsing" | "float_type" | "int_parsing" | "int_type" | "finite_number":
            return "a number"
        case "int_from_float":
            return "a whole number"
        case "int_parsing_size":
            return "a smaller number"
        case "bool_parsing" | "bool_type":
            return "true or false"
        case "string_type":
            return "a key such as left" if last in _KEYS else "a word"
        case "dict_type" | "model_type" | "model_attributes_type" | "tuple_type" | "list_type":
            return f"written as in {last}: {_example(path)}"
    message = str(detail["msg"])
    return f"otherwise: {message[:1].lower()}{message[1:]}"


def _example(path: Path) -> str:
    match path:
        case ("camera",):
            return "{source: synthetic}"
        case ("camera", *_):
            return "[0, 0, 0.5, 1]"
        case ("decide", "labels"):
            return "{left: {enter: 0.8}}"
        case ("decide", *_):
            return "{enter: 0.8}"
        case ("safety",):
            return "{countdown_s: 3}"
        case ("safety", *_):
            return '{title: "*Snake*"}'
        case ("axes",):
            return "{x: {plus: right, minus: left}}"
        case ("axes", _):
            return "{plus: right, minus: left}"
        case ("axes", *_):
            return "[0, 1]"
        case ("output", *_):
            return "{use: keyboard}"
        case ("exclusive", *_):
            return "[[left, right]]"
        case ("sets",):
            return "{menu: {left: {hold: left}}}"
        case (*_, "move"):
            return "[100, 0]"
        case (*_, "axis"):
            return "{right_trigger: 1}"
    return "{left: {hold: left}}"


def _wrong_word(where: str, path: Path, value: Any) -> str:
    text = "" if value is None else str(value)
    match path:
        case ("controls", _, "click") | ("sets", _, _, "click"):
            known: tuple[str, ...] = _CLICKS
        case ("safety", _):
            known = _KEEPERS
        case _:
            words = nearest(text, schema.WORDS)
            return f'"{where}" is "{text}", neither a mode such as {{hold: left}} nor a word{words}'
    return f'"{where}" cannot be "{text}"{nearest(text, known)}'


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
