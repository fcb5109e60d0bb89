"""Run a network in ONNX Runtime: pictures in, named blocks of features out."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bridge.backbones.card import Block, Card, Input
from bridge.backbones.taps import add_outputs
from bridge.errors import BackboneError
from bridge.pictures import resize
from bridge.types import Embedding, Frame, Image, Vector

BATCH = 16


def open_session(network: bytes, name: str, threads: int | None = None) -> Any:
    """Load a network; raises BackboneError when ONNX Runtime refuses it.

    Threads do not spin while they wait, so that a machine of two cores keeps one for the game.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or min(2, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime raises many unrelated classes
        reason = str(error).strip().splitlines()[0]
        raise BackboneError(f'The network "{name}" cannot be loaded: {reason}.') from error


class OnnxBackbone:
    """A network and the layers of it that are wanted, as its card describes them."""

    def __init__(
        self, card: Card, blocks: Sequence[str] | None = None, threads: int | None = None
    ) -> None:
        self.name = card.name
        self.sha256 = card.sha256
        self._input = card.input
        self._wanted = _choose(card, blocks or card.default_blocks)
        self.blocks: Mapping[str, int] = {n: block.size for n, block in self._wanted.items()}
        self._tensors = list(dict.fromkeys(block.tensor for block in self._wanted.values()))
        network = add_outputs(card.read(), self._tensors)
        self._session = open_session(network, card.name, threads)
        first = self._session.get_inputs()[0].shape[0]
        self._batch = 1 if isinstance(first, int) else BATCH

    def embed(self, images: Sequence[Image]) -> list[Embedding]:
        """Embed independent pictures, RGB uint8 (H, W, 3) of any size, several at a time."""
        return [
            Embedding(blocks)
            for start in range(0, len(images), self._batch)
            for blocks in self._run(images[start : start + self._batch])
        ]

    def follow(self, frame: Frame) -> Embedding:
        """Embed the next frame of a stream."""
        return Embedding(next(self._run([frame.image])), frame.time, frame.index)

    def close(self) -> None:
        """Free the network."""
        self._session = None

    def _run(self, images: Sequence[Image]) -> Iterator[dict[str, Vector]]:
        batch = prepare(images, self._input)
        outputs = self._session.run(self._tensors, {self._input.tensor: batch})
        layers = dict(zip(self._tensors, outputs, strict=True))
        rows = {name: pool(layers[b.tensor], b.grid) for name, b in self._wanted.items()}
        for index in range(len(images)):
            yield {name: row[index] for name, row in rows.items()}


def prepare(images: Sequence[Image], wanted: Input) -> NDArray[Any]:
    """Return pictures as one batch in the size, type and layout that the network wants."""
    side = wanted.side
    batch = np.empty((len(images), side, side, 3), np.uint8)
    for index, image in enumerate(images):
        batch[index] = resize(image, side, side)
    if wanted.type == "uint8":
        return batch if wanted.layout == "NHWC" else batch.transpose(0, 3, 1, 2)
    mean, std = np.array(wanted.mean, np.float32), np.array(wanted.std, np.float32)
    scaled = (batch - mean) / std
    return scaled if wanted.layout == "NHWC" else scaled.transpose(0, 3, 1, 2)


def pool(layer: NDArray[np.float32], grid: int) -> NDArray[np.float32]:
    """Return layers as vectors: maps (N, C, H, W) are averaged in a grid, channel by channel."""
    if layer.ndim != 4:
        return layer.reshape(len(layer), -1)
    cells = [
        cell.mean((2, 3))
        for row in np.array_split(layer, grid, axis=2)
        for cell in np.array_split(row, grid, axis=3)
    ]
    return np.stack(cells, axis=2).reshape(len(layer), -1)


def _choose(card: Card, names: Sequence[str]) -> dict[str, Block]:
    for name in names:
        if name not in card.blocks:
            known = ", ".join(card.blocks)
            raise BackboneError(f'"{card.name}" has no layer "{name}".', f"it has: {known}")
    return {name: card.blocks[name] for name in names}
