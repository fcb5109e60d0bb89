"""One studio at a time per profile: two would overwrite each other's recordings."""

import hashlib
import os
import sys
from pathlib import Path

from bridge.errors import ProfileError


class Claim:
    """Holds a profile's file until ``free`` is called or the program ends, however it ends.

    The lock is the system's, on a file of its own in ``folder``, so that nothing lies beside the
    profile and none is left behind. Raises ProfileError when another studio holds the profile.
    """

    def __init__(self, profile: Path, folder: Path) -> None:
        self.profile = profile
        name = hashlib.sha256(os.fsencode(profile.resolve())).hexdigest()[:32]
        self._handle: int | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT)
        except OSError:  # a read-only disk: saving will say so
            return
        try:
            _lock(handle)
        except OSError:
            os.close(handle)
            raise ProfileError(
                f'"{profile.name}" is open in another studio window.',
                "close it there, or open another profile",
                key="profile_in_use",
                name=profile.name,
            ) from None
        self._handle = handle

    def free(self) -> None:
        """Let others have the profile."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def _lock(handle: int) -> None:
    """Lock an open file or raise OSError at once; closing it unlocks."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
