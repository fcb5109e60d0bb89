"""Features as a table: one example a row, a column called ``<block>.<number>`` for each value."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import numpy as np

from bridge.errors import DataError
from bridge.exchange.samples import LabelledVectors
from bridge.profile import Profile
from bridge.types import Vector

MAX_BYTES = 500_000_000
DIGITS = 6
EMPTY = frozenset(("", "?"))  # "?" is what ARFF writes
_FEATURE = re.compile(r"(?P<block>.+)\.(?P<number>\d+)")

Columns = Mapping[str, range]


def columns_of(names: Sequence[str], path: Path) -> dict[str, range]:
    """Return which columns each block has; raises DataError when they are no whole blocks."""
    columns: dict[str, range] = {}
    for place, name in enumerate(names):
        match = _FEATURE.fullmatch(name)
        block = match["block"] if match else ""
        known = columns.get(block, range(place, place))
        if match is None or known.stop != place or int(match["number"]) != len(known):
            raise DataError(
                f'"{path}" has a column "{name}" where the next feature was expected.',
                "columns of features are called pooled.0, pooled.1, pooled.2 and so on",
            )
        columns[block] = range(known.start, place + 1)
    if not columns:
        raise DataError(f'"{path}" has no columns of features, such as pooled.0.')
    return columns


def example_of(
    label: str, session: str, cells: Sequence[str], columns: Columns, place: str
) -> LabelledVectors:
    """Return one row as an example; raises DataError that names the ``place`` of the row.

    A block whose cells are all empty was not found in this picture.
    """
    width = max(part.stop for part in columns.values())
    if len(cells) != width:
        raise DataError(f"{place}: there are {len(cells)} features where {width} were announced.")
    if not label.strip():
        raise DataError(f"{place}: the pose has no name.")
    blocks = {
        block: _vector(cells[part.start : part.stop], place)
        for block, part in columns.items()
        if not EMPTY.issuperset(cells[part.start : part.stop])
    }
    if not blocks:
        raise DataError(f"{place}: there are no features.")
    return LabelledVectors(label, session, blocks)


def widths_of(profile: Profile, blocks: Sequence[str]) -> dict[str, int]:
    """Return the widths of the blocks to write, all without ``blocks``.

    Raises DataError for a block that no example has.
    """
    widths = {
        block: len(vector)
        for example in profile.dataset
        for block, vector in example.embedding.blocks.items()
    }
    if not widths:
        raise DataError(f'The profile "{profile.name}" has no features.')
    for block in blocks:
        if block not in widths:
            raise DataError(
                f'No example has features of a block "{block}".', "there are: " + ", ".join(widths)
            )
    return {block: widths[block] for block in blocks} if blocks else widths


def rows_of(
    profile: Profile, widths: Mapping[str, int], empty: str = ""
) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (label, session, values as text) of each example that has some of the blocks.

    A block that was not found in an example's picture is as many times ``empty``.
    """
    for example in profile.dataset:
        own = example.embedding.blocks
        values: list[str] = []
        for block, width in widths.items():
            row = own[block].tolist() if block in own else []
            values += [f"{value:.{DIGITS}g}" for value in row] or [empty] * width
        if any(block in own for block in widths):
            yield example.label, example.session, values


def feature_names(widths: Mapping[str, int]) -> list[str]:
    """Return the names of the feature columns."""
    return [f"{block}.{number}" for block, width in widths.items() for number in range(width)]


@contextmanager
def open_text(path: Path) -> Iterator[TextIO]:
    """Open a text file of at most 500 MB; what cannot be read becomes DataError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError(f'"{path}" is larger than 500 MB.')
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield stream
    except OSError as error:
        raise DataError(f'Cannot read "{path}": {error.strerror}.') from error
    except UnicodeDecodeError:
        raise DataError(f'"{path}" is not a text file in UTF-8.') from None


def _vector(cells: Sequence[str], place: str) -> Vector:
    try:
        values = [float(cell) for cell in cells]
    except ValueError as error:
        raise DataError(f"{place}: {error}.") from None
    if not all(map(math.isfinite, values)):
        raise DataError(f"{place}: there is a feature that is no number.")
    return np.array(values, np.float32)
