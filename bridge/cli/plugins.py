"""``posebridge plugins``: every camera, backbone, output and game, and whether it loads."""

import json
from dataclasses import asdict

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bridge.registry import rows
from bridge.visible import visible


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def plugins(as_json: bool) -> None:
    """List cameras, backbones, outputs and games, built-in and installed, and whether they load."""
    found = rows()
    if as_json:
        click.echo(json.dumps({"plugins": [asdict(row) for row in found]}))
        return
    table = Table("kind", "name", "from", "state")
    for row in found:
        problem = escape(visible(row.problem))
        state = f"[red]does not load: {problem}[/]" if problem else "[green]ready[/]"
        table.add_row(row.kind, escape(row.name), escape(row.distribution), state)
    Console().print(table)
