"""Read the weights of a legacy PyTorch file with numpy alone: no torch, no code execution."""

import pickle
from collections import OrderedDict
from dataclasses import dataclass
from io import BytesIO
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

Weights = dict[str, NDArray[Any]]

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001
ELEMENT_TYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


@dataclass(frozen=True)
class _Tensor:
    """Where a tensor lies in its storage."""

    key: str
    dtype: np.dtype[Any]
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]


def _rebuild(storage: tuple[str, str], offset: int, shape: Any, stride: Any, *_: Any) -> _Tensor:
    kind, key = storage
    return _Tensor(key, ELEMENT_TYPES[kind], offset, tuple(shape), tuple(stride))


class _Unpickler(pickle.Unpickler):
    """Knows four names and refuses every other, so that a changed file cannot run code."""

    ALLOWED: ClassVar[dict[tuple[str, str], Any]] = {
        ("collections", "OrderedDict"): OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2"): _rebuild,
        ("torch", "FloatStorage"): "FloatStorage",
        ("torch", "LongStorage"): "LongStorage",
    }

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self.ALLOWED:
            raise pickle.UnpicklingError(f"the file asks for {module}.{name}")
        return self.ALLOWED[module, name]

    def persistent_load(self, saved: tuple[Any, ...]) -> tuple[str, str]:
        _, kind, key, _, _, _ = saved
        return kind, key


def read_weights(data: bytes) -> Weights:
    """Return the tensors of a file written by ``torch.save`` before PyTorch 1.6, by name.

    The file holds five pickles (magic number, version, system, tensors, storage keys) and then,
    in the order of the keys, an element count (int64) and the raw elements of every storage.
    """
    file = BytesIO(data)
    magic, protocol, _system, tensors, keys = (_Unpickler(file).load() for _ in range(5))
    if (magic, protocol) != (MAGIC, PROTOCOL):
        raise ValueError("not a legacy PyTorch file")
    dtypes = {tensor.key: tensor.dtype for tensor in tensors.values()}
    storages = {}
    for key in keys:
        count = int(np.frombuffer(file.read(8), "<i8")[0])
        storages[key] = np.frombuffer(file.read(count * dtypes[key].itemsize), dtypes[key])
    return {name: _view(tensor, storages[tensor.key]) for name, tensor in tensors.items()}


def _view(tensor: _Tensor, storage: NDArray[Any]) -> NDArray[Any]:
    steps = tuple(step * storage.itemsize for step in tensor.stride)
    return np.lib.stride_tricks.as_strided(storage[tensor.offset :], tensor.shape, steps).copy()
