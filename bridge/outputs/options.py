"""Make an output with the options a configuration gives, and name the wrong ones."""

import inspect
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from bridge.errors import ConfigError
from bridge.outputs import Output

_PLAIN = (str, int, float, bool, tuple)


def build(factory: Callable[..., Output], name: str, options: Mapping[str, Any]) -> Output:
    """Call an output plug-in's factory; raises ConfigError for an option it does not have.

    Every parameter that can be passed by position is an option; keyword-only parameters are for
    programs and tests.
    """
    parameters = inspect.signature(factory).parameters.values()
    known = [part.name for part in parameters if part.kind is part.POSITIONAL_OR_KEYWORD]
    for option, value in options.items():
        if option not in known:
            close = get_close_matches(option, known, n=1)
            hint = (
                f'did you mean "{close[0]}"?' if close else f"known: {', '.join(known) or 'none'}"
            )
            raise ConfigError(f'The output "{name}" has no option "{option}".', hint)
        default = inspect.signature(factory).parameters[option].default
        if isinstance(default, _PLAIN) and not _fits(value, default):
            raise ConfigError(
                f'The option "{option}" of the output "{name}" is {value!r:.40}, '
                f"but must be of the kind of {default!r}."
            )
    return factory(**options)


def _fits(value: Any, default: Any) -> bool:
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(default, tuple):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, type(default)) and isinstance(value, bool) == isinstance(default, bool)
