"""Whether the 8-bit network is worth it on this machine: its speed, and how much it differs."""

from collections.abc import Sequence

import numpy as np

from bridge.backbones.onnx import OnnxBackbone
from bridge.backbones.store import NETWORK, find_card
from bridge.bench.steps import milliseconds
from bridge.timing import percentile
from bridge.types import Embedding, Frame, Image

INT8 = f"{NETWORK}-int8"


def measure_formats(images: Sequence[Image]) -> dict[str, float]:
    """Return the median milliseconds of both networks, their ratio and mean cosine (0..1)."""
    wide = OnnxBackbone(find_card(NETWORK))
    small = OnnxBackbone(find_card(INT8), list(wide.blocks))
    times: dict[str, list[float]] = {NETWORK: [], INT8: []}
    alike = []
    for index, image in enumerate(images):
        frame = Frame(image, 0.0, index)
        times[NETWORK].append(milliseconds(wide.follow, frame))
        times[INT8].append(milliseconds(small.follow, frame))
        alike.append(_cosine(wide.follow(frame), small.follow(frame)))
    float_ms, int8_ms = (percentile(values, 0.5) for values in times.values())
    return {
        "float_ms": round(float_ms, 3),
        "int8_ms": round(int8_ms, 3),
        "times_faster": round(float_ms / int8_ms, 2),
        "cosine": round(float(np.mean(alike)), 4),
    }


def _cosine(one: Embedding, other: Embedding) -> float:
    a, b = (np.concatenate([*embedding.blocks.values()]) for embedding in (one, other))
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
