"""``posebridge bench``: how long each stage takes on this machine."""

import json
from typing import Any

import click

from bridge.cli.numbers import Number

SIZES = (100, 1_000, 10_000, 100_000)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--seconds", default=5.0, show_default=True, type=Number(0.5, 60),
    help="How long to run with a moving and with a still picture.",
)  # fmt: skip
@click.option(
    "--backbone", default="efficientnet-lite0", show_default=True,
    help="What embeds the pictures in a step, such as landmarks.",
)  # fmt: skip
@click.option(
    "--most", default=SIZES[-1], show_default=True, type=click.IntRange(min=SIZES[0]),
    help="The most examples to look for neighbours among.",
)  # fmt: skip
def bench(as_json: bool, seconds: float, backbone: str, most: int) -> None:
    """Measure every stage, the bare network, the neighbours and the start on this machine."""
    report = _measure(seconds, backbone, most)
    if as_json:
        click.echo(json.dumps(report))
    else:
        _show(report)


def _measure(seconds: float, name: str, most: int) -> dict[str, Any]:
    from bridge.backbones.measuring import settled
    from bridge.backbones.store import find_card, open_backbone
    from bridge.bench.formats import measure_formats
    from bridge.bench.machine import describe
    from bridge.bench.neighbours import measure_neighbours
    from bridge.bench.replay import as_jpegs, drawn_profile, moving_pictures, still_pictures
    from bridge.bench.running import measure_share, measure_startup
    from bridge.bench.senses import measure_senses
    from bridge.bench.steps import measure_steps
    from bridge.cli.progress import bar
    from bridge.machine import kept_off

    card = find_card("default")
    choice = settled(card, anew=True)
    backbone = open_backbone(name)
    with bar("Measuring", 5) as advance:
        profile = drawn_profile(backbone)
        moving, still = as_jpegs(moving_pictures(120)), as_jpegs(still_pictures(30))
        always = as_jpegs(moving_pictures(60, always=True))
        advance(1)
        share = {
            "moving": measure_share(profile, backbone, always, seconds),
            "playing": measure_share(profile, backbone, moving, seconds),
            "still": measure_share(profile, backbone, still, seconds),
        }
        advance(1)
        helpers = choice.engine.helpers
        steps = kept_off(helpers, measure_steps, profile, backbone, card, moving)
        shown = moving_pictures(40)
        formats = kept_off(helpers, measure_formats, shown)
        senses = kept_off(helpers, measure_senses, shown[0])
        advance(1)
        startup = measure_startup(profile, card)
        advance(1)
        neighbours = measure_neighbours(backbone.blocks, [size for size in SIZES if size <= most])
        advance(1)
    return {
        "machine": describe(),
        "backbone": backbone.name,
        "stages_ms": steps.stages,
        "engine": {"chosen": str(choice.engine), "why": choice.why},
        "network_ms": steps.network,
        "step_ms": steps.step,
        "step_p95_ms": steps.step_p95,
        "step_over_network": round(steps.step / steps.network, 3),
        "step_over_network_busy": steps.busy_ratio,
        "senses_ms": senses,
        "int8": formats,
        "knn_ms": neighbours,
        **startup,
        "cpu_share": share,
    }


def _show(report: dict[str, Any]) -> None:
    for name, value in report["machine"].items():
        click.echo(f"{name:14} {value}")
    click.echo(f"\nrun by         {report['engine']['chosen']} ({report['engine']['why']})")
    click.echo("\nmilliseconds         median      95 %")
    for name, times in report["stages_ms"].items():
        click.echo(f"  {name:14} {times['p50']:11.3f} {times['p95']:9.3f}")
    click.echo(f"  {'whole step':14} {report['step_ms']:11.3f} {report['step_p95_ms']:9.3f}")
    click.echo(f"  {'bare network':14} {report['network_ms']:11.3f}")
    click.echo(
        f"A step takes {report['step_over_network']:.2f} times the bare network, and "
        f"{report['step_over_network_busy']:.2f} times its processor time."
    )
    click.echo("\nlandmarks              find      read   (ms; one find where none is in sight)")
    for sense, cost in report["senses_ms"].items():
        click.echo(f"  {sense:14} {cost['find']:11.3f} {cost['read']:9.3f}")
    int8 = report["int8"]
    click.echo(
        f"The 8-bit network would take {int8['int8_ms']:.1f} ms: {int8['times_faster']:.1f} times "
        f"as fast, cosine {int8['cosine']:.3f} (--backbone efficientnet-lite0-int8); "
        "whether it suits a profile: posebridge doctor PROFILE."
    )
    click.echo("\nneighbours           median")
    for size, time in report["knn_ms"].items():
        click.echo(f"  {int(size):9,} examples {time:9.3f}")
    click.echo(
        f"\nFirst prediction after {report['startup_s']:.2f} s, "
        f"{report['startup_over_bare']:.2f} times importing and loading the network alone."
    )
    share = report["cpu_share"]
    click.echo(
        f"At 30 frames a second: {share['moving']:.1%} of the processor while you move, "
        f"{share['playing']:.1%} while you change poses now and then, "
        f"{share['still']:.1%} while you are still; {report['rss_mb']} MB of memory."
    )
