"""Where the label of a picture stands: in its folder's name, or in its own."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

# "Class 1-!-12" and "left 12", "left_12", "left-12": a label, then a running number.
_NUMBERED = re.compile(r"^(?P<label>.*?)(?:-!-|[-_ .]+)?\(?\d+\)?$")


def labels_and_sessions(names: Sequence[PurePosixPath], archive_name: str) -> list[tuple[str, str]]:
    """Return (label, session) for each picture of an archive.

    The label is the picture's folder; the folder above is the session where there are several such
    folders. Pictures without a folder take the label from their names up to the running number,
    or, with nothing but a number, from the name of the archive (``left-samples`` is ``left``).
    """
    tops = {name.parent.parent for name in names if len(name.parent.parts) > 1}
    alone = archive_name.removesuffix("-samples")
    found = []
    for name in names:
        if name.parent.parts:
            session = str(name.parent.parent) if len(tops) > 1 else ""
            found.append((name.parent.name, "" if session == "." else session))
        else:
            match = _NUMBERED.match(name.stem)
            found.append(((match["label"] if match else "") or alone, ""))
    return found
