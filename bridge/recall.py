"""Remember what was learned from a profile's examples, so that a start need not learn it again.

What was learned lies in the player's cache folder under a name made of everything that it was
learned from, the code that learns included: it can be missing, but never out of date.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from bridge.dataset import Dataset
from bridge.errors import PosebridgeError
from bridge.fitted_file import read_fitted, write_fitted
from bridge.knn import Placed, Recogniser, place
from bridge.placing import Fitted
from bridge.profile import Profile
from bridge.resources import cache_folder
from bridge.rows import Rows, rows_of
from bridge.settings import RecogniserSettings

SUFFIX = ".npz"
KEPT = 8  # files of a few megabytes each
CODE = (
    *("experts", "fitted_file", "fitting", "folds", "fusion"),
    *("learned", "metric", "placing", "rows", "thinning"),
)


def taught_recogniser(profile: Profile) -> Recogniser:
    """Return a recogniser that knows a profile's examples and can answer at once.

    Raises ProfileError when numbers were taught, and a pose that is none.
    """
    if profile.settings.regression:
        profile.numbers()
    recogniser = Recogniser(profile.dataset, profile.settings)
    recogniser.adopt(recall(profile.dataset, profile.settings, cache_folder("learned")))
    return recogniser


def recall(dataset: Dataset, settings: RecogniserSettings, folder: Path) -> Placed | None:
    """Return what is learned from a data set, or None without examples.

    It is read from ``folder`` where the same examples were learned from before; otherwise it is
    learned now and written there, if that is possible.
    """
    examples = list(dataset)
    if not examples:
        return None
    rows = rows_of(examples)
    path = folder / (fingerprint(rows, settings) + SUFFIX)
    fitted = _read(path, rows)
    if fitted is None:
        from bridge.fitting import fit_rows

        fitted = fit_rows(rows, settings)
        with suppress(OSError):
            write_fitted(fitted, path)
            _forget_oldest(folder)
    return place(fitted, examples, dataset.revision)


def fingerprint(rows: Rows, settings: RecogniserSettings) -> str:
    """Return a name for what can be learned from these rows with these settings."""
    digest = hashlib.sha256()
    for name in CODE:
        digest.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    digest.update(repr((settings, rows.labels, rows.count)).encode())
    digest.update(rows.classes.tobytes())
    digest.update(rows.folds.parts.tobytes())
    digest.update(rows.folds.teaches.tobytes())
    for embedding in rows.embeddings:
        shapes = [(name, len(vector)) for name, vector in embedding.blocks.items()]
        digest.update(repr((shapes, sorted(embedding.presence.items()))).encode())
        for vector in embedding.blocks.values():
            digest.update(vector.tobytes())
    return digest.hexdigest()


def _read(path: Path, rows: Rows) -> Fitted | None:
    try:
        fitted = read_fitted(path)
        os.utime(path)
    except (OSError, PosebridgeError):
        return None
    return fitted if fitted.labels == rows.labels else None


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime)
    for path in files[:-KEPT]:
        path.unlink(missing_ok=True)
