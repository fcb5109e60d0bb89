"""What a configuration says about deciding and controls, as frozen values without behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

MAIN_SET = "main"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When one label counts as seen, and for how long.

    A gesture begins when its score has stayed at or above ``enter`` for ``dwell_ms``; it lasts at
    least ``min_hold_ms`` and ends when the score has stayed below ``leave`` for ``grace_ms``.
    It begins again no sooner than ``cooldown_ms`` after it last began, and, with
    ``from_neutral``, only out of neutral. Of several labels seen, the higher ``priority`` wins.
    """

    enter: float = 0.7
    leave: float = 0.5
    dwell_ms: float = 60.0
    min_hold_ms: float = 0.0
    grace_ms: float = 150.0
    cooldown_ms: float = 0.0
    priority: int = 0
    from_neutral: bool = False


@dataclass(frozen=True, slots=True)
class DecideSettings:
    """Thresholds for every label, and which labels mean neutral."""

    default: Thresholds = Thresholds()
    labels: Mapping[str, Thresholds] = field(default_factory=dict)
    idle: frozenset[str] = frozenset({"none"})

    def of(self, label: str) -> Thresholds:
        """Return the thresholds of one label."""
        return self.labels.get(label, self.default)


@dataclass(frozen=True, slots=True)
class Hold:
    """Keys, buttons or events are down as long as the gesture lasts."""

    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tap:
    """Keys go down in order and up again after ``press_ms``; ``at_end`` when the gesture ends."""

    targets: tuple[str, ...]
    press_ms: float = 40.0
    at_end: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """A tap at once, the next after ``delay_ms``, then ``rate`` taps a second."""

    targets: tuple[str, ...]
    delay_ms: float = 400.0
    rate: float = 10.0
    press_ms: float = 40.0


@dataclass(frozen=True, slots=True)
class Toggle:
    """Keys go down with one gesture and up with the next."""

    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Chords are tapped one after the other, ``gap_ms`` apart."""

    chords: tuple[tuple[str, ...], ...]
    press_ms: float = 40.0
    gap_ms: float = 40.0


@dataclass(frozen=True, slots=True)
class Move:
    """The pointer moves ``dx``, ``dy`` pixels and the wheel ``scroll`` notches a second."""

    dx: float = 0.0
    dy: float = 0.0
    scroll: float = 0.0


@dataclass(frozen=True, slots=True)
class SetAxis:
    """An axis has ``value`` (-1..1) while the gesture lasts, and returns to 0."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class UseSet:
    """Another set of controls comes into force."""

    name: str


Control: TypeAlias = Hold | Tap | Repeat | Toggle | Sequence | Move | SetAxis | UseSet
ControlSet: TypeAlias = Mapping[str, tuple[Control, ...]]


@dataclass(frozen=True, slots=True)
class AxisSource:
    """Where an analogue axis takes its value from, in every frame.

    Either the profile's trained number, stretched from ``low``..``high`` to -1..1, or the score
    of the label ``plus`` less the score of ``minus``. Values nearer to 0 than ``dead_zone``
    become 0; ``smooth_ms`` is the time constant of a first-order low pass.
    """

    name: str
    low: float = 0.0
    high: float = 1.0
    plus: str | None = None
    minus: str | None = None
    dead_zone: float = 0.0
    smooth_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Controls:
    """All sets of controls. ``exclusive`` groups hold targets that are never down together."""

    sets: Mapping[str, ControlSet] = field(default_factory=lambda: {MAIN_SET: {}})
    exclusive: tuple[frozenset[str], ...] = ()
    axes: tuple[AxisSource, ...] = ()
    allow_system_keys: bool = False


EVENT_PREFIX = "event:"


def event_target(name: str) -> str:
    """Return the target that stands for an event rather than a key."""
    return EVENT_PREFIX + name
