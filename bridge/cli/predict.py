"""``posebridge predict``: name the pose in pictures."""

from pathlib import Path
from typing import Any

import click

from bridge.cli.printing import print_json, say


@click.command()
@click.argument("profile", type=click.Path(path_type=Path))
@click.argument("images", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def predict(profile: Path, images: tuple[Path, ...], as_json: bool) -> None:
    """Name the pose in each of IMAGES as PROFILE knows it."""
    from bridge.taught import open_taught

    loaded, backbone = open_taught(profile)
    # What these import takes as long as the network, which loads meanwhile.
    from bridge.pictures import load_image
    from bridge.recall import taught_recogniser

    recogniser = taught_recogniser(loaded)
    rows: list[dict[str, Any]] = []
    for path in images:
        seen = loaded.view.apply(load_image(path))
        answer = recogniser.predict(backbone.embed([seen])[0])
        row = {
            "file": str(path),
            "label": answer.label,
            "confidence": round(answer.confidence, 4),
            "scores": {label: round(score, 4) for label, score in answer.scores.items()},
        }
        rows.append(row | ({} if answer.value is None else {"value": round(answer.value, 4)}))
    if as_json:
        print_json({"predictions": rows})
        return
    for row in rows:
        value = f"  value {row['value']}" if "value" in row else ""
        say(f"{row['file']}: {row['label'] or 'unknown'} {row['confidence']:.0%}{value}")
