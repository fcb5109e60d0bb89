"""What is read from other tools: examples on their way into a profile."""

from collections.abc import Mapping
from dataclasses import dataclass

from bridge.types import Vector


@dataclass(frozen=True, slots=True)
class LabelledPicture:
    """An encoded picture (JPEG, PNG ...) with its label; ``name`` is for error messages."""

    label: str
    session: str
    data: bytes
    name: str


@dataclass(frozen=True, slots=True)
class LabelledVectors:
    """One example without its picture: a vector (D,) for each block of features."""

    label: str
    session: str
    blocks: Mapping[str, Vector]


@dataclass(frozen=True, slots=True)
class VectorFile:
    """What a file of features holds.

    ``network`` is the name and SHA-256 of the network that made the vectors, separated by a space,
    or empty where the file does not say. A block without a known name is called "".
    """

    network: str
    examples: tuple[LabelledVectors, ...]


def network_mark(name: str, sha256: str) -> str:
    """Return how a network is named inside a file of features."""
    return f"{name} {sha256}"
