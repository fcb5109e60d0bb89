"""What went wrong, in the player's own language where there are words for it."""

from bridge.errors import PosebridgeError
from bridge.words import Words

ENDS = (".", "!", "?", "…")


def told(error: PosebridgeError, words: Words) -> tuple[str, str]:
    """Return what went wrong and what to do, each in whole sentences; the latter may be empty.

    An error that no language file knows is told as the command line says it.
    """
    key = f"error.{error.key}"
    if key in words:
        hint = f"{key}_hint"
        return words(key, name=error.name), words(hint) if hint in words else ""
    hint = f"{error.hint[:1].upper()}{error.hint[1:]}"
    return error.message, hint if hint.endswith(ENDS) or not hint else f"{hint}."
