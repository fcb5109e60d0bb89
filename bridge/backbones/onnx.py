"""Run a network in ONNX Runtime: pictures in, named blocks of features out."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bridge.backbones.card import Block, Card, Input
from bridge.backbones.engine import Engine, engine_for
from bridge.backbones.sessions import LoadingSession
from bridge.backbones.taps import add_outputs
from bridge.errors import BackboneError
from bridge.parallel import each
from bridge.types import Embedding, Frame, Image, Vector


class OnnxBackbone:
    """A network and the layers of it that are wanted, as its card describes them.

    It loads in the background; what is wrong with its file is raised by ``wait`` and at first use.
    A stream has all threads of ``engine`` for each picture; pictures that are looked at side by
    side have one thread each, in a second copy of the network that loads when it is needed.
    """

    def __init__(
        self, card: Card, blocks: Sequence[str] | None = None, engine: Engine | None = None
    ) -> None:
        self.name = card.name
        self.sha256 = card.sha256
        self._input = card.input
        self._wanted = _choose(card, blocks or card.default_blocks)
        self.blocks: Mapping[str, int] = {n: block.size for n, block in self._wanted.items()}
        self._tensors = list(dict.fromkeys(block.tensor for block in self._wanted.values()))
        engine = engine or engine_for(card.sha256)
        self._session: LoadingSession | None = self._loading(card, engine)
        self._session.start()
        self._aside: LoadingSession | None
        self._aside = self._session if engine.threads == 1 else self._loading(card, Engine(1))

    def embed(self, images: Sequence[Image]) -> list[Embedding]:
        """Embed independent pictures, RGB uint8 (H, W, 3) of any size, on all cores.

        One picture at a time on each core: larger batches fall out of the processor's cache
        (docs/speed.md), and like this a picture gets the same numbers as in a stream.
        """
        if len(images) < 2:
            return [Embedding(self._run(self._session, image)) for image in images]
        work = partial(self._run, self._aside)
        return [Embedding(blocks) for blocks in each(work, images)]

    def follow(self, frame: Frame) -> Embedding:
        """Embed the next frame of a stream."""
        image, half, side = frame.image, frame.half, self._input.side
        if half is not None and min(image.shape[:2]) >= 2 * side:
            image = half  # resizing begins by halving
        return Embedding(self._run(self._session, image), frame.time, frame.index)

    def wait(self) -> None:
        """Wait until the network is loaded; raises BackboneError when it cannot be used."""
        if self._session is not None:
            self._session.wait()

    @property
    def helpers(self) -> frozenset[int]:
        """The cores that whoever follows one stream should leave to the network's other threads."""
        return self._session.engine.helpers if self._session else frozenset()

    def twin(self) -> Self:
        """Return itself, since no frame leaves a trace; where cores are few, with a thread each."""
        if self._session is not None and self._session.engine.crowded:
            self._session = self._aside
        return self

    def close(self) -> None:
        """Free the network."""
        self._session = self._aside = None

    def _loading(self, card: Card, engine: Engine) -> LoadingSession:
        return LoadingSession(lambda: add_outputs(card.read(), self._tensors), card.name, engine)

    def _run(self, session: LoadingSession | None, image: Image) -> dict[str, Vector]:
        batch = prepare(image, self._input)
        assert session is not None, "the backbone is closed"
        outputs = session.run(self._tensors, {self._input.tensor: batch})
        layers = dict(zip(self._tensors, outputs, strict=True))
        return {
            name: pool(layers[block.tensor], block.grid)[0] for name, block in self._wanted.items()
        }


def prepare(image: Image, wanted: Input) -> NDArray[Any]:
    """Return a picture as a batch of one in the size, type and layout that the network wants."""
    # Importing OpenCV takes as long as loading the network, so they happen at the same time.
    from bridge.pictures import resize

    batch: NDArray[Any] = np.ascontiguousarray(resize(image, wanted.side, wanted.side))[None]
    if wanted.type == "float32":
        mean, std = np.array(wanted.mean, np.float32), np.array(wanted.std, np.float32)
        batch = (batch - mean) / std
    return batch if wanted.layout == "NHWC" else batch.transpose(0, 3, 1, 2)


def pool(layer: NDArray[np.float32], grid: int) -> NDArray[np.float32]:
    """Return layers as vectors: maps (N, C, H, W) are averaged in a grid, channel by channel."""
    if layer.ndim != 4:
        return layer.reshape(len(layer), -1)
    count, channels, height, width = layer.shape
    maps = layer.reshape(count * channels, height * width)
    return np.asarray(maps @ _cells(height, width, grid), np.float32).reshape(count, -1)


@cache
def _cells(height: int, width: int, grid: int) -> NDArray[np.float32]:
    """Return the matrix (H * W, grid * grid) that averages a map in cells."""

    def along(length: int) -> NDArray[np.float32]:
        cells = np.array_split(np.eye(length, dtype=np.float32), grid)
        return np.stack([cell.mean(0) for cell in cells], axis=1)

    return np.kron(along(height), along(width))


def _choose(card: Card, names: Sequence[str]) -> dict[str, Block]:
    for name in names:
        if name not in card.blocks:
            known = ", ".join(card.blocks)
            raise BackboneError(f'"{card.name}" has no layer "{name}".', f"it has: {known}")
    return {name: card.blocks[name] for name in names}
