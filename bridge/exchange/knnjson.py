"""``myKNN.json``, as ml5's KNNClassifier and ml2scratch save it.

``{"dataset": {"0": {"shape": [n, d], "label": "left", ...}}, "tensors": [{"0": v, "1": v ...}]}``:
one entry and one tensor for each class, the values as an object keyed by position. Ours carry one
more key, ``posebridge``, with the network and block that the vectors come from.
"""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from bridge.errors import DataError
from bridge.exchange.samples import LabelledVectors, VectorFile, network_mark
from bridge.files import written_whole
from bridge.profile import Profile
from bridge.types import Vector

MAX_BYTES = 500_000_000
MAX_VALUES = 50_000_000
DIGITS = 6
# What other content than expected ends in, such as 1e999 where a whole number belongs.
WRONG = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def read_knn_json(path: Path) -> VectorFile:
    """Read a file of either program, or one of ours; raises DataError naming what is wrong."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError(f'"{path}" is larger than 500 MB.')
        content = json.loads(path.read_bytes())
        return _read(content)
    except OSError as error:
        raise DataError(f'Cannot read "{path}": {error.strerror}.') from error
    except (*WRONG, RecursionError) as error:
        raise DataError(
            f'"{path}" is not a KNN file of ml5 or ml2scratch: {error}.',
            'expected the keys "dataset" and "tensors"',
        ) from error


def write_knn_json(profile: Profile, path: Path, block: str) -> int:
    """Write one block's vectors, at length 1 as ml5 keeps them; returns the number of examples.

    Raises DataError when the profile lacks the block.
    """
    dataset: dict[str, Any] = {}
    tensors: list[dict[str, float]] = []
    for number, label in enumerate(profile.dataset.labels):
        rows = [
            example.embedding.blocks[block]
            for example in profile.dataset
            if example.label == label and block in example.embedding.blocks
        ]
        if not rows:
            raise DataError(
                f'The pose "{label}" has no features of the block "{block}".',
                "choose one that all poses have with --block: " + ", ".join(_common(profile)),
            )
        matrix = np.stack([_unit(row) for row in rows])
        dataset[str(number)] = {
            "kept": True,
            "isDisposedInternal": False,
            "shape": list(matrix.shape),
            "dtype": "float32",
            "size": matrix.size,
            "strides": [matrix.shape[1]],
            "rankType": "2",
            "label": label,
        }
        values = (round(float(value), DIGITS) for value in matrix.ravel())
        tensors.append({str(place): value for place, value in enumerate(values)})
    mark = {"network": network_mark(profile.backbone, profile.sha256), "block": block}
    content = {"dataset": dataset, "tensors": tensors, "posebridge": mark}
    try:
        with written_whole(path) as stream:
            stream.write(json.dumps(content, separators=(",", ":")).encode())
    except OSError as error:
        raise DataError(f'Cannot write "{path}": {error.strerror}.') from error
    return sum(entry["shape"][0] for entry in dataset.values())


def _common(profile: Profile) -> list[str]:
    """Return the blocks that at least one example of every pose has."""
    by_pose: dict[str, dict[str, None]] = {}
    for example in profile.dataset:
        by_pose.setdefault(example.label, {}).update(dict.fromkeys(example.embedding.blocks))
    first, *others = by_pose.values()
    return [block for block in first if all(block in own for own in others)]


def _read(content: Any) -> VectorFile:
    entries, tensors = content["dataset"], content["tensors"]
    if not isinstance(entries, dict) or len(entries) != len(tensors):
        raise ValueError("it has not one tensor for each class")
    mark = content.get("posebridge") or {}
    block = str(mark.get("block", ""))
    examples: list[LabelledVectors] = []
    widths = set()
    for (key, entry), tensor in zip(entries.items(), tensors, strict=True):
        label = str(entry.get("label", key))
        label.encode()  # JSON can hold halves of characters, which no profile can
        count, width = (int(part) for part in entry["shape"])
        if count < 0 or width < 1 or count * width > MAX_VALUES:
            raise ValueError(f'the shape of "{label}" is not possible')
        widths.add(width)
        matrix = _values(tensor, count * width, label).reshape(count, width)
        examples += [LabelledVectors(label, "", {block: row}) for row in matrix]
    if len(widths) > 1:
        raise ValueError(f"its classes have vectors of different widths: {sorted(widths)}")
    return VectorFile(str(mark.get("network", "")), tuple(examples))


def _values(tensor: Any, size: int, label: str) -> Vector:
    listed = tensor if isinstance(tensor, list) else [tensor[str(at)] for at in range(len(tensor))]
    if len(listed) != size:
        raise ValueError(f'"{label}" has {len(listed)} values where its shape says {size}')
    values = np.array([float(value) for value in listed], np.float32)
    if not math.isfinite(float(np.abs(values).sum())):
        raise ValueError(f'"{label}" holds values that are no numbers')
    return values


def _unit(vector: Vector) -> Vector:
    return np.asarray(vector / (float(np.linalg.norm(vector)) or 1.0), np.float32)
