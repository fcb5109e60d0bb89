"""``posebridge tune``: choose K and the distance, honestly."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bridge.cli.printing import print_json
from bridge.cli.progress import bar

if TYPE_CHECKING:
    from bridge.tuning import Trial, Tuning


@click.command()
@click.argument("profile", type=click.Path(path_type=Path))
@click.option("--apply", is_flag=True, help="Save the choice in the profile.")
@click.option("--picture", type=click.Path(path_type=Path), help="Write accuracy against K as SVG.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def tune(profile: Path, apply: bool, picture: Path | None, as_json: bool) -> None:
    """Try K from 1 to 15, four distances and all groups of layers on PROFILE's own examples.

    The choice is made on held-out recordings; the figure at the end comes from examples that
    played no part in it.
    """
    from dataclasses import replace

    from bridge.profile import load_profile, save_profile
    from bridge.settings import METRICS
    from bridge.targets import PICTURE, check_target
    from bridge.tuning import tune as try_all

    if picture is not None:
        check_target(picture, PICTURE)
    loaded = load_profile(profile)
    with bar("Trying distances", len(METRICS)) as advance:
        result = try_all(list(loaded.dataset), loaded.settings, advance)
    chosen = result.chosen
    if apply:
        loaded.settings = replace(
            loaded.settings, k=chosen.k, metric=chosen.metric, blocks=chosen.blocks
        )
        save_profile(loaded, profile)
    if as_json:
        report = {
            "table": [_row(trial) for trial in result.trials],
            "chosen": _row(chosen),
            "test_accuracy": result.test,
            "tfjs_knn": result.reference,
            "tested": result.tested,
        }
        print_json(report)
    else:
        _show(result)
    if picture is not None:
        _draw(result, picture)


def _row(trial: "Trial") -> dict[str, object]:
    return {
        "metric": trial.metric,
        "layers": trial.layers,
        "blocks": list(trial.blocks),
        "k": trial.k,
        "validation": trial.validation,
    }


def _best_of(result: "Tuning") -> "dict[tuple[str, str], Trial]":
    best: dict[tuple[str, str], Trial] = {}
    for trial in result.trials:
        key = (trial.metric, trial.layers)
        if key not in best or trial.validation > best[key].validation:
            best[key] = trial
    return best


def _draw(result: "Tuning", path: Path) -> None:
    from bridge.charts import lines
    from bridge.targets import write_result

    series: dict[str, list[tuple[float, float]]] = {
        metric: [
            (float(trial.k), trial.validation)
            for trial in result.trials
            if trial.metric == metric and trial.layers == result.chosen.layers
        ]
        for metric in dict.fromkeys(trial.metric for trial in result.trials)
    }
    title = f"Held-out examples right, {result.chosen.layers}"
    write_result(path, lines(title, "K", "right", series))


def _show(result: "Tuning") -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("distance", "layers", "best K", "right (held out)")
    for (metric, layers), trial in _best_of(result).items():
        table.add_row(metric, escape(layers), str(trial.k), f"{trial.validation:.1%}")
    console = Console()
    console.print(table)
    chosen = result.chosen
    console.print(
        f"Chosen: {chosen.metric}, {escape(chosen.layers)}, K {chosen.k}. On {result.tested} other "
        f"examples: {result.test:.1%} right (Teachable Machine's KNN: {result.reference:.1%})."
    )
