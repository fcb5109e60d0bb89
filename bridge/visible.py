"""Text of strangers on its way to a terminal: what would command the terminal is written out."""

# C0, DEL and C1, where a terminal finds its commands, and what turns the direction of writing.
_COMMANDS = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_WRITTEN_OUT = {code: ascii(chr(code))[1:-1] for code in _COMMANDS}


def visible(text: str, *, keep: str = "") -> str:
    r"""Return ``text`` with control characters written out as in ``\x1b``, but for ``keep``."""
    table = {code: shown for code, shown in _WRITTEN_OUT.items() if chr(code) not in keep}
    return text.translate(table)
