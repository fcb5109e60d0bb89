"""The documentation is true: commands, options, keys and plug-ins exist and are described."""

import json
import re
from pathlib import Path

import click
import pytest

from bridge.cli import COMMANDS, cli
from bridge.registry import KINDS, available

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXT = "\n".join(page.read_text() for page in PAGES)
CALL = re.compile(r"(?:^|`)(?:posebridge|python3 run\.py) ([a-z-]+)([^`#\n]*)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def subcommands(name: str) -> dict[str, click.Command]:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    if isinstance(command, click.Group):
        return {f"{name} {child}": each for child, each in command.commands.items()}
    return {name: command}


def options(name: str) -> set[str]:
    found = {"--help"}
    for command in subcommands(name).values():
        for parameter in command.params:
            found |= set(parameter.opts) | set(parameter.secondary_opts)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_on_a_page_exist(page):
    for name, rest in CALL.findall(page.read_text()):
        if name == "test" or name.startswith("--"):
            continue
        assert name in COMMANDS, f"{page.name}: posebridge {name}"
        for word in re.findall(r"--[a-z][a-z-]*", rest):
            assert word in options(name), f"{page.name}: posebridge {name} {word}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text()):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


def keys(schema: dict) -> set[str]:
    found: set[str] = set()
    for part in (schema, *schema.get("$defs", {}).values()):
        found |= set(part.get("properties", {}))
    return found


def test_every_key_of_a_configuration_is_described():
    schema = json.loads((ROOT / "configs/config.schema.json").read_text())
    page = (ROOT / "docs/config.md").read_text()
    missing = {key for key in keys(schema) if f"`{key}" not in page and f"{key}:" not in page}
    assert not missing


@pytest.mark.parametrize("kind", KINDS)
def test_every_plug_in_is_described(kind):
    missing = {name for name in available(kind) if not re.search(rf"\b{re.escape(name)}\b", TEXT)}
    assert not missing


def test_every_public_name_for_plug_ins_has_a_docstring():
    import bridge.api as api

    assert all(getattr(api, name).__doc__ for name in api.__all__ if name != "Action")
