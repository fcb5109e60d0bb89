"""``posebridge evaluate``: measure how often poses are recognised."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bridge.cli.printing import print_json
from bridge.cli.progress import bar

if TYPE_CHECKING:
    from bridge.evaluate import Report
    from bridge.protocols import Split

FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("folder", required=False, type=FOLDER)
@click.option("--train", "train", type=FOLDER, help="Folder to teach (with --test).")
@click.option("--test", "test", type=FOLDER, help="Folder to test (with --train).")
@click.option(
    "--protocol",
    type=click.Choice(["same-session", "other-session", "other-person"]),
    help="How to split FOLDER.",
)
@click.option("--examples", type=click.IntRange(1), help="Teach at most so many a class.")
@click.option("--backbone", default="default", show_default=True, help="Network to use.")
@click.option("--picture", type=click.Path(path_type=Path), help="Write the confusion as SVG.")
@click.option("--reliability", type=click.Path(path_type=Path), help="Write confidence as SVG.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate(
    folder: Path | None,
    train: Path | None,
    test: Path | None,
    protocol: str | None,
    examples: int | None,
    backbone: str,
    picture: Path | None,
    reliability: Path | None,
    as_json: bool,
) -> None:
    """Teach some pictures, test others, and count the right answers.

    Either --train DIR --test DIR, or FOLDER with --protocol: same-session teaches the first half
    of each class and tests the end, other-session teaches one session and tests the rest,
    other-person tests people who were not taught.
    """
    from bridge.backbones.store import open_backbone
    from bridge.evaluate import Report, pictures_of, run_split, see
    from bridge.protocols import thinned
    from bridge.settings import RecogniserSettings
    from bridge.targets import PICTURE, check_target

    for path in filter(None, (picture, reliability)):
        check_target(path, PICTURE)
    splits = _splits(folder, train, test, protocol)
    if examples is not None:
        splits = [thinned(split, examples) for split in splits]
    with bar("Looking at the pictures", len(pictures_of(splits))) as advance:
        seen = see(open_backbone(backbone), splits, advance)
    with bar("Teaching and testing", len(splits)) as advance:
        answers = []
        for split in splits:
            answers += run_split(split, seen, RecogniserSettings())
            advance(1)
    report = Report(tuple(answers))
    if as_json:
        extra = {"protocol": protocol or "given", "splits": len(splits), "examples": examples}
        print_json(report.as_json() | extra)
    else:
        _show(report)
    _draw(report, picture, reliability)


def _splits(
    folder: Path | None, train: Path | None, test: Path | None, protocol: str | None
) -> "list[Split]":
    from bridge.folders import read_folder
    from bridge.protocols import PROTOCOLS, explicit

    if train and test and not folder and not protocol:
        return explicit(read_folder(train), read_folder(test))
    if folder and protocol and not train and not test:
        for name, split in PROTOCOLS.items():
            if name == protocol:
                return split(read_folder(folder))
    raise click.UsageError("Use --train DIR --test DIR, or DIR --protocol NAME.")


def _draw(report: "Report", picture: Path | None, reliability: Path | None) -> None:
    from bridge import charts
    from bridge.targets import write_result

    if picture is not None:
        write_result(picture, charts.confusion(report.confusion()))
    if reliability is not None:
        points = [(bin_.confidence, bin_.accuracy) for bin_ in report.reliability()]
        drawing = charts.lines(
            "How far confidence can be trusted", "confidence", "share that was right",
            {"Posebridge": points, "perfect": [(0.0, 0.0), (1.0, 1.0)]},
        )  # fmt: skip
        write_result(reliability, drawing)


def _show(report: "Report") -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from bridge.visible import visible

    result = report.as_json()
    table = Table("pose", "tested", "right", "mostly taken for")
    for label, share in result["per_class"].items():
        row = result["confusion"][label]
        wrong = {other: count for other, count in row.items() if other != label and count}
        worst = max(wrong, key=wrong.__getitem__) if wrong else "-"
        taken = escape(visible(worst))
        table.add_row(escape(visible(label)), str(sum(row.values())), f"{share:.0%}", taken)
    console = Console()
    console.print(table)
    console.print(
        f"Posebridge {result['accuracy']:.1%}   pixels {result['baselines']['pixels']:.1%}   "
        f"tfjs KNN {result['baselines']['tfjs_knn']:.1%}   "
        f"unknown {result['unknown_rate']:.1%}   calibration error {result['ece']:.2f}   "
        f"({result['tested']} pictures)"
    )
