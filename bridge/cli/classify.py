"""``posebridge classify``: what the network was trained to see in a picture."""

import json
from pathlib import Path

import click

from bridge.backbones.classes import Classifier, Guess
from bridge.backbones.store import find_card
from bridge.cli.printing import say
from bridge.pictures import load_image


@click.command()
@click.argument("images", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--backbone", default="default", help="The network to ask.", show_default=True)
@click.option("--top", default=5, show_default=True, type=click.IntRange(1, 1000))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def classify(images: tuple[Path, ...], backbone: str, top: int, as_json: bool) -> None:
    """Name what each picture shows, out of the 1000 classes of ImageNet."""
    pictures = [load_image(path) for path in images]
    answers = Classifier(find_card(backbone)).guesses(pictures, top)
    if as_json:
        rows = [_row(path, guesses) for path, guesses in zip(images, answers, strict=True)]
        click.echo(json.dumps({"pictures": rows}))
        return
    for path, guesses in zip(images, answers, strict=True):
        say(str(path))
        for guess in guesses:
            click.echo(f"  {guess.probability:6.1%}  {guess.name}")


def _row(path: Path, guesses: tuple[Guess, ...]) -> dict[str, object]:
    classes = [{"name": guess.name, "probability": guess.probability} for guess in guesses]
    return {"file": str(path), "classes": classes}
