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
HANDED_OVER = 20  # so many examples get their variants at a time

log = logging.getLogger(__name__)
Variants = Mapping[int, tuple[Embedding, ...]]


@dataclass(frozen=True, slots=True)
class Schoolwork:
    """A data set as of ``revision``, and where the results go.

    ``unkept`` are the pictures of examples that keep none. ``kinds`` is how many poses there are,
    those without examples included. ``adopt``, ``vary`` and, once there are all variants,
    ``finish`` are called on the learner's threads.
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
    """Works through the newest data set that it was given, on two threads.

    One learns, at once. The other makes variants and gives way to everything else; it waits while
    ``resting`` is set, since a recording gets the whole processor. The network for it is opened by
    ``open_backbone`` on the first use: the camera's own is busy.
    """

    def __init__(self, open_backbone: Callable[[], Backbone]) -> None:
        self.resting = False
        self._asked = self._finished = 0
        self._newest: Slot[tuple[int, Schoolwork]] = Slot()
        self._learned: Slot[tuple[int, Schoolwork]] = Slot()
        self._varying: tuple[int, Schoolwork] | None = None
        self._waiting: Iterator[tuple[Example, bytes]] = iter(())
        self._made = self._outdated = False
        self._open_backbone = open_backbone
        self._backbone: Backbone | None = None
        self._workers = (
            Worker("learn", self._learn),
            Worker("vary", self._vary, self._close, background=True),
        )
        for worker in self._workers:
            worker.start()

    def look(self, work: Schoolwork) -> None:
        """Learn from a data set; what is left of an older one is dropped."""
        self._asked += 1
        self._newest.put((self._asked, work))

    @property
    def busy(self) -> bool:
        """Whether something is still to be learned or varied."""
        return self._finished != self._asked

    def forget_network(self) -> None:
        """Open another network for the variants of the next data set."""
        self._outdated = True

    def close(self) -> None:
        """Stop after the steps that are going on."""
        for worker in self._workers:
            worker.stop()
        self._newest.close()
        self._learned.close()
        for worker in self._workers:
            worker.join(10.0)

    def _learn(self) -> bool:
        job = self._newest.take(WAIT_S)
        if job is not None:
            number, work = job
            try:
                work.adopt(learn(work.examples, work.settings, work.revision))
                self._learned.put(job)
            except Exception:  # what was learned before goes on to answer
                log.exception("The examples could not be learned from")
                self._finished = number
        return True

    def _vary(self) -> bool:
        working = self._varying is not None and not self.resting
        job = self._learned.take(0.0 if working else WAIT_S)
        if job is not None:
            work = job[1]
            self._varying = job
            self._waiting = iter(lacking_variants(work.examples, work.kinds, work.unkept))
        elif working and self._varying is not None:
            self._vary_some(*self._varying)
        return True

    def _vary_some(self, number: int, work: Schoolwork) -> None:
        found: dict[int, tuple[Embedding, ...]] = {}
        for example, jpeg in self._waiting:
            try:
                image = decode_image(jpeg)
                found[example.id] = variants_of(self._network(), image, example.id)
            except PosebridgeError as error:
                log.warning("No variants: %s", error)
            if len(found) == HANDED_OVER or self._learned.fresh or self.resting:
                break
        else:
            self._varying = None
        if found:
            self._made = True
            work.vary(found)
        elif self._varying is None:
            if self._made:
                self._made = False
                work.finish()
            self._finished = number

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
