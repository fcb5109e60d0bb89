"""The examples a player has shown, with undo."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from bridge.types import Embedding

UNDO_STEPS = 200


@dataclass(frozen=True, slots=True)
class Example:
    """One picture of one pose.

    ``session`` names the recording it belongs to (each hold of the record button is one): examples
    of one recording are near-duplicates and are never split between learning and checking.
    ``jpeg`` is the picture itself, or None in a profile that keeps no pictures. ``variants`` are
    embeddings of the same picture, moved and lit a little differently: they only teach what should
    not matter and never vote.
    """

    id: int
    label: str
    session: str
    time: float
    embedding: Embedding
    jpeg: bytes | None = None
    variants: tuple[Embedding, ...] = ()


class Dataset:
    """Examples in the order they were shown. ``revision`` grows with every change."""

    def __init__(self, examples: Iterable[Example] = ()) -> None:
        self._examples: dict[int, Example] = {example.id: example for example in examples}
        self._next_id = max(self._examples, default=-1) + 1
        self._history: deque[dict[int, Example]] = deque(maxlen=UNDO_STEPS)
        self._grouped = False
        self.revision = 0

    def __len__(self) -> int:
        return len(self._examples)

    def __iter__(self) -> Iterator[Example]:
        return iter(tuple(self._examples.values()))

    def __getitem__(self, example_id: int) -> Example:
        return self._examples[example_id]

    def __contains__(self, example_id: object) -> bool:
        return example_id in self._examples

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that have examples, in the order of their first example."""
        return tuple(self.counts())

    @property
    def sessions(self) -> tuple[str, ...]:
        """The recordings, in the order of their first example."""
        return tuple(dict.fromkeys(example.session for example in self._examples.values()))

    def counts(self) -> dict[str, int]:
        """Return how many examples each label has, first-shown label first."""
        return dict(Counter(example.label for example in self._examples.values()))

    def add(
        self,
        label: str,
        embedding: Embedding,
        session: str = "",
        time: float = 0.0,
        jpeg: bytes | None = None,
        variants: tuple[Embedding, ...] = (),
    ) -> Example:
        """Add one example and return it with its new id; ids are never used twice.

        Skeletons, which are for drawing only, are not kept.
        """
        embedding = replace(embedding, skeletons=()) if embedding.skeletons else embedding
        example = Example(self._next_id, label, session, time, embedding, jpeg, variants)
        self._remember()
        self._next_id += 1
        self._examples[example.id] = example
        return example

    def remove(self, ids: Iterable[int]) -> None:
        """Remove examples by id; unknown ids are ignored."""
        gone = set(ids)
        self._keep(example for example in self._examples.values() if example.id not in gone)

    def clear(self, label: str | None = None) -> None:
        """Remove every example of ``label``, or all of them."""
        self._keep(
            example
            for example in self._examples.values()
            if label is not None and example.label != label
        )

    def rename(self, old: str, new: str) -> None:
        """Give every example of ``old`` the label ``new``; joins them when ``new`` exists."""
        self._keep(
            replace(example, label=new) if example.label == old else example
            for example in self._examples.values()
        )

    def vary(self, variants: Mapping[int, tuple[Embedding, ...]]) -> None:
        """Give examples their variants, now and in every state that ``undo`` leads back to."""
        for state in (self._examples, *self._history):
            for example_id, own in variants.items():
                if example_id in state:
                    state[example_id] = replace(state[example_id], variants=own)
        self.revision += 1

    def undo(self) -> bool:
        """Take back the last change (or group of changes); False when there is nothing left."""
        if not self._history:
            return False
        self._examples = self._history.pop()
        self.revision += 1
        return True

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """Make all changes inside the block one step for ``undo``, such as one recording."""
        self._remember()
        self._grouped = True
        try:
            yield
        finally:
            self._grouped = False

    def _keep(self, examples: Iterable[Example]) -> None:
        kept = {example.id: example for example in examples}
        self._remember()
        self._examples = kept

    def _remember(self) -> None:
        self.revision += 1
        if not self._grouped:
            self._history.append(dict(self._examples))
