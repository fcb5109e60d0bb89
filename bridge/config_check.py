"""Look at a valid configuration for what is probably not meant."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bridge import controls as c
from bridge.cameras import MOST_DIGITS
from bridge.config import Config
from bridge.config_errors import nearest, stop
from bridge.keynames import PAD_AXES, dangerous, is_button

_LONG_DWELL_MS = 1500
_DESKTOP = frozenset({"keyboard", "mouse", "gamepad"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark; ``line`` is 0 when it concerns the whole file."""

    line: int
    text: str

    def told_of(self, file: Path) -> str:
        """Return the remark with its place in front."""
        return f"{file}:{self.line}: {self.text}" if self.line else f"{file}: {self.text}"


def check(config: Config, labels: Collection[str] | None = None) -> list[Finding]:
    """Return remarks in the order of the file; ``labels`` are those of the profile."""
    found = [
        *_camera(config),
        *_thresholds(config),
        *_conflicts(config),
        *_sets(config),
        *_system_keys(config),
        *_outputs(config),
        *_safety(config),
        *(_labels(config, labels) if labels is not None else ()),
    ]
    return sorted(found, key=lambda finding: finding.line)


def _remark(config: Config, place: tuple[str, str], text: str) -> Finding:
    return Finding(config.lines.get(place, 0), stop(text))


def _at(config: Config, path: tuple[str, ...], text: str) -> Finding:
    return Finding(config.places.get(path, 0), stop(text))


def _every(config: Config) -> Iterator[tuple[tuple[str, str], tuple[c.Control, ...]]]:
    for set_name, part in config.controls.sets.items():
        for label, controls in part.items():
            yield (set_name, label), controls


def targets(control: c.Control) -> tuple[str, ...]:
    """Return the keys, buttons and events that a control can press."""
    match control:
        case c.Hold(keys) | c.Tap(keys) | c.Repeat(keys) | c.Toggle(keys):
            return keys
        case c.Sequence(chords):
            return tuple(key for chord in chords for key in chord)
        case _:
            return ()


def mapped_keys(config: Config) -> tuple[str, ...]:
    """Return the names of all keyboard keys that any control presses, each once."""
    return tuple(pressed_at(config))


def pressed_at(config: Config) -> dict[str, int]:
    """Return all keyboard keys that any control presses, with the line of the first that does."""
    found: dict[str, int] = {}
    for place, controls in _every(config):
        for name in (name for part in controls for name in targets(part)):
            if not is_button(name) and not name.startswith(c.EVENT_PREFIX):
                found.setdefault(name, config.lines[place])
    return found


def _camera(config: Config) -> Iterator[Finding]:
    source = str(config.camera.source)
    if source.isdecimal() and len(source) > MOST_DIGITS:
        yield _at(config, ("camera", "source"), f"no camera has the number {source:.40}")


def _thresholds(config: Config) -> Iterator[Finding]:
    for place, _ in _every(config):
        label = place[1]
        values = config.decide.of(label)
        if values.enter >= 1:
            yield _remark(config, place, f'"{label}" needs a score of 1, which is hardly reached')
        if values.enter <= 0:
            yield _remark(config, place, f'"{label}" begins at a score of 0, so it is always on')
        if values.leave > values.enter:
            text = (
                f'"{label}" ends below {values.leave:g} but begins at {values.enter:g}: it flickers'
            )
            yield _remark(config, place, text)
        if values.dwell_ms > _LONG_DWELL_MS:
            text = f'"{label}" must be held for {values.dwell_ms:g} ms before anything happens'
            yield _remark(config, place, text)


def _conflicts(config: Config) -> Iterator[Finding]:
    for (set_name, label), controls in _every(config):
        place = (set_name, label)
        if label in config.decide.idle:
            yield _remark(config, place, f'"{label}" is idle in another set, so it does nothing')
        mine = [key for control in controls for key in targets(control)]
        for group in config.controls.exclusive:
            both = [key for key in dict.fromkeys(mine) if key in group]
            if len(both) > 1:
                text = f'"{label}" presses {" and ".join(both)}, of which only one can be down'
                yield _remark(config, place, text)
        held = {
            key for control in controls if isinstance(control, c.Hold) for key in control.targets
        }
        again = {
            key
            for control in controls
            if not isinstance(control, c.Hold)
            for key in targets(control)
        }
        for key in sorted(held & again):
            yield _remark(
                config, place, f'"{label}" holds {key} and also taps it, which does nothing'
            )
        toggled = _toggled(controls)
        for other, others in config.controls.sets[set_name].items() if toggled else ():
            if other == label:
                continue
            for key in sorted(toggled & {k for part in others for k in targets(part)}):
                text = f'"{label}" toggles {key}, which "{other}" presses too'
                yield _remark(config, place, text)


def _toggled(controls: Iterable[c.Control]) -> set[str]:
    return {key for part in controls if isinstance(part, c.Toggle) for key in part.targets}


def _sets(config: Config) -> Iterator[Finding]:
    sets = config.controls.sets
    leads = {
        name: {
            part.name
            for parts in sets[name].values()
            for part in parts
            if isinstance(part, c.UseSet)
        }
        for name in sets
    }
    for name, part in sets.items():
        place = (name, next(iter(part), ""))
        reached = any(name in to for other, to in leads.items() if other != name)
        for label, controls in part.items():
            if any(isinstance(one, c.UseSet) for one in controls):
                yield from _lost(config, (name, label), controls)
        if name != c.MAIN_SET and not reached:
            yield _remark(config, place, f'nothing switches to the set "{name}"')
        if name != c.MAIN_SET and not leads[name] - {name}:
            yield _remark(config, place, f'nothing leads out of the set "{name}"')


def _lost(
    config: Config, place: tuple[str, str], controls: Iterable[c.Control]
) -> Iterator[Finding]:
    if not all(isinstance(one, c.UseSet | c.Tap | c.Sequence) for one in controls) or any(
        isinstance(one, c.Tap) and one.at_end for one in controls
    ):
        text = f'"{place[1]}" switches the set, which ends all it does but taps and sequences'
        yield _remark(config, place, text)


def _system_keys(config: Config) -> Iterator[Finding]:
    stays = {
        name: {key for parts in part.values() for key in _toggled(parts)}
        for name, part in config.controls.sets.items()
    }
    for place, controls in _every(config):
        for control in controls:
            alone = dangerous(targets(control))
            together = dangerous((*targets(control), *stays[place[0]]))
            if alone:
                yield _remark(config, place, f'"{place[1]}" presses {"+".join(sorted(alone))}')
            elif together and not config.controls.allow_system_keys:
                text = (
                    f'"{place[1]}" would complete {"+".join(sorted(together))} and is refused then'
                )
                yield _remark(config, place, text)


def _outputs(config: Config) -> Iterator[Finding]:
    names = [output.use for output in config.outputs]
    used = set(names)
    for name in sorted(name for name in used if name in _DESKTOP and names.count(name) > 1):
        yield _at(config, ("output",), f'the output "{name}" is named twice')
    if not used & _DESKTOP or used - _DESKTOP - {"trace"}:
        return
    for axis in config.controls.axes:
        yield from (_at(config, ("axes", axis.name), text) for text in _axis(axis.name, used))
    for place, controls in _every(config):
        for control in controls:
            if isinstance(control, c.SetAxis):
                yield from (_remark(config, place, text) for text in _axis(control.name, used))
            for need in sorted(_needs(control) - used):
                text = f'"{place[1]}" needs the output "{need}", which is not used'
                yield _remark(config, place, text)
            if any(target.startswith(c.EVENT_PREFIX) for target in targets(control)):
                text = f'"{place[1]}" is an event, which {" and ".join(sorted(used))} cannot tell'
                yield _remark(config, place, text)


def _axis(name: str, used: Collection[str]) -> Iterator[str]:
    """Yield why none of the outputs ``used``, all of the desktop, moves the axis ``name``."""
    if name not in PAD_AXES:
        yield f'no output here has the axis "{name}"{nearest(name, PAD_AXES)}'
    elif "gamepad" not in used:
        yield f'the axis "{name}" needs the output "gamepad", which is not used'


def _needs(control: c.Control) -> set[str]:
    if isinstance(control, c.Move):
        return {"mouse"}
    kinds = set()
    for target in targets(control):
        if target.startswith(c.EVENT_PREFIX):
            continue
        kinds.add(
            ("gamepad" if target.startswith("pad_") else "mouse")
            if is_button(target)
            else "keyboard"
        )
    return kinds


def _safety(config: Config) -> Iterator[Finding]:
    safety = config.safety
    hotkey = frozenset(safety.pause_hotkey)
    for place, controls in _every(config):
        pressed = {name for control in controls for name in targets(control)}
        if hotkey and safety.pause_hotkey[-1] in pressed:
            text = f'"{place[1]}" presses {safety.pause_hotkey[-1]}, which belongs to pause_hotkey'
            yield _remark(config, place, text)
    if safety.start_disarmed and not (safety.countdown_s or hotkey or config.pause_labels):
        text = "nothing ever starts it: add countdown_s, pause_hotkey, or a pose that is: pause"
        yield _at(config, ("safety", "start_disarmed"), text)


def _labels(config: Config, labels: Collection[str]) -> Iterator[Finding]:
    spoken = {label for _, label in config.lines}
    for (set_name, label), _ in sorted(config.lines.items(), key=lambda item: item[1]):
        if label not in labels:
            text = f'the profile has no pose "{label}"{nearest(label, labels)}'
            yield _remark(config, (set_name, label), text)
    for label in labels:
        if label not in spoken and label not in config.decide.idle:
            yield Finding(0, f'the pose "{label}" of the profile does nothing here.')
    for label in config.decide.labels:
        if label not in spoken and label not in labels:
            text = f'"decide" speaks of "{label}", which nothing else knows'
            yield _at(config, ("decide", "labels", label), text)
    for axis in config.controls.axes:
        for part, pose in (("plus", axis.plus), ("minus", axis.minus)):
            if pose is not None and pose not in labels:
                text = f'the profile has no pose "{pose}"{nearest(pose, labels)}'
                yield _at(config, ("axes", axis.name, part), text)
