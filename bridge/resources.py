"""Where shipped files and the player's own files live."""

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def shared_folder(kind: str) -> Path:
    """Return the folder of shipped files of one kind, ``models`` or ``configs``.

    The checkout wins, so that edits there take effect; an installed wheel has them in ``_share``.
    """
    checkout = _PACKAGE.parent / kind
    if (_PACKAGE.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return _PACKAGE / "_share" / kind


def user_folder(kind: str) -> Path:
    """Return the platform's folder for the player's own files of one kind, such as ``profiles``.

    The folder may not exist yet. platformdirs follows the platform's own variables
    (``XDG_DATA_HOME`` on Linux).
    """
    return Path(platformdirs.user_data_dir("posebridge", appauthor=False)) / kind


def cache_folder(kind: str) -> Path:
    """Return the platform's folder for what can be made again, of one kind, such as ``learned``."""
    return Path(platformdirs.user_cache_dir("posebridge", appauthor=False)) / kind
