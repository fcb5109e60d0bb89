"""Tests as one-line scripts: a configuration, a timeline of labels, the actions expected."""

from bridge.config import Config, parse_config
from bridge.decide import Decider
from bridge.mapping import Mapper
from bridge.types import Action, Axis, Button, Event, Key, MouseMove, Prediction

TICK_MS = 10


def see(label: str, time: float, score: float = 0.9) -> Prediction:
    """Return a prediction of ``label``; ``?`` is a frame like nothing taught."""
    if label == "?":
        return Prediction(None, 0.0, {}, time)
    return Prediction(label, score, {label: score}, time)


def play(controls: str, timeline: str, more: str = "decide: {dwell_ms: 0, grace_ms: 0}") -> str:
    """Run a timeline such as ``0 left, 100 none`` and return ``0 +left, 100 -left``.

    A label may carry its score: ``left=0.6``. Between frames the machine ticks every 10 ms, and
    it goes on ticking for a second.
    """
    config = parse_config(f"{more}\ncontrols:\n{controls}\n", "script")
    return ", ".join(run(config, timeline))


def run(config: Config, timeline: str) -> list[str]:
    """Run a timeline through a configuration; see ``play``."""
    decider, mapper = Decider(config.decide), Mapper(config.controls)
    frames = {}
    for item in timeline.split(","):
        at, what = item.split()
        label, _, score = what.partition("=")
        frames[int(at)] = see(label, int(at) / 1000, float(score or 0.9))
    last = max(frames) + 1000
    said: list[str] = []
    for ms in sorted({*range(0, last, TICK_MS), *frames}):
        time = ms / 1000
        if ms in frames:
            actions = mapper.update(decider.update(frames[ms]), frames[ms], time)
        else:
            actions = mapper.tick(time, decider.tick(time))
        said += [f"{ms} {short(action)}" for action in actions]
    return said


def short(action: Action) -> str:
    """Return ``+left`` or ``-left`` for keys, and as much for the others."""
    match action:
        case Key(name, down) | Button(name, down):
            return f"{'+' if down else '-'}{name}"
        case Event(name, down):
            return f"{'+' if down else '-'}event:{name}"
        case Axis(name, value):
            return f"{name}={value:g}"
        case MouseMove(dx, dy, _, scroll):
            return f"move({dx:g} {dy:g} {scroll:g})"
