"""A profile while it is taught: every change the studio offers, each one step for undo.

Pictures of a recording wait until it ends, so that the recogniser learns from all of them at once
and the recording runs as fast as the network. Used by one thread at a time; ``album`` is replaced
as a whole, so any thread may read it.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from bridge.dataset import UNDO_STEPS, Example
from bridge.profile import LabelInfo, Profile, is_neutral
from bridge.studio.album import Album, Thumb, colour_name, make_album
from bridge.studio.goals import ARROWS
from bridge.studio.theme import LIGHT
from bridge.types import Embedding


class Lesson:
    """Changes one profile; ``album`` always shows its present state.

    ``unkept`` are pictures, by example, that the player does not want to keep: they serve for
    learning until the studio closes and are never written.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.taking: str | None = None
        self.unkept: dict[int, bytes] = {}
        self._session = ""
        self._taken: list[tuple[Example, bytes]] = []
        self._labels: deque[tuple[LabelInfo, ...]] = deque(maxlen=UNDO_STEPS)
        self.album = Album()
        self._publish()

    def begin(self, label: str, session: str) -> None:
        """Begin a recording; ``session`` is its name, unlike that of any other."""
        self.end()
        self.add_label(label)
        self.taking, self._session, self._taken = label, session, []

    def add(self, embedding: Embedding, time: float, jpeg: bytes, *, keep: bool = True) -> None:
        """Add one picture to the recording that is going on; ``keep`` says whether it is kept."""
        if self.taking is not None:
            number = -1 - len(self._taken)  # the data set's own numbers are never negative
            kept = jpeg if keep else None
            example = Example(number, self.taking, self._session, time, embedding, kept)
            self._taken.append((example, jpeg))
            self.album = self.album.with_latest(self.taking, Thumb(number, self._session, kept))

    def end(self) -> int:
        """End the recording, if one is going on; returns how many pictures it gave."""
        taken, self.taking, self._taken = self._taken, None, []
        if taken:
            with self._step():
                for each, jpeg in taken:
                    added = self.profile.dataset.add(
                        each.label, each.embedding, each.session, each.time, each.jpeg
                    )
                    if added.jpeg is None:
                        self.unkept[added.id] = jpeg
        return len(taken)

    def remove(self, ids: Iterable[int]) -> None:
        """Delete pictures."""
        with self._step():
            self.profile.dataset.remove(ids)

    def remove_session(self, label: str, session: str) -> None:
        """Delete every picture of one recording of one pose."""
        self.remove(
            example.id
            for example in self.profile.dataset
            if (example.label, example.session) == (label, session)
        )

    def add_label(self, name: str) -> None:
        """Add a pose without pictures, in the rarest colour; nothing if it exists."""
        self.add_labels((name,))

    def add_labels(self, names: Iterable[str]) -> None:
        """Add those poses that do not exist yet, all in one step, as ``add_label`` does."""
        missing = [name for name in dict.fromkeys(names) if name not in self._names()]
        if not missing:
            return
        with self._step():
            for name in missing:
                self.profile.labels = _with_label(self._infos(), name)
                self._publish()

    def remove_label(self, name: str) -> None:
        """Delete a pose with all its pictures."""
        with self._step():
            self.profile.dataset.clear(name)
            self.profile.labels = tuple(i for i in self._infos() if i.name != name)

    def rename(self, old: str, new: str) -> None:
        """Give a pose another name; refused (nothing happens) when another pose has it.

        The neutral pose stays it, unless it is called after an arrow key, which it would not press.
        """
        new = new.strip()
        if not new or new in self._names() or old not in self._names():
            return
        was = next(card.neutral for card in self.album.cards if card.label == old)
        neutral = is_neutral(new) or (was and new not in ARROWS)
        with self._step():
            self.profile.labels = tuple(
                replace(info, name=new, neutral=neutral) if info.name == old else info
                for info in self._infos()
            )
            self.profile.dataset.rename(old, new)

    def move(self, name: str, step: int) -> None:
        """Move a pose ``step`` places down (or up, when negative); nothing if it is gone."""
        infos = list(self._infos())
        at = next((n for n, info in enumerate(infos) if info.name == name), None)
        if at is None:
            return
        info = infos.pop(at)
        infos.insert(min(max(at + step, 0), len(infos)), info)
        with self._step():
            self.profile.labels = tuple(infos)

    def draw_line(self, name: str, enter: float) -> None:
        """Have a pose count from the score ``enter`` (0..1) on; not a step for undo."""
        self.profile.labels = tuple(
            replace(info, enter=enter) if info.name == name else info for info in self._infos()
        )

    def undo(self) -> bool:
        """Take back the last change; False when there is none."""
        if not self._labels:
            return False
        lines = {info.name: info.enter for info in self.profile.labels}
        self.profile.labels = tuple(
            replace(info, enter=lines.get(info.name, info.enter)) for info in self._labels.pop()
        )
        self.profile.dataset.undo()
        self._publish()
        return True

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._labels)

    @contextmanager
    def _step(self) -> Iterator[None]:
        self._labels.append(self.profile.labels)
        with self.profile.dataset.one_step():
            yield
        self._publish()

    def _infos(self) -> tuple[LabelInfo, ...]:
        """Return the labels in the order of the cards, those without an entry included."""
        known = {info.name: info for info in self.profile.labels}
        return tuple(
            known.get(card.label, LabelInfo(card.label, neutral=card.neutral))
            for card in self.album.cards
        )

    def _names(self) -> set[str]:
        return {card.label for card in self.album.cards}

    def _publish(self) -> None:
        examples = (*self.profile.dataset, *(example for example, _ in self._taken))
        self.album = make_album(self.profile.labels, examples)


def _with_label(labels: tuple[LabelInfo, ...], name: str) -> tuple[LabelInfo, ...]:
    """Return ``labels`` with one more, the neutral one last and others before it."""
    neutral = is_neutral(name)
    used = Counter(info.colour for info in labels)
    rarest = min(range(len(LIGHT.labels)), key=lambda place: used[colour_name(place)])
    info = LabelInfo(name, "" if neutral else colour_name(rarest), neutral)
    at = len(labels) - any(label.neutral for label in labels[-1:]) * (not neutral)
    return (*labels[:at], info, *labels[at:])
