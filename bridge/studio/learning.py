"""Learns in the background from what was taught, so that neither picture nor recording waits.

Every change is learned at once. Afterwards some examples get variants (the same picture, moved and
lit a little differently), which is what ``posebridge train`` does, too; then all is learned anew.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bridge.backbones import Backbone
from bridge.dataset import Example
from bridge.errors import PosebridgeError
from bridge.knn import Placed, learn
from bridge.pictures import decode_image
from bridge.settings import RecogniserSettings
from bridge.slot import Slot
from bridge.training import lacking_variants, variants_of
from bridge.types import Embedding
from bridge.worker import Worker

WAIT_S = 0.2
HANDED_OVER = 40  # so many examples get their variants at a time

log = logging.getLogger(__name__)
Variants = Mapping[int, tuple[Embedding, ...]]


@dataclass(frozen=True, slots=True)
class Schoolwork:
    """A data set as of ``revision``, and where the results go.

    ``unkept`` are the pictures of examples that keep none. ``kinds`` is how many poses there are,
    those without examples included. ``adopt``, ``vary`` and, once there are all variants,
    ``finish`` are called on the learner's thread.
    """

    examples: tuple[Example, ...]
    settings: RecogniserSettings
    revision: int
    kinds: int
    unkept: Mapping[int, bytes]
    adopt: Callable[[Placed | None], None]
    vary: Callable[[Variants], None]
    finish: Callable[[], None]


class Learner:
    """Works through the newest data set that it was given, on a thread that gives way to others.

    Variants wait while ``resting`` is set: a recording gets the whole processor. The network that
    makes them is opened by ``open_backbone`` on the first use, since the other one is busy.
    """

    def __init__(self, open_backbone: Callable[[], Backbone]) -> None:
        self.resting = False
        self._open_backbone = open_backbone
        self._backbone: Backbone | None = None
        self._newest: Slot[Schoolwork] = Slot()
        self._waiting: Iterator[tuple[Example, bytes]] = iter(())
        self._work: Schoolwork | None = None
        self._idle = True
        self._made = self._outdated = False
        self._worker = Worker("learn", self._turn, self._close, background=True)
        self._worker.start()

    def look(self, work: Schoolwork) -> None:
        """Learn from a data set; what is left of an older one is dropped."""
        self._idle = False
        self._newest.put(work)

    @property
    def busy(self) -> bool:
        """Whether something is still to be learned or varied."""
        return not self._idle

    def forget_network(self) -> None:
        """Open another network for the variants of the next data set."""
        self._outdated = True

    def close(self) -> None:
        """Stop after the step that is going on."""
        self._worker.stop()
        self._newest.close()
        self._worker.join(10.0)

    def _turn(self) -> bool:
        varying = self._work is not None and not self.resting
        work = self._newest.take(0.0 if varying else WAIT_S)
        try:
            if work is not None:
                self._begin(work)
            elif varying and self._work is not None:
                self._vary_some(self._work)
        except Exception:  # what was learned before goes on to answer
            log.exception("The examples could not be learned from")
            self._work, self._idle = None, True
        return True

    def _begin(self, work: Schoolwork) -> None:
        self._idle = False
        work.adopt(learn(work.examples, work.settings, work.revision))
        self._work = work
        self._waiting = iter(lacking_variants(work.examples, work.kinds, work.unkept))

    def _vary_some(self, work: Schoolwork) -> None:
        found: dict[int, tuple[Embedding, ...]] = {}
        for example, jpeg in self._waiting:
            try:
                image = decode_image(jpeg)
                found[example.id] = variants_of(self._network(), image, example.id)
            except PosebridgeError as error:
                log.warning("No variants: %s", error)
            if len(found) == HANDED_OVER or self._newest.fresh or self.resting:
                break
        else:
            self._work = None
        if found:
            self._made = True
            work.vary(found)
        elif self._work is None:
            if self._made:
                self._made = False
                work.finish()
            self._idle = not self._newest.fresh

    def _network(self) -> Backbone:
        if self._outdated:
            self._outdated = False
            self._close()
        if self._backbone is None:
            self._backbone = self._open_backbone()
        return self._backbone

    def _close(self) -> None:
        if self._backbone is not None:
            self._backbone.close()
            self._backbone = None
