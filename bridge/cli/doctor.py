"""``posebridge doctor``: what works on this machine, and what a profile or configuration needs."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bridge.doctor import ARROWS, Finding, State, examine, examine_keys, examine_outputs
from bridge.profile import Profile
from bridge.visible import visible

MARKS = {"good": "[green]ok[/]", "note": "[yellow]note[/]", "bad": "[red]problem[/]"}
CONFIGS = (".yaml", ".yml")
STATES: dict[str, State] = {"good": "good", "hint": "note", "problem": "bad"}


@click.command()
@click.argument("target", required=False, metavar="[PROFILE or CONFIG]")
@click.option("--no-keys", is_flag=True, help="Do not open a window to try the keyboard.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def doctor(target: str | None, no_keys: bool, as_json: bool) -> None:
    """Find out what works on this machine.

    Presses the arrow keys in a window of its own and tells what arrived. With a CONFIG (.yaml) it
    tries every key and output that the file uses; with a PROFILE it looks at what was taught.
    """
    if target is None:
        findings = [*examine(), *([] if no_keys else examine_keys(ARROWS))]
    elif Path(target).suffix in CONFIGS:
        findings = _config(Path(target))
    else:
        findings = _profile(target)
    if as_json:
        click.echo(json.dumps({"findings": [asdict(finding) for finding in findings]}))
    else:
        _show(findings)


def _config(path: Path) -> list[Finding]:
    from bridge.assembly import find_config
    from bridge.config import load_config
    from bridge.config_check import check, mapped_keys

    path = find_config(path)
    config = load_config(path)
    remarks = [Finding("file", "note", remark.told_of(path)) for remark in check(config)]
    found = remarks or [Finding("file", "good", f"{path} is valid")]
    for part in config.outputs:
        if part.use == "keyboard":
            found += examine_keys(mapped_keys(config), str(part.options.get("backend", "auto")))
    return found + examine_outputs(config.outputs)


def _profile(name: str) -> list[Finding]:
    from bridge.advice import advise
    from bridge.assembly import find_profile
    from bridge.profile import load_profile
    from bridge.words import load_words

    words = load_words()
    profile = load_profile(find_profile(name))
    advice = advise(profile)
    found = [Finding("examples", STATES[each.level], each.said(words)) for each in advice]
    return [*found, *_format(profile, name)]


def _format(profile: Profile, name: str) -> Iterator[Finding]:
    from bridge.backbones.store import NETWORK
    from bridge.bench.formats import INT8, KEPT, judge_int8

    verdict = judge_int8(profile) if profile.backbone == NETWORK else None
    if verdict is None:
        return
    text = (
        f"in 8 bits the network would be {verdict.times_faster:.1f} times as fast, and "
        f"{verdict.same_nearest:.0%} of the examples keep their nearest one ({KEPT:.0%} are needed)"
    )
    hint = f"posebridge renew {name} --backbone {INT8}" if verdict.advised else ""
    stays = "" if verdict.advised else ": the profile stays as it is"
    yield Finding("network", "note" if verdict.advised else "good", text + stays, hint)


def _show(findings: Sequence[Finding]) -> None:
    table = Table("", "what", "finding", show_header=False, box=None, padding=(0, 1))
    for finding in findings:
        text = escape(visible(finding.text))
        if finding.hint:
            text += f"\n[dim]{escape(visible(finding.hint))}[/]"
        table.add_row(MARKS[finding.state], finding.topic, text)
    Console().print(table)
