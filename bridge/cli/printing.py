"""Results on standard output, whatever the terminal can show."""

import json
import sys
from collections.abc import Mapping
from typing import Any

import click

from bridge.visible import visible


def print_json(report: Mapping[str, Any]) -> None:
    """Print one JSON object; letters that the terminal lacks are escaped as JSON does."""
    text = json.dumps(report, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        text = json.dumps(report)
    click.echo(text)


def say(text: str) -> None:
    """Print one line; control characters in it are written out."""
    click.echo(visible(text))
