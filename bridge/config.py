"""Configurations: one YAML file says which pose does what, and where it goes.

Files are validated once, here; what leaves this module is frozen and free of surprises.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bridge import config_schema as schema
from bridge import controls as c
from bridge.config_errors import explain, nearest, stop
from bridge.config_yaml import MAX_BYTES, Document, read_yaml
from bridge.errors import ConfigError
from bridge.keynames import canonical, dangerous, parse_chord


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """The picture source; ``mirror`` and ``region`` must agree with the profile when given."""

    source: int | str = 0
    mirror: bool | None = None
    region: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class OutputSettings:
    """The name of an output plug-in and the options for its constructor.

    ``place`` is where that is written, such as ``me.yaml:7``.
    """

    use: str
    options: Mapping[str, Any] = field(default_factory=dict)
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class FocusRule:
    """Patterns that the focused window must match; None matches anything."""

    title: str | None = None
    window_class: str | None = None


@dataclass(frozen=True, slots=True)
class Safety:
    """When a session lets go. Times are milliseconds, except ``countdown_s``."""

    stall_ms: float = 300.0
    start_disarmed: bool = False
    countdown_s: float = 0.0
    pause_hotkey: tuple[str, ...] = ()
    focus: FocusRule | None = None
    real_keyboard_takes_over: bool = False
    takeover_ms: float = 1500.0


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a configuration file says.

    ``pause_labels`` are the poses that pause and resume; ``lines`` tells on which line each
    control stands, by set and label, and ``places`` the line of everything, by its path of keys.
    ``says_scores`` are the poses whose scores the file gives by name, and ``says_all_scores`` tells
    that it gives them for all.
    """

    name: str
    profile: str | None = None
    camera: CameraSettings = CameraSettings()
    decide: c.DecideSettings = field(default_factory=c.DecideSettings)
    controls: c.Controls = field(default_factory=c.Controls)
    outputs: tuple[OutputSettings, ...] = (OutputSettings("keyboard"),)
    safety: Safety = Safety()
    pause_labels: frozenset[str] = frozenset()
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)
    places: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)
    says_scores: frozenset[str] = frozenset()
    says_all_scores: bool = False


def load_config(path: Path) -> Config:
    """Read a file; raises ConfigError with file, line and the nearest name for every fault."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: this is not a text file in UTF-8.") from None
    except OSError as error:
        raise ConfigError(f"{path}: the file cannot be read: {error.strerror}.") from None
    return parse_config(text, str(path))


def parse_config(text: str, name: str) -> Config:
    """Read the text of a file called ``name``; raises ConfigError as ``load_config`` does."""
    document = read_yaml(text, name)
    if not isinstance(document.value, dict):
        raise ConfigError(f"{name}:1: expected keys such as profile, camera and controls.")
    try:
        file = schema.ConfigFile.model_validate(document.value)
    except ValidationError as error:
        raise explain(error, document, name) from None
    return _Builder(file, document, name).build()


def game_config(labels: Iterable[str], idle: frozenset[str] = c.DecideSettings().idle) -> Config:
    """Return the configuration of a bundled game: every label is held as an event of its name."""
    held = {
        label: (c.Hold((c.event_target(label),)),)
        for label in labels
        if label and label not in idle
    }
    return Config(
        name="game",
        decide=c.DecideSettings(idle=idle),
        controls=c.Controls(sets={c.MAIN_SET: held}),
        outputs=(OutputSettings("game"),),
    )


@dataclass(frozen=True, slots=True)
class _Builder:
    """Turns a valid file into settings, and checks what one part demands of another."""

    file: schema.ConfigFile
    document: Document
    name: str

    def build(self) -> Config:
        file = self.file
        parts = {c.MAIN_SET: file.controls, **file.sets}
        if c.MAIN_SET in file.sets:
            raise self._error(("sets", c.MAIN_SET), '"main" is the name of the set in "controls"')
        sets = {name: self._set(name, part) for name, part in parts.items()}
        words = {
            word: frozenset(
                label for part in parts.values() for label, value in part.items() if value == word
            )
            for word in schema.WORDS
        }
        safety = file.safety
        return Config(
            name=self.name,
            profile=file.profile,
            camera=CameraSettings(**file.camera.model_dump()),
            decide=self._decide(parts, words["idle"]),
            controls=c.Controls(
                sets=sets,
                exclusive=tuple(
                    frozenset(canonical(key) for key in group) for group in file.exclusive
                ),
                axes=tuple(_axis(name, part) for name, part in file.axes.items()),
                allow_system_keys=file.allow_system_keys,
            ),
            outputs=tuple(
                OutputSettings(
                    part.use,
                    dict(part.model_extra or {}),
                    f"{self.name}:{self.document.line(('output', at))}",
                )
                for at, part in enumerate(file.output)
            ),
            safety=Safety(
                stall_ms=safety.stall_ms,
                start_disarmed=safety.start_disarmed,
                countdown_s=safety.countdown_s,
                pause_hotkey=parse_chord(safety.pause_hotkey) if safety.pause_hotkey else (),
                focus=FocusRule(**safety.focus.model_dump()) if safety.focus else None,
                real_keyboard_takes_over=safety.real_keyboard == "takes_over",
                takeover_ms=safety.takeover_ms,
            ),
            pause_labels=words["pause"],
            lines={
                (set_name, label): self.document.line(_path(set_name, label))
                for set_name, part in parts.items()
                for label in part
            },
            places=self.document.lines,
            says_scores=frozenset(label for label, part in self._spoken(parts) if _scored(part)),
            says_all_scores=_scored(file.decide),
        )

    def _decide(
        self, parts: Mapping[str, schema.ControlsPart], idle: frozenset[str]
    ) -> c.DecideSettings:
        default = _thresholds(self.file.decide, c.Thresholds())
        labels = {
            label: _thresholds(part, default) for label, part in self.file.decide.labels.items()
        }
        for label, part in self._spoken(parts):
            if isinstance(part, schema.ControlPart):
                labels[label] = _thresholds(part, labels.get(label, default))
        mapped = {label for part in parts.values() for label in part}
        return c.DecideSettings(default, labels, idle or c.DecideSettings().idle - mapped)

    def _spoken(
        self, parts: Mapping[str, schema.ControlsPart]
    ) -> Iterator[tuple[str, schema.ThresholdsPart]]:
        """Yield every (label, part) that may hold thresholds of its own."""
        yield from self.file.decide.labels.items()
        for part in parts.values():
            for label, value in part.items():
                if isinstance(value, schema.ControlPart):
                    yield label, value

    def _set(self, set_name: str, part: schema.ControlsPart) -> c.ControlSet:
        built: dict[str, tuple[c.Control, ...]] = {}
        for label, value in part.items():
            if isinstance(value, schema.ControlPart):
                built[label] = tuple(_controls(value))
                self._check(_path(set_name, label), built[label])
        return built

    def _check(self, path: tuple[str | int, ...], controls: Iterable[c.Control]) -> None:
        for control in controls:
            match control:
                case c.UseSet(name) if name != c.MAIN_SET and name not in self.file.sets:
                    known = (c.MAIN_SET, *self.file.sets)
                    raise self._error(path, f'there is no set "{name}"{nearest(name, known)}')
                case c.Hold(keys) | c.Tap(keys) | c.Repeat(keys) | c.Toggle(keys):
                    self._refuse_dangerous(path, keys)
                case c.Sequence(chords):
                    for keys in chords:
                        self._refuse_dangerous(path, keys)

    def _refuse_dangerous(self, path: tuple[str | int, ...], keys: Iterable[str]) -> None:
        found = dangerous(keys)
        if found and not self.file.allow_system_keys:
            raise self._error(
                path,
                f'"{"+".join(sorted(found))}" can leave the program or the session',
                'write "allow_system_keys: true" when that is what you want.',
            )

    def _error(self, path: tuple[str | int, ...], text: str, hint: str = "") -> ConfigError:
        return ConfigError(f"{self.name}:{self.document.line(path)}: {stop(text)}", hint)


def _path(set_name: str, label: str) -> tuple[str | int, ...]:
    return ("controls", label) if set_name == c.MAIN_SET else ("sets", set_name, label)


def _scored(part: schema.ThresholdsPart) -> bool:
    return part.enter is not None or part.leave is not None


def _thresholds(part: schema.ThresholdsPart, default: c.Thresholds) -> c.Thresholds:
    names = schema.ThresholdsPart.model_fields
    given = {name: getattr(part, name) for name in names if getattr(part, name) is not None}
    if "enter" in given and "leave" not in given:
        given["leave"] = min(default.leave, given["enter"])
    return c.Thresholds(**{name: given.get(name, getattr(default, name)) for name in names})


def _controls(part: schema.ControlPart) -> Iterable[c.Control]:
    if part.hold:
        yield c.Hold(_targets(part.hold))
    for taps in (part.tap, part.chord):
        if taps:
            yield c.Tap(_targets(taps), part.press_ms)
    if part.release:
        yield c.Tap(_targets(part.release), part.press_ms, at_end=True)
    if part.repeat:
        yield c.Repeat(_targets(part.repeat), part.delay_ms, part.rate, part.press_ms)
    if part.toggle:
        yield c.Toggle(_targets(part.toggle))
    if part.sequence:
        chords = tuple(parse_chord(chord) for chord in part.sequence)
        yield c.Sequence(chords, part.press_ms, part.gap_ms)
    if part.click == "double":
        yield c.Sequence((("mouse_left",), ("mouse_left",)), part.press_ms, part.gap_ms)
    elif part.click:
        yield c.Tap((f"mouse_{part.click}",), part.press_ms)
    if part.move or part.scroll:
        dx, dy = part.move or (0.0, 0.0)
        yield c.Move(dx, dy, part.scroll or 0.0)
    for name, value in (part.axis or {}).items():
        yield c.SetAxis(name, value)
    if part.event:
        yield c.Hold(tuple(c.event_target(name) for name in part.event))
    if part.set:
        yield c.UseSet(part.set)


def _targets(chords: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for chord in chords for key in parse_chord(chord)))


def _axis(name: str, part: schema.AxisPart) -> c.AxisSource:
    return c.AxisSource(
        name, part.range[0], part.range[1], part.plus, part.minus, part.dead_zone, part.smooth_ms
    )
