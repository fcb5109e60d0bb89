"""Backbones: networks (or plain pixels) that turn pictures into named blocks of features."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol, runtime_checkable

from bridge.types import Embedding, Frame, Image


class Backbone(Protocol):
    """Turns pictures into embeddings. Loaded once, used by one thread at a time.

    ``name`` and ``sha256`` identify the weights: profiles refuse any other. ``blocks`` maps each
    block's name to its length.
    """

    name: str
    sha256: str
    blocks: Mapping[str, int]

    def embed(self, images: Sequence[Image]) -> list[Embedding]:
        """Embed independent pictures, RGB uint8 (H, W, 3) of any size, in one batch."""

    def follow(self, frame: Frame) -> Embedding:
        """Embed the next frame of a stream; may use what earlier frames showed."""

    def close(self) -> None:
        """Free the network."""


@runtime_checkable
class ChoosingBackbone(Backbone, Protocol):
    """A backbone of several networks, some of which can rest."""

    def choose(self, blocks: Collection[str]) -> None:
        """Compute only what these blocks need from now on; the others are absent."""


@runtime_checkable
class LoadingBackbone(Backbone, Protocol):
    """A backbone that loads in the background."""

    def wait(self) -> None:
        """Wait until it can be used; raises BackboneError when it cannot."""


@runtime_checkable
class SharedBackbone(Backbone, Protocol):
    """A backbone whose loaded networks serve several streams at the same time."""

    def twin(self) -> Backbone:
        """Return a backbone for another stream and thread, with the same networks in memory.

        Either is closed when neither is needed any more.
        """


@runtime_checkable
class HelpedBackbone(Backbone, Protocol):
    """A backbone whose other threads have cores of their own."""

    @property
    def helpers(self) -> frozenset[int]:
        """The cores that whoever follows one stream should leave to them."""


@runtime_checkable
class SearchingBackbone(Backbone, Protocol):
    """A backbone that does not look at everything in every frame of a stream."""

    @property
    def looks(self) -> int:
        """How many frames of one still picture are worth following, 1 or more, as things stand."""
