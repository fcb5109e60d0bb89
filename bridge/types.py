"""The few frozen values that flow from the camera to the output.

Times are seconds on the monotonic clock, taken once at capture; every later stage reads them
from the data. Images are RGB, (height, width, 3), uint8 and read-only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Image: TypeAlias = NDArray[np.uint8]
Vector: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a camera; ``half`` is the same at half its size, once somebody has made it."""

    image: Image
    time: float
    index: int
    half: Image | None = None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A hand, body or head to draw over the picture it was found in.

    ``points`` are (x, y) in shares of the picture's width and height, and may lie outside;
    ``bones`` are pairs of places in ``points``.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    bones: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Embedding:
    """What the networks saw in one frame: named blocks of features.

    ``blocks`` maps a block's name (a network layer, later a group of landmarks) to a 1-D float32
    vector. ``presence`` tells for blocks that can be absent how surely they were found, 0..1;
    a block without an entry is present, a block without a vector is absent. ``skeletons`` are what
    landmark networks found, for drawing.
    """

    blocks: Mapping[str, Vector]
    time: float = 0.0
    index: int = 0
    presence: Mapping[str, float] = field(default_factory=dict)
    skeletons: tuple[Skeleton, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One of the nearest examples: its id in the profile, label, distance and vote (0..1)."""

    example: int
    label: str
    distance: float
    weight: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """The recogniser's answer for one frame.

    ``label`` is None when the frame is unlike everything taught. ``confidence`` and ``scores`` are
    0..1; the scores of all labels and of "unknown" sum to 1 (unknown is 1 minus their sum).
    ``distance`` is in units of the winner's own radius where it has one: above 1 is unusual.
    ``nearest`` are the nearest examples, where they were asked for. ``value`` is the regression
    output of a profile that was trained on numbers.
    """

    label: str | None
    confidence: float
    scores: Mapping[str, float]
    time: float
    distance: float = 0.0
    nearest: tuple[Neighbour, ...] = ()
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Gesture:
    """A change of the decided gesture; emitted only when it changes. None is neutral."""

    name: str | None
    previous: str | None
    time: float


@dataclass(frozen=True, slots=True)
class Key:
    """A keyboard key goes down or up; ``name`` is a canonical key name such as ``left``."""

    name: str
    down: bool
    time: float


@dataclass(frozen=True, slots=True)
class Button:
    """A mouse (``mouse_left``) or gamepad (``pad_a``) button goes down or up."""

    name: str
    down: bool
    time: float


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis takes an absolute value, -1..1."""

    name: str
    value: float
    time: float


@dataclass(frozen=True, slots=True)
class MouseMove:
    """The pointer moves by (dx, dy) pixels, or the wheel by ``scroll`` notches (up is positive)."""

    dx: float
    dy: float
    time: float
    scroll: float = 0.0


@dataclass(frozen=True, slots=True)
class Event:
    """A gesture began or ended, for programs that listen (game, OSC, MQTT, WebSocket)."""

    name: str
    down: bool
    time: float
    value: float = 1.0


Action: TypeAlias = Key | Button | Axis | MouseMove | Event


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything one step produced; newest wins. For previews, traces and benchmarks.

    ``timings`` are milliseconds by stage name (``view``, ``embed``, ``knn``, ``decide``, ``map``,
    ``send``).
    """

    frame: Frame
    prediction: Prediction
    embedding: Embedding | None = None
    gestures: tuple[Gesture, ...] = ()
    actions: tuple[Action, ...] = ()
    gesture: str | None = None
    armed: bool = False
    timings: Mapping[str, float] = field(default_factory=dict)
