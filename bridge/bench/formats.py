"""Whether the 8-bit network is worth it on this machine: its speed, and how much it differs.

It is another network to the recogniser. A profile may be taught with it anew (``posebridge renew``)
where that is quicker and nearly every example keeps its nearest one; their features never mix.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from bridge.backbones.onnx import OnnxBackbone
from bridge.backbones.store import NETWORK, find_card
from bridge.errors import DataError
from bridge.metric import Classes, unit_rows
from bridge.pictures import decode_image
from bridge.profile import Profile
from bridge.thinning import spread
from bridge.timing import percentile
from bridge.types import Embedding, Frame, Image

INT8 = f"{NETWORK}-int8"
KEPT = 0.99  # of the examples must keep the same nearest example
WORTH = 1.2  # times as fast it must be
MOST = 200  # examples that are compared


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many times as fast 8 bits are, and which share of examples keeps its nearest, 0..1."""

    times_faster: float
    same_nearest: float

    @property
    def advised(self) -> bool:
        """Whether a profile should be taught anew with the 8-bit network."""
        return self.times_faster >= WORTH and self.same_nearest >= KEPT


def judge_int8(profile: Profile) -> Verdict | None:
    """Compare both networks on a profile's own pictures; None where it keeps no two of them.

    Damaged pictures do not count.
    """
    pictured = [example.jpeg for example in profile.dataset if example.jpeg is not None]
    images = []
    for at in spread(len(pictured), MOST):
        with suppress(DataError):
            images.append(decode_image(pictured[at]))
    if len(images) < 2:
        return None
    report = measure_formats([profile.view.apply(image) for image in images])
    return Verdict(report["times_faster"], report["same_nearest"])


def measure_formats(images: Sequence[Image]) -> dict[str, float]:
    """Return both networks' median milliseconds, their ratio, mean cosine and ``same_nearest``."""
    wide = OnnxBackbone(find_card(NETWORK))
    small = OnnxBackbone(find_card(INT8), list(wide.blocks))
    looks = []
    for index, image in enumerate(images):
        frame = Frame(image, 0.0, index)
        looks.append([_timed(network, frame) for network in (wide, small)])
    by_wide, by_small = zip(*looks, strict=True)
    ones, others = ([embedding for embedding, _ in by] for by in (by_wide, by_small))
    float_ms, int8_ms = (percentile([ms for _, ms in by], 0.5) for by in (by_wide, by_small))
    alike = [_cosine(one, other) for one, other in zip(ones, others, strict=True)]
    return {
        "float_ms": round(float_ms, 3),
        "int8_ms": round(int8_ms, 3),
        "times_faster": round(float_ms / int8_ms, 2),
        "cosine": round(float(np.mean(alike)), 4),
        "same_nearest": round(same_nearest(ones, others), 4),
    }


def _timed(network: OnnxBackbone, frame: Frame) -> tuple[Embedding, float]:
    start = time.perf_counter()
    embedding = network.follow(frame)
    return embedding, 1000 * (time.perf_counter() - start)


def same_nearest(ones: Sequence[Embedding], others: Sequence[Embedding]) -> float:
    """Return which share of pictures (0..1) has the same nearest other picture by both networks.

    By cosine over all blocks, each scaled to length 1. ``ones`` and ``others`` show the same
    pictures.
    """
    return float(np.mean(_nearest(ones) == _nearest(others)))


def _nearest(embeddings: Sequence[Embedding]) -> Classes:
    blocks = [np.stack([e.blocks[name] for e in embeddings]) for name in embeddings[0].blocks]
    rows = np.concatenate([unit_rows(block) for block in blocks], axis=1)
    alike = rows @ rows.T
    np.fill_diagonal(alike, -np.inf)
    return np.asarray(alike.argmax(axis=1), np.intp)


def _cosine(one: Embedding, other: Embedding) -> float:
    a, b = (np.concatenate([*embedding.blocks.values()]) for embedding in (one, other))
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
