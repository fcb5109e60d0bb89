"""The stages in reading order: a frame becomes actions.

Nothing here waits, sends or knows the time of day; the frame carries its own time.
"""

from dataclasses import replace

from bridge.backbones import Backbone, SearchingBackbone
from bridge.decide import Decider
from bridge.knn import Recogniser
from bridge.mapping import Mapper
from bridge.pictures import with_half
from bridge.stillness import Stillness
from bridge.timing import Stopwatch
from bridge.types import Action, Embedding, Frame, Gesture, Image, Prediction, Snapshot
from bridge.view import View

# At a still picture of no known pose: the noise of the next ones may lift it over the edge.
DOUBTFUL_LOOKS = 24


class Pipeline:
    """One player's way from the camera's picture to actions."""

    def __init__(
        self,
        view: View,
        backbone: Backbone,
        recogniser: Recogniser,
        decider: Decider,
        mapper: Mapper,
        stillness: Stillness | None = None,
    ) -> None:
        self.view = view
        self.backbone = backbone
        self.recogniser = recogniser
        self.decider = decider
        self.mapper = mapper
        self._stillness = stillness or Stillness()
        self._given: Image | None = None
        self._seen: Frame | None = None
        self._embedding: Embedding | None = None
        self._prediction: Prediction | None = None
        self._version = (-1, -1)
        self._looks = 0  # at the picture as it is since something last moved
        self._searching = backbone if isinstance(backbone, SearchingBackbone) else None

    def step(self, frame: Frame, *, armed: bool = True) -> Snapshot:
        """Return everything that one frame leads to; without ``armed`` there are no actions."""
        watch = Stopwatch()
        with watch.stage("view"):
            seen, changed = self._look(frame)
        with watch.stage("embed"):
            embedding = self._embed(seen, changed=changed)
        with watch.stage("knn"):
            prediction = self._recognise(embedding, changed=changed)
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

    def _look(self, frame: Frame) -> tuple[Frame, bool]:
        """Return the frame through the view, and whether it shows anything new."""
        before = self._seen
        if before is not None and frame.image is self._given:
            again = replace(before, time=frame.time, index=frame.index)
            return again, self._looks < self._worth()
        seen = with_half(self.view.see(frame))
        assert seen.half is not None
        self._given, self._seen = frame.image, seen
        changed = self._stillness.changed(seen.half)
        if self._stillness.moved:
            self._looks = 0
        unknown = self._prediction is not None and self._prediction.label is None
        worth = max(self._worth(), DOUBTFUL_LOOKS if unknown else 0)
        return seen, changed or self._looks < worth

    def _worth(self) -> int:
        """How many looks at one still picture may each tell more."""
        return self._searching.looks if self._searching is not None else 1

    def _embed(self, seen: Frame, *, changed: bool) -> Embedding:
        """Ask the network, unless the picture is still the one it answered for last."""
        if changed or self._embedding is None:
            self._looks += 1
            self._embedding = self.backbone.follow(seen)
            return self._embedding
        return replace(self._embedding, time=seen.time, index=seen.index)

    def _recognise(self, embedding: Embedding, *, changed: bool) -> Prediction:
        """Ask the examples, unless neither the picture nor the examples have changed."""
        version = self.recogniser.version
        if changed or self._prediction is None or version != self._version:
            self._version = version
            self._prediction = self.recogniser.predict(embedding)
            return self._prediction
        return replace(self._prediction, time=embedding.time)
