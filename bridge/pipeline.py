"""The stages in reading order: a frame becomes actions.

Nothing here waits, sends or knows the time of day; the frame carries its own time.
"""

from dataclasses import replace

from bridge.backbones import Backbone
from bridge.decide import Decider
from bridge.knn import Recogniser
from bridge.mapping import Mapper
from bridge.timing import Stopwatch
from bridge.types import Action, Frame, Gesture, Snapshot
from bridge.view import View


class Pipeline:
    """One player's way from the camera's picture to actions."""

    def __init__(
        self,
        view: View,
        backbone: Backbone,
        recogniser: Recogniser,
        decider: Decider,
        mapper: Mapper,
    ) -> None:
        self.view = view
        self.backbone = backbone
        self.recogniser = recogniser
        self.decider = decider
        self.mapper = mapper

    def step(self, frame: Frame, *, armed: bool = True) -> Snapshot:
        """Return everything that one frame leads to; without ``armed`` there are no actions."""
        watch = Stopwatch()
        with watch.stage("embed"):
            seen = replace(frame, image=self.view.apply(frame.image))
            embedding = self.backbone.follow(seen)
        with watch.stage("knn"):
            prediction = self.recogniser.predict(embedding)
        with watch.stage("decide"):
            gestures = self.decider.update(prediction)
        with watch.stage("map"):
            actions = self.mapper.update(gestures, prediction, frame.time) if armed else ()
        return Snapshot(
            frame=frame,
            prediction=prediction,
            embedding=embedding,
            gestures=gestures,
            actions=actions,
            gesture=self.decider.gesture,
            armed=armed,
            timings=watch.stages,
        )

    def tick(
        self, time: float, *, armed: bool = True
    ) -> tuple[tuple[Gesture, ...], tuple[Action, ...]]:
        """Return the gestures and actions that become due by ``time`` without a new frame."""
        gestures = self.decider.tick(time)
        return gestures, (self.mapper.tick(time, gestures) if armed else ())
