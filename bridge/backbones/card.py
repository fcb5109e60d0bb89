"""Cards: what a network file needs to be used, as a small JSON file beside it."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from bridge.errors import BackboneError

MAX_CARD_BYTES = 100_000
MAX_NETWORK_BYTES = 500_000_000

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Input:
    """What the network wants: RGB pictures of ``side`` x ``side``.

    A ``float32`` network gets (value - mean) / std per channel, with values 0..255.
    """

    tensor: str
    side: int
    layout: Literal["NHWC", "NCHW"]
    type: Literal["uint8", "float32"]
    mean: tuple[float, ...] = (0.0, 0.0, 0.0)
    std: tuple[float, ...] = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Block:
    """A layer that becomes a block of the embedding.

    A layer that is still a map (channels, height, width) is averaged in a ``grid`` x ``grid``.
    """

    tensor: str
    size: int = 0
    grid: int = 1


@dataclass(frozen=True, slots=True)
class Classes:
    """How the network names things: the logits in ``block``, or ``file`` makes them from it."""

    block: str
    names: str
    file: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One network; files are named relative to ``folder``."""

    name: str
    title: str
    folder: Path
    file: str
    sha256: str
    input: Input
    blocks: Mapping[str, Block]
    default_blocks: tuple[str, ...]
    classes: Classes | None
    licence: str
    source: str
    urls: tuple[str, ...] = ()

    def read(self) -> bytes:
        """Return the network's bytes; raises BackboneError unless they are the card's."""
        return read_checked(self.folder / self.file, self.sha256)


def read_checked(path: Path, sha256: str) -> bytes:
    """Return a file's bytes; raises BackboneError when they do not have that SHA-256."""
    try:
        if path.stat().st_size > MAX_NETWORK_BYTES:
            raise BackboneError(f'"{path}" is too large for a network.')
        data = path.read_bytes()
    except OSError as error:
        raise BackboneError(f'Cannot read the network "{path}": {error.strerror}.') from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BackboneError(
            f'"{path}" is not the file that its card describes.',
            "it is damaged or was changed; get or add it again",
        )
    return data


def load_card(path: Path) -> Card:
    """Read a card; raises BackboneError with the key that is missing or wrong."""
    return parse_card(read_json(path), path)


def read_json(path: Path) -> Any:
    """Return what a card's file says; raises BackboneError when it is not JSON."""
    try:
        if path.stat().st_size > MAX_CARD_BYTES:
            raise BackboneError(f'"{path}" is too large for a card.')
        return json.loads(path.read_bytes())
    except OSError as error:
        raise BackboneError(f'Cannot read the card "{path}": {error.strerror}.') from error
    except (ValueError, RecursionError) as error:
        raise BackboneError(f'The card "{path}" is not JSON: {error}.') from error


def parse_card(data: Any, path: Path) -> Card:
    """Return the card that JSON ``data`` says; ``path`` is where it lies, or will lie."""
    try:
        blocks = {name: _block(name, block) for name, block in _get(data, "blocks", dict).items()}
        card = Card(
            name=_name(data),
            title=_get(data, "title", str, ""),
            folder=path.parent,
            file=_file(data, "file"),
            sha256=_get(data, "sha256", str).lower(),
            input=_input(_get(data, "input", dict)),
            blocks=blocks,
            default_blocks=tuple(map(str, _get(data, "default_blocks", list, list(blocks)))),
            classes=_classes(_get(data, "classes", dict)) if "classes" in data else None,
            licence=_get(data, "licence", str, "not stated"),
            source=_get(data, "source", str, ""),
            urls=tuple(map(str, _get(data, "urls", list, []))),
        )
        used = [*card.default_blocks, *([card.classes.block] if card.classes else [])]
        if not card.default_blocks or not set(used) <= set(blocks):
            raise _CardError('"default_blocks" and "classes" must name some of "blocks"')
    except _CardError as error:
        raise BackboneError(
            f'The card "{path}" is wrong: {error}.', "see docs/backbones.md"
        ) from None
    return card


class _CardError(Exception):
    """A key of the card is missing or wrong."""


def _get(data: Any, key: str, kind: type[T], default: T | None = None) -> T:
    if not isinstance(data, dict):
        raise _CardError("it must be an object")
    value = data.get(key, default)
    if value is None:
        raise _CardError(f'"{key}" is missing')
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _CardError(f'"{key}" must be of type {kind.__name__}')
    return value


def _name(data: Any) -> str:
    name = _get(data, "name", str)
    if not NAME.fullmatch(name):
        raise _CardError('"name" must be made of a-z, 0-9, ".", "_" and "-"')
    return name


def _file(data: Any, key: str, default: str | None = None) -> str:
    name = _get(data, key, str, default)
    if name != default and (name != Path(name).name or name == ".."):
        raise _CardError(f'"{key}" must be the name of a file beside the card')
    return name


def _choice(data: Any, key: str, choices: tuple[T, ...]) -> T:
    value: T = _get(data, key, object)  # type: ignore[assignment]
    if value not in choices:
        raise _CardError(f'"{key}" must be one of {", ".join(map(str, choices))}')
    return value


def _input(data: Any) -> Input:
    side = _get(data, "side", int)
    if not 16 <= side <= 1024:
        raise _CardError('"side" must be 16..1024')
    return Input(
        tensor=_get(data, "tensor", str),
        side=side,
        layout=_choice(data, "layout", ("NHWC", "NCHW")),
        type=_choice(data, "type", ("uint8", "float32")),
        mean=_triple(data, "mean", 0.0),
        std=_triple(data, "std", 1.0),
    )


def _triple(data: Any, key: str, default: float) -> tuple[float, ...]:
    values = _get(data, key, list, [default] * 3)
    if len(values) != 3 or not all(isinstance(value, int | float) for value in values):
        raise _CardError(f'"{key}" must be three numbers')
    if key == "std" and not all(value > 0 for value in values):
        raise _CardError('"std" must be above 0')
    return tuple(float(value) for value in values)


def _block(name: str, data: Any) -> Block:
    grid = _get(data, "grid", int, 1)
    if not 1 <= grid <= 7:
        raise _CardError(f'"grid" of block "{name}" must be 1..7')
    return Block(tensor=_get(data, "tensor", str), size=_get(data, "size", int, 0), grid=grid)


def _classes(data: Any) -> Classes:
    return Classes(
        block=_get(data, "block", str),
        names=_file(data, "names"),
        file=_file(data, "file", ""),
        sha256=_get(data, "sha256", str, ""),
    )
