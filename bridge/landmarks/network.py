"""One landmark network, run by onnxruntime."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bridge.backbones.engine import Engine
from bridge.backbones.sessions import LoadingSession
from bridge.errors import BackboneError
from bridge.resources import shared_folder
from bridge.types import Image

Array = NDArray[np.float32]


class Network:
    """Runs ``models/landmarks/<name>.onnx``; its card says the input size and the outputs' names.

    Raises BackboneError when the card cannot be read. The network loads in the background from
    ``start`` on, or when it is needed; ``wait`` raises BackboneError when its file is missing or is
    not the one that the card describes.
    """

    def __init__(self, name: str, folder: Path | None = None, threads: int = 1) -> None:
        card = read_card(name, folder)
        self.name = name
        self.sha256: str = card["sha256"]
        self.size: int = card["input"]["size"]
        self._outputs: list[str] = card["outputs"]
        self.engine = Engine(threads, spins=threads > 1)  # a fifth quicker (docs/speed.md)
        self._session = LoadingSession(lambda: self._content(folder), name, self.engine)

    def start(self) -> None:
        """Begin to load the network, unless that has begun already."""
        self._session.start()

    def wait(self) -> None:
        """Wait until the network is loaded; raises BackboneError when it cannot be used."""
        self._session.wait()

    def run(self, picture: Image) -> dict[str, Array]:
        """Return the outputs by name for an RGB ``picture`` (size, size, 3) uint8."""
        results = self._session.run(None, {"picture": picture[None]})
        return {name: value[0] for name, value in zip(self._outputs, results, strict=True)}

    def _content(self, folder: Path | None) -> bytes:
        content = _read(self.name, ".onnx", folder)
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise BackboneError(
                f'The landmark network "{self.name}" is damaged.', "reinstall posebridge"
            )
        return content


def sigmoid(logits: Array) -> Array:
    """Return the logistic function of ``logits``, clipped so that nothing overflows."""
    return (1 / (1 + np.exp(-np.clip(logits, -80, 80)))).astype(np.float32)


def read_card(name: str, folder: Path | None = None) -> dict[str, Any]:
    """Return what is known about a network; raises BackboneError when that cannot be read."""
    card: dict[str, Any] = json.loads(_read(name, ".json", folder))
    return card


def _read(name: str, suffix: str, folder: Path | None) -> bytes:
    path = (folder or shared_folder("models") / "landmarks") / f"{name}{suffix}"
    try:
        return path.read_bytes()
    except OSError as error:
        raise BackboneError(
            f'The landmark network "{name}" cannot be read: {error.strerror}.',
            "reinstall posebridge",
        ) from error
