"""Errors that a person can act on: one sentence, and a hint."""


class PosebridgeError(Exception):
    """Something a person can mend; the command line prints it and exits with 2.

    ``message`` is one clear sentence; ``hint`` says what to do next and may be empty. Where the
    language files have texts for it, under ``error``, ``key`` names them and ``name`` fills a gap.
    """

    def __init__(self, message: str, hint: str = "", *, key: str = "", name: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.key = key
        self.name = name


class ConfigError(PosebridgeError):
    """A configuration file is wrong; the message carries file and line."""


class ProfileError(PosebridgeError):
    """A profile cannot be read, written or used with this backbone."""


class DataError(PosebridgeError):
    """A folder or file of pictures cannot be used."""


class CameraError(PosebridgeError):
    """A camera or picture source cannot be opened, or stopped for good."""


class BackboneError(PosebridgeError):
    """A network or its card is missing, damaged or of the wrong shape."""


class OutputError(PosebridgeError):
    """An output cannot reach the world: no display, no permission, no broker."""


class PluginError(PosebridgeError):
    """No plug-in has that name, or it failed to load."""


class MissingExtraError(PosebridgeError):
    """An optional package is not installed; the hint names the extra to install."""

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(
            f"{purpose} needs a package that is not installed.",
            f'install it with: pip install "posebridge[{extra}]"',
        )
