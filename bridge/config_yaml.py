"""Read YAML into plain values, and remember on which line each value stands.

Poses are called ``yes``, ``no`` and ``on``: YAML 1.2 leaves such words alone. Tags are refused,
duplicate keys are errors, and size, depth and aliases are limited, since files come from others.
"""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bridge.errors import ConfigError
from bridge.visible import visible

MAX_BYTES = 1_000_000
MAX_VALUES = 20_000
MAX_DEPTH = 20
_TOO_MUCH = "too many values, or nested too deeply"
_PLAIN = "tag:yaml.org,2002:"
_KINDS = ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as plain dicts, lists and scalars; ``lines`` maps a path to its line, from 1."""

    value: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of a value, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str, name: str) -> Document:
    """Parse ``text``; ``name`` is the file's name for messages. Raises ConfigError with a line."""
    if len(text) > MAX_BYTES:
        raise ConfigError(f"{name}: the file is larger than {MAX_BYTES:,} characters.")
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _Limited
    try:
        node = yaml.compose(text)
    except _TooMuchError as error:
        raise ConfigError(f"{name}:{error}: {_TOO_MUCH}.") from None
    except MarkedYAMLError as error:
        raise _syntax_error(error, text, name) from None
    except (YAMLError, ValueError) as error:
        raise ConfigError(f"{name}:1: this is not YAML: {' '.join(str(error).split())}.") from None
    except RecursionError:
        raise ConfigError(f"{name}: values are nested too deeply.") from None
    if node is None:
        raise ConfigError(f"{name}: the file is empty.", "start from one of the shipped configs.")
    reader = _Reader(name)
    return Document(reader.build(node, ()), reader.lines)


class _TooMuchError(Exception):
    """There is more than a configuration can hold; says on which line."""


class _Limited(Composer):
    """Stops at the limits, instead of reading everything before it is counted."""

    _count = 0
    _depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Return the next node; raises _TooMuchError."""
        self._count += 1
        self._depth += 1
        # A key is a node, too, but no value.
        if self._count > 2 * MAX_VALUES or self._depth > MAX_DEPTH + 1:
            raise _TooMuchError(self.parser.peek_event().start_mark.line + 1)
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


@dataclass(slots=True)
class _Reader:
    name: str
    lines: dict[Path, int] = field(default_factory=dict)
    _count: int = 0

    def build(self, node: Node, path: Path) -> Any:
        """Return the plain value of ``node``."""
        self._count += 1
        if self._count > MAX_VALUES or len(path) > MAX_DEPTH:
            raise self._error(node, _TOO_MUCH)
        self.lines.setdefault(path, node.start_mark.line + 1)
        if str(node.tag).removeprefix(_PLAIN) not in _KINDS:
            raise self._error(node, f'the tag "{node.tag}" is not allowed')
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.build(item, (*path, at)) for at, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return self._scalar(node)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                raise self._error(key_node, "a key must be a word")
            key = str(key_node.value)
            if key in built:
                first = self.lines[(*path, key)]
                raise self._error(key_node, f'"{key}" stands here twice, first on line {first}')
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            built[key] = self.build(value_node, (*path, key))
        return built

    def _scalar(self, node: ScalarNode) -> str | int | float | bool | None:
        text = str(node.value)
        try:
            match str(node.tag).removeprefix(_PLAIN):
                case "null":
                    return None
                case "bool":
                    return text.lower() == "true"
                case "int":
                    return int(text.replace("_", ""), 0) if not text.isdigit() else int(text)
                case "float":
                    return float(text.replace("_", ""))
        except ValueError:
            pass
        return text

    def _error(self, node: Node, text: str) -> ConfigError:
        return ConfigError(f"{self.name}:{node.start_mark.line + 1}: {visible(text)}.")


def _syntax_error(error: MarkedYAMLError, text: str, name: str) -> ConfigError:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else 1
    rows = text.splitlines()
    row = rows[line - 1] if line <= len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())] or "'\\t'" in (error.problem or ""):
        return ConfigError(f"{name}:{line}: a tab stands here.", "indent with spaces in YAML.")
    problem = " ".join((error.problem or error.context or "this is not YAML").split())
    return ConfigError(f"{name}:{line}: {problem}.", "compare with one of the shipped configs.")
