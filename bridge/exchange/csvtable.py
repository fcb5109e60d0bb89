"""Features as CSV, for spreadsheets: label, session and network, then the features."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from bridge.errors import DataError
from bridge.exchange.samples import VectorFile, network_mark
from bridge.exchange.table import (
    columns_of,
    example_of,
    feature_names,
    open_text,
    rows_of,
    widths_of,
)
from bridge.files import written_whole
from bridge.profile import Profile

LEADING = ["label", "session", "network"]


def read_csv(path: Path) -> VectorFile:
    """Read a table; raises DataError naming the line that is wrong."""
    with open_text(path) as stream:
        lines = csv.reader(stream)
        try:
            header = next(lines, [])
            if header[:3] != LEADING:
                raise DataError(
                    f'The first line of "{path}" does not begin with label,session,network.',
                    "see a file that posebridge export writes",
                )
            columns = columns_of(header[3:], path)
            networks: set[str] = set()
            examples = []
            for line in filter(None, lines):  # an empty line, often the last one, is no row
                label, session, network = [*line, "", "", ""][:3]
                networks.add(network)
                place = f"{path}:{lines.line_num}"
                examples.append(example_of(label, session, line[3:], columns, place))
        except csv.Error as error:
            raise DataError(f"{path}:{lines.line_num}: {error}.") from error
    if len(networks) > 1:
        raise DataError(f'"{path}" mixes features of several networks.')
    return VectorFile("".join(networks), tuple(examples))


def write_csv(profile: Profile, path: Path, blocks: Sequence[str] = ()) -> int:
    """Write the features of ``blocks``, or of all; returns the number of examples with some."""
    widths = widths_of(profile, blocks)
    network = network_mark(profile.backbone, profile.sha256)
    count = 0
    try:
        with written_whole(path) as raw:
            stream = io.TextIOWrapper(raw, encoding="utf-8", newline="")
            table = csv.writer(stream)
            table.writerow([*LEADING, *feature_names(widths)])
            for label, session, values in rows_of(profile, widths):
                count += 1
                table.writerow([label, session, network, *values])
            stream.flush()
            stream.detach()
    except OSError as error:
        raise DataError(f'Cannot write "{path}": {error.strerror}.') from error
    return count
