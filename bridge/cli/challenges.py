"""``posebridge challenges``: what light, angle and background do."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bridge.cli.progress import bar

if TYPE_CHECKING:
    from bridge.types import Image


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--backbone", default="default", show_default=True, help="Network to use.")
@click.option("--pictures", type=click.Path(path_type=Path), help="Write one picture of each.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def challenges(folder: Path | None, backbone: str, pictures: Path | None, as_json: bool) -> None:
    """Teach poses, then test them under another view, room and light.

    FOLDER holds pictures as DIR/<class>/* or DIR/<session>/<class>/*; without it the drawn player
    is used. Compared are grey pixels, the KNN of Teachable Machine, and Posebridge.
    """
    from bridge.backbones.store import open_backbone
    from bridge.challenges import drawn, from_pictures, measure
    from bridge.distort import CHANGES
    from bridge.folders import read_folder

    if pictures is not None:
        _check(pictures)
    taught, tested = from_pictures(read_folder(folder)) if folder else drawn()
    if pictures is not None:
        _write(tested[len(tested) // 3].image, pictures)
    with bar("Trying each challenge", len(CHANGES)) as advance:
        results = measure(open_backbone(backbone), taught, tested, advance)
    if as_json:
        click.echo(json.dumps({"challenges": [asdict(result) for result in results]}))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("challenge", "pixels", "tfjs KNN", "Posebridge", "called unknown")
    for result in results:
        shares = (result.pixels, result.tfjs_knn, result.posebridge, result.unknown)
        table.add_row(result.challenge, *(f"{share:.0%}" for share in shares))
    Console().print(table)


def _file(folder: Path, challenge: str) -> Path:
    return folder / f"challenge-{challenge.replace(' ', '-')}.jpg"


def _check(folder: Path) -> None:
    from bridge.distort import CHANGES
    from bridge.targets import PHOTO, check_target

    for name in CHANGES:
        check_target(_file(folder, name), PHOTO)


def _write(image: "Image", folder: Path) -> None:
    import numpy as np

    from bridge.distort import CHANGES
    from bridge.pictures import encode_jpeg, resize
    from bridge.targets import write_result

    small = resize(image, 240, 180)
    for name, change in CHANGES.items():
        write_result(_file(folder, name), encode_jpeg(change(small, np.random.default_rng(3)), 85))
