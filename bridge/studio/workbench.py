"""The running bridge behind the studio: camera, recogniser and the profile being taught.

Whatever changes the profile is asked of the inference thread, which does it between two steps;
the screens read what that thread last published.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

from bridge.backbones import Backbone
from bridge.backbones.store import open_backbone
from bridge.controls import MAIN_SET, Controls, DecideSettings, Hold, Thresholds
from bridge.decide import Decider
from bridge.files import remove_leftovers
from bridge.knn import Recogniser
from bridge.landmarks.blocks import BLOCKS
from bridge.lane import Lane
from bridge.lines import at_line, lines_of
from bridge.mapping import Mapper
from bridge.outputs import Output
from bridge.pipeline import Pipeline
from bridge.profile import Profile
from bridge.studio.adviser import Adviser
from bridge.studio.album import Album
from bridge.studio.claim import Claim
from bridge.studio.gate import Gate
from bridge.studio.learning import Learner, Schoolwork, Variants
from bridge.studio.lesson import Lesson
from bridge.studio.saving import Saver, frozen_copy
from bridge.studio.taking import Taking
from bridge.studio.watching import Watching
from bridge.view import View

LANDMARKS = frozenset(block for blocks in BLOCKS.values() for block in blocks)


class Workbench(Watching):
    """One profile before one camera.

    ``backbone`` is the network in use; ``keys`` names the key that each label holds down.
    """

    def __init__(self, profile: Profile, path: Path, backbone: Backbone, locks: Path) -> None:
        super().__init__()
        self.path = path
        self._locks = locks
        self._claim: Claim | None = None
        self.claim(path)
        self.keys: dict[str, str] = {}
        self.saver = Saver()
        self.adviser = Adviser()
        self.learner = Learner(self._second_backbone)
        self._asked = self._done = 0  # counted by the asking and by the doing thread
        self._moving: dict[str, float] = {}
        self._learned: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.gate = Gate()
        self.backbone = backbone
        self.use(profile, path)

    def use(self, profile: Profile, path: Path, backbone: Backbone | None = None) -> None:
        """Go on with another profile, and with the network ``backbone`` that taught it.

        Raises ProfileError if that was another network, or if the profile is open elsewhere.
        """
        profile.check_backbone(backbone or self.backbone)
        self.claim(path)
        camera = self.camera
        self.stop()
        self.saver.wait()
        if backbone is not None:
            self.learner.forget_network()
            self.backbone.close()
            self.backbone = backbone
        self.path = path
        remove_leftovers(path)
        self.lesson = Lesson(profile)
        self._recogniser = Recogniser(profile.dataset, profile.settings, patient=True)
        self._taking = Taking(self.lesson, profile.view)
        self._lane = self._new_lane()
        self.adviser.look(frozen_copy(profile))
        self._learn()
        if camera is not None:
            self.start(camera)

    def check_free(self, path: Path) -> None:
        """Raise ProfileError when another studio has opened ``path``."""
        if self._claim is None or self._claim.profile != path:
            Claim(path, self._locks).free()

    def claim(self, path: Path) -> None:
        """Let no other studio open ``path``; raises ProfileError when one has."""
        if self._claim is not None and self._claim.profile == path:
            return
        claim = Claim(path, self._locks)
        if self._claim is not None:
            self._claim.free()
        self._claim = claim

    @property
    def profile(self) -> Profile:
        """The profile being taught."""
        return self.lesson.profile

    @property
    def album(self) -> Album:
        """What is taught, as it was after the last change."""
        return self.lesson.album

    @property
    def held(self) -> tuple[str, ...]:
        """The keys that the poses hold down, or would hold down if armed."""
        return self._lane.pipeline.mapper.held if self.running else ()

    @property
    def private(self) -> bool:
        """Whether new examples keep only numbers, no pictures."""
        return self._taking.private

    @property
    def learning(self) -> bool:
        """Whether there is still something to learn from what was taught."""
        return self.learner.busy or not self._learned.empty() or self._asked != self._done

    @property
    def settled(self) -> bool:
        """Whether everything that was asked for is done, and saved as far as the disk allows."""
        return self._asked == self._done and not self.saver.busy

    @property
    def saved(self) -> bool:
        """Whether everything that was asked for is on the disk."""
        return self.settled and self.saver.problem is None

    @property
    def thresholds(self) -> dict[str, Thresholds]:
        """The thresholds of the poses whose line was moved."""
        moving = {label: at_line(enter) for label, enter in list(self._moving.items())}
        return {**lines_of(self.profile.labels), **moving}

    def set_private(self, *, private: bool) -> None:
        """Keep pictures of new examples, or do not."""
        self._taking.private = private

    def stop(self) -> None:
        """Close the camera; a recording that is going on is kept."""
        super().stop()
        if hasattr(self, "lesson"):
            self.end()

    def poll(self) -> bool:
        """Take note of what happened; returns whether there is a new picture."""
        while not self._learned.empty():
            self._ask_and_count(self._learned.get())
        return super().poll()

    def close(self) -> None:
        """Stop everything and write what is not yet written."""
        self.stop()
        self.learner.close()
        self.saver.close()
        self.adviser.close()
        if self._claim is not None:
            self._claim.free()

    def change(self, change: Callable[[Lesson], object]) -> None:
        """Change what is taught, and save."""

        def carry_out() -> None:
            change(self.lesson)
            self._save()

        self._ask_and_count(carry_out)

    def begin(self, label: str, session: str) -> None:
        """Begin a recording."""
        self.learner.resting = True
        self.ask(lambda: self.lesson.begin(label, session))

    def end(self) -> None:
        """End the recording and save."""
        self.learner.resting = False
        self.change(lambda lesson: lesson.end())

    def save(self) -> None:
        """Save now, for changes that are not made through ``change``."""
        self._ask_and_count(self._save)

    def set_view(self, view: View) -> None:
        """Look at the camera's picture another way; only before anything is taught."""
        self.profile.view = view
        self._taking = Taking(self.lesson, view, private=self.private)
        if self.camera is not None:
            self.start(self.camera)

    def set_keys(self, keys: dict[str, str]) -> None:
        """Use other keys from the next step on."""
        self.keys = keys
        self.ask(self._replace_pipeline)

    def draw_line(self, label: str, enter: float) -> None:
        """Have a pose count from the score ``enter`` on; ``save`` has to be called later."""

        def carry_out() -> None:
            self.lesson.draw_line(label, enter)
            self._replace_pipeline()
            if self._moving.get(label) == enter:
                del self._moving[label]

        self._moving[label] = enter
        self.ask(carry_out)

    @property
    def landmarks(self) -> bool | None:
        """Whether hands, body and face count; None where they cannot be switched off or on."""
        plain = set(self.backbone.blocks) - LANDMARKS
        if not plain or plain == set(self.backbone.blocks):
            return None
        chosen = self.profile.settings.blocks
        return not chosen or not LANDMARKS.isdisjoint(chosen)

    def set_landmarks(self, *, on: bool) -> None:
        """Let hands, body and face count or only the whole picture, and save."""
        plain = tuple(block for block in self.backbone.blocks if block not in LANDMARKS)

        def carry_out(_: Lesson) -> None:
            settings = replace(self.profile.settings, blocks=() if on else plain)
            self.profile.settings = self._recogniser.settings = settings

        self.change(carry_out)

    def _ask_and_count(self, change: Callable[[], None]) -> None:
        self._asked += 1

        def carry_out() -> None:
            change()
            self._done += 1

        self.ask(carry_out)

    def _replace_pipeline(self) -> None:
        self._lane.replace_pipeline(self._pipeline())

    def _save(self) -> None:
        self._write()
        self._learn()
        self.adviser.look(frozen_copy(self.profile))

    def _write(self) -> None:
        if not self.album.cards and not self.path.exists():
            return  # nothing to find again
        self.saver.save(frozen_copy(self.profile), self.path)

    def _learn(self) -> None:
        """Have the examples learned from as they are now."""
        lesson, recogniser = self.lesson, self._recogniser
        dataset = lesson.profile.dataset

        def vary(variants: Variants) -> None:
            dataset.vary(variants)
            if lesson is self.lesson:
                self._learn()

        self.learner.look(
            Schoolwork(
                tuple(dataset),
                recogniser.settings,
                dataset.revision,
                len(self.album.cards),
                dict(lesson.unkept),
                adopt=lambda placed: self._learned.put(lambda: recogniser.adopt(placed)),
                vary=lambda variants: self._learned.put(lambda: vary(variants)),
                finish=lambda: self._learned.put(self._write),
            )
        )

    def _second_backbone(self) -> Backbone:
        """Return another copy of the network in use, for work beside the camera's."""
        return open_backbone(self.backbone.name, wait=False)

    def _new_lane(self) -> Lane:
        outputs: tuple[Output, ...] = (self._taking, self.gate)
        return Lane(self._pipeline(), outputs)

    def _pipeline(self) -> Pipeline:
        idle = frozenset(card.label for card in self.album.cards if card.neutral)
        controls = {label: (Hold((key,)),) for label, key in self.keys.items()}
        return Pipeline(
            self.profile.view,
            self.backbone,
            self._recogniser,
            Decider(DecideSettings(labels=lines_of(self.profile.labels), idle=idle)),
            Mapper(Controls(sets={MAIN_SET: controls})),
        )
