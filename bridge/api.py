"""The only names that games and plug-ins import. What is here stays."""

from collections.abc import Sequence
from typing import Protocol

from bridge.backbones import Backbone
from bridge.cameras import Camera
from bridge.errors import (
    BackboneError,
    CameraError,
    MissingExtraError,
    OutputError,
    PosebridgeError,
)
from bridge.outputs import Output
from bridge.types import (
    Action,
    Axis,
    Button,
    Embedding,
    Event,
    Frame,
    Gesture,
    Image,
    Key,
    MouseMove,
    Neighbour,
    Prediction,
    Skeleton,
    Snapshot,
    Vector,
)


class Feed(Protocol):
    """What a game sees of one player before the camera.

    A game calls ``actions`` once a frame; everything else is for the corner picture and the pause.
    ``poses`` are those that the camera's player can be asked for: none before a real camera.
    """

    @property
    def poses(self) -> Sequence[str]:
        """The poses that ``ask`` knows."""

    def actions(self) -> list[Action]:
        """Return what happened since the last call, in order; never blocks."""

    def snapshot(self) -> Snapshot | None:
        """Return the newest step of the recogniser, or None before the first."""

    def ask(self, pose: str | None) -> None:
        """Have the drawn player take a pose, None for the neutral one; ignores unknown ones."""

    def stalled(self) -> bool:
        """Whether the camera has given no new frame for longer than the stall limit."""

    def close(self) -> None:
        """Stop the camera and release everything."""


__all__ = [
    "Action",
    "Axis",
    "Backbone",
    "BackboneError",
    "Button",
    "Camera",
    "CameraError",
    "Embedding",
    "Event",
    "Feed",
    "Frame",
    "Gesture",
    "Image",
    "Key",
    "MissingExtraError",
    "MouseMove",
    "Neighbour",
    "Output",
    "OutputError",
    "PosebridgeError",
    "Prediction",
    "Skeleton",
    "Snapshot",
    "Vector",
]
