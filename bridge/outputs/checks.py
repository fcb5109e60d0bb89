"""What outputs demand of their options, told before anything is opened."""

from bridge.errors import ConfigError

MOST_BYTES = 60_000  # MQTT and the names of hosts count them in 16 bits


def check_port(output: str, port: int, *, least: int = 1) -> None:
    """Raise ConfigError unless ``port`` is one of the network, from ``least`` to 65535."""
    if not least <= port <= 65535:
        raise ConfigError(
            f'The option "port" of the output "{output}" is {port!r:.40}, '
            f"but must be from {least} to 65535."
        )


def check_text(output: str, option: str, text: str, *, without: str = "") -> None:
    """Raise ConfigError when ``text`` is too long, or holds NUL or a letter of ``without``."""
    bad = [letter for letter in ("\0", *without) if letter in text]
    if bad:
        reason = f"must not hold {bad[0]!r}"
    elif len(text.encode(errors="surrogatepass")) > MOST_BYTES:
        reason = "is too long"
    elif any("\ud800" <= letter <= "\udfff" for letter in text):
        reason = "holds half a letter"
    else:
        return
    raise ConfigError(f'The option "{option}" of the output "{output}" {reason}: {text!r:.40}.')
