"""``posebridge backbones``: which networks there are, and how to get more."""

import json
from pathlib import Path

import click

from bridge.backbones.card import Card, load_card
from bridge.backbones.store import DEFAULT, NETWORK, cards
from bridge.cli.printing import say


@click.group(invoke_without_command=True)
@click.pass_context
def backbones(ctx: click.Context) -> None:
    """List the networks, download a known one, or add your own."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show)


@backbones.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(as_json: bool = False) -> None:
    """List the networks that are installed and those that can be downloaded."""
    from bridge.backbones.install import downloadable

    installed = [load_card(path) for path in cards().values()]
    names = {card.name for card in installed}
    more = [load_card(path) for name, path in downloadable().items() if name not in names]
    if as_json:
        rows = [_row(card, True) for card in installed] + [_row(card, False) for card in more]
        click.echo(json.dumps({"backbones": rows}))
        return
    for card in installed:
        mark = " (the shipped network)" if card.name == NETWORK else ""
        say(f"{card.name}{mark}")
        say(f"  {card.title}; {card.licence}")
        for name, block in card.blocks.items():
            use = "used" if name in card.default_blocks else "can be chosen"
            say(f"    {name:10} {block.size:6,} numbers  {use}")
    click.echo(f"{DEFAULT} (default)\n  the shipped network, and what hands, bodies and heads do")
    click.echo("landmarks-only\n  hands, bodies and heads without a network for the whole picture")
    click.echo("pixels\n  32 x 32 grey pixels: the floor to compare with")
    for card in more:
        click.echo(f"{card.name}  (not here yet: posebridge backbones get {card.name})")
        say(f"  {card.title}; {card.licence}")


@backbones.command()
@click.argument("name")
@click.option("--url", help="Another address to download the file from.")
@click.option("--sha256", help="What the file at --url must hash to, when it is another file.")
def get(name: str, url: str | None, sha256: str | None) -> None:
    """Download a known network; it works offline afterwards."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    from bridge.backbones import install

    columns = ("{task.description}", BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(escape(name), total=None)

        def progress(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total)

        card = install.get(name, progress, url=url, sha256=sha256)
    _say_installed(card)


@backbones.command()
@click.argument("network", type=click.Path(path_type=Path))
@click.option("--card", required=True, type=click.Path(path_type=Path), help="Its JSON card.")
def add(network: Path, card: Path) -> None:
    """Add an ONNX file of your own; docs/backbones.md says what its card must hold."""
    from bridge.backbones import install

    _say_installed(install.add(network, card))


def _say_installed(card: Card) -> None:
    blocks = ", ".join(f"{name} ({block.size:,})" for name, block in card.blocks.items())
    say(f"{card.name} is ready. Layers: {blocks}.")


def _row(card: Card, installed: bool) -> dict[str, object]:
    return {
        "name": card.name,
        "title": card.title,
        "installed": installed,
        "default": card.name == NETWORK,
        "sha256": card.sha256,
        "licence": card.licence,
        "blocks": {name: block.size for name, block in card.blocks.items()},
        "default_blocks": list(card.default_blocks),
    }
