"""Experts: groups of feature blocks that belong together, each with its own distance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bridge.metric import Matrix, Metric, lengths
from bridge.types import Embedding

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Expert:
    """Blocks that are compared together.

    ``unit`` scales each block to length 1 (network layers, whose length says little); otherwise a
    block is divided by its spread among the examples (landmarks, whose size means something).
    ``ridge`` shrinks the learned distance: more where dimensions are few and clean. ``cost`` is
    what a unit of evidence must bring in held-out log loss to be believed: more where the room, the
    light and the moment are seen as well, since one recording cannot tell them from the pose.
    """

    name: str
    blocks: tuple[str, ...]
    unit: bool = True
    ridge: float = 0.03
    cost: float = 0.03


KNOWN = (
    Expert("whole picture", ("pooled",)),
    Expert("places", ("c320g3", "c192g3")),
    Expert("hand", ("hand", "fingers"), unit=False, ridge=0.1, cost=0.0),
    Expert("handedness", ("handedness",), unit=False, ridge=0.1, cost=0.06),
    Expert("body", ("body",), unit=False, ridge=0.1, cost=0.015),
    Expert("face", ("head", "face"), unit=False, ridge=0.1),
)
LANDMARKS = frozenset(
    {"hand", "fingers", "hand_place", "handedness", "other_hand", "hands_apart"}
    | {"body", "body_place", "legs", "head", "face", "head_place"}
)


def experts_for(blocks: Iterable[str]) -> tuple[Expert, ...]:
    """Return the experts for these blocks; a block that no known expert uses gets its own."""
    left = dict.fromkeys(blocks)
    found = []
    for expert in KNOWN:
        mine = tuple(block for block in expert.blocks if block in left)
        if mine:
            found.append(replace(expert, blocks=mine))
        for block in mine:
            del left[block]
    found += [
        Expert(
            block.replace("_", " "),
            (block,),
            block not in LANDMARKS,
            0.1 if block in LANDMARKS else 0.03,
        )
        for block in left
    ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Space:
    """An expert with its fitted distance: embeddings become points."""

    expert: Expert
    scales: tuple[float, ...]
    metric: Metric

    def points(self, embeddings: Sequence[Embedding]) -> tuple[Matrix, Mask]:
        """Return points (n, d) and which embeddings (n,) have all of the expert's blocks."""
        found = present(self.expert, embeddings)
        rows = stacked(
            self.expert, self.scales, [e for e, f in zip(embeddings, found, strict=True) if f]
        )
        projected = self.metric.project(rows) if found.any() else rows
        points = np.zeros((len(embeddings), projected.shape[1]), np.float32)
        points[found] = projected
        return points, found


def present(expert: Expert, embeddings: Sequence[Embedding]) -> Mask:
    """Tell which embeddings (n,) have all blocks of the expert."""
    found = [[block in embedding.blocks for embedding in embeddings] for block in expert.blocks]
    return np.asarray(np.all(found, axis=0), bool)


def sureness(expert: Expert, embedding: Embedding) -> float:
    """Return how surely the expert's blocks were found in this embedding, 0..1."""
    if any(block not in embedding.blocks for block in expert.blocks):
        return 0.0
    return min(embedding.presence.get(block, 1.0) for block in expert.blocks)


def scales_of(expert: Expert, embeddings: Sequence[Embedding]) -> tuple[float, ...]:
    """Return each block's divisor: its spread among embeddings that all have the block."""
    if expert.unit:
        return (1.0,) * len(expert.blocks)
    spreads = [
        float(np.sqrt(np.stack([e.blocks[block] for e in embeddings]).var(axis=0).sum()))
        for block in expert.blocks
    ]
    return tuple(spread or 1.0 for spread in spreads)


def stacked(expert: Expert, scales: Sequence[float], embeddings: Sequence[Embedding]) -> Matrix:
    """Return the expert's blocks side by side, scaled, as rows (n, D)."""
    if not embeddings:
        return np.zeros((0, 0), np.float32)
    widths = [len(embeddings[0].blocks[block]) for block in expert.blocks]
    rows = np.empty((len(embeddings), sum(widths)), np.float32)
    parts = np.split(rows, np.cumsum(widths)[:-1], axis=1)
    for block, scale, part in zip(expert.blocks, scales, parts, strict=True):
        np.stack([embedding.blocks[block] for embedding in embeddings], out=part)
        part /= lengths(part) if expert.unit else np.float32(scale)
    return rows
