"""Features as ARFF, for Weka and Wekinator: the features, then session and class.

The relation's name is the network's, as in a comment-free file it is the only place for it.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
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

_HEADER = re.compile(r"@(?P<word>relation|attribute)\s+(?P<name>'(?:[^'\\]|\\.)*'|\S+)", re.I)


def read_arff(path: Path) -> VectorFile:
    """Read a file with the columns that ``write_arff`` writes; raises DataError."""
    with open_text(path) as stream:
        relation, names = _header(stream, path)
        if names[-2:] != ["session", "class"]:
            raise DataError(
                f'The last two attributes of "{path}" are not session and class.',
                "see a file that posebridge export writes",
            )
        columns = columns_of(names[:-2], path)
        rows = csv.reader(stream, quotechar="'", escapechar="\\", doublequote=False)
        try:
            examples = tuple(
                example_of(row[-1], row[-2], row[:-2], columns, f"{path}, row {number}")
                for number, row in enumerate((row for row in rows if len(row) > 1), start=1)
            )
        except csv.Error as error:
            raise DataError(f"{path}: {error}.") from error
    return VectorFile(relation if " " in relation else "", examples)


def write_arff(profile: Profile, path: Path, blocks: Sequence[str] = ()) -> int:
    """Write the features of ``blocks``, or of all; returns the number of examples with some."""
    widths = widths_of(profile, blocks)
    network = network_mark(profile.backbone, profile.sha256)
    count = 0
    classes = ",".join(_quoted(label) for label in profile.dataset.labels)
    try:
        with written_whole(path) as raw:
            stream = io.TextIOWrapper(raw, encoding="utf-8", newline="")
            stream.write(f"@relation {_quoted(network)}\n")
            stream.writelines(f"@attribute {_quoted(n)} numeric\n" for n in feature_names(widths))
            stream.write(f"@attribute session string\n@attribute class {{{classes}}}\n@data\n")
            for label, session, values in rows_of(profile, widths, "?"):
                count += 1
                stream.write(",".join([*values, _quoted(session), _quoted(label)]) + "\n")
            stream.flush()
            stream.detach()
    except OSError as error:
        raise DataError(f'Cannot write "{path}": {error.strerror}.') from error
    return count


def _header(lines: Iterable[str], path: Path) -> tuple[str, list[str]]:
    relation, names = "", list[str]()
    for line in lines:
        text = line.strip()
        if text.lower() == "@data":
            return relation, names
        match = _HEADER.match(text)
        if match is None:
            if text and not text.startswith("%"):
                raise DataError(f'"{path}" is no ARFF file: "{text[:40]}" is not understood.')
        elif match["word"].lower() == "relation":
            relation = _unquoted(match["name"])
        else:
            names.append(_unquoted(match["name"]))
    raise DataError(f'"{path}" is no ARFF file: it has no line "@data".')


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
    return f"'{escaped}'"


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith("'") else text
