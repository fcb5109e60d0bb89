"""One landmark network, run by onnxruntime on one thread."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bridge.errors import BackboneError
from bridge.resources import shared_folder
from bridge.types import Image

Array = NDArray[np.float32]


class Network:
    """Runs ``models/landmarks/<name>.onnx``; its card says the input size and the outputs' names.

    Raises BackboneError when a file is missing or is not the one that the card describes.
    """

    def __init__(self, name: str, folder: Path | None = None, threads: int = 1) -> None:
        card = read_card(name, folder)
        content = _read(name, ".onnx", folder)
        self.name = name
        self.sha256 = hashlib.sha256(content).hexdigest()
        if self.sha256 != card["sha256"]:
            raise BackboneError(
                f'The landmark network "{name}" is damaged.', "reinstall posebridge"
            )
        self.size: int = card["input"]["size"]
        self._outputs: list[str] = card["outputs"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Spinning threads of two networks fight over the cores of a small laptop.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            content, options, providers=["CPUExecutionProvider"]
        )

    def run(self, picture: Image) -> dict[str, Array]:
        """Return the outputs by name for an RGB ``picture`` (size, size, 3) uint8."""
        results = self._session.run(None, {"picture": picture[None]})
        return {name: value[0] for name, value in zip(self._outputs, results, strict=True)}


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
