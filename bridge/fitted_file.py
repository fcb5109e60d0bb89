"""What was learned as a file: an .npz of plain arrays and one JSON text."""

import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bridge.errors import DataError
from bridge.experts import Expert, Space
from bridge.files import written_whole
from bridge.fusion import Fusion
from bridge.metric import Metric, Outside
from bridge.placing import Fitted, Placer

MAX_BYTES = 200_000_000
Arrays = Mapping[str, NDArray[Any]]


def write_fitted(fitted: Fitted, path: Path) -> None:
    """Write what was learned to ``path``, whole or not at all. Raises OSError."""
    about = {
        "labels": fitted.labels,
        "fusion": {k: np.asarray(v).tolist() for k, v in asdict(fitted.fusion).items()},
        "spaces": [_about(space) for space in fitted.spaces],
    }
    arrays: dict[str, NDArray[Any]] = {"about": np.frombuffer(json.dumps(about).encode(), np.uint8)}
    for number, placer in enumerate(fitted.placers):
        metric = placer.space.metric
        parts = {
            "centre": metric.centre,
            "matrix": metric.matrix,
            "known": metric.outside.known if metric.outside else None,
            "wide": placer.wide,
            "offset": placer.offset,
            "turn": placer.turn,
        }
        arrays |= {f"{name}{number}": part for name, part in parts.items() if part is not None}
    with written_whole(path) as stream:
        np.savez(stream, allow_pickle=False, **arrays)


def read_fitted(path: Path) -> Fitted:
    """Read what was learned. Raises OSError, and DataError when the file is damaged."""
    if path.stat().st_size > MAX_BYTES:
        raise DataError(f'"{path}" is too large.')
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            about = json.loads(arrays["about"].tobytes())
            placers = tuple(
                _placer(row, number, arrays) for number, row in enumerate(about["spaces"])
            )
    except (ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise DataError(f'"{path}" is damaged: {error}.') from error
    fusion = about["fusion"]
    for name in ("trust", "radius", "share"):
        fusion[name] = np.array(fusion[name], np.float64)
    spaces = tuple(placer.space for placer in placers)
    return Fitted(tuple(about["labels"]), spaces, Fusion(**fusion), placers)


def _about(space: Space) -> dict[str, Any]:
    outside = space.metric.outside
    return {
        "expert": asdict(space.expert),
        "scales": space.scales,
        "unit": space.metric.unit,
        "order": space.metric.order,
        "outside": outside and [outside.sphere, outside.telling, outside.stretch],
    }


def _placer(row: dict[str, Any], number: int, arrays: Arrays) -> Placer:
    def part(name: str) -> Any:
        return arrays.get(f"{name}{number}")

    known = part("known")
    outside = None if known is None else Outside(known, *row["outside"])
    metric = Metric(arrays[f"centre{number}"], part("matrix"), row["unit"], row["order"], outside)
    expert = Expert(**{**row["expert"], "blocks": tuple(row["expert"]["blocks"])})
    space = Space(expert, tuple(row["scales"]), metric)
    return Placer(space, part("wide"), part("offset"), part("turn"))
