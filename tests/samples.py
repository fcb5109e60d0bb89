"""Values that many tests need."""

import numpy as np

from bridge.types import Frame, Prediction, Snapshot


def snapshot(label: str | None = "left", time: float = 1.0, value: float | None = None) -> Snapshot:
    """Return a step that saw ``label``."""
    frame = Frame(np.zeros((2, 2, 3), np.uint8), time, 7)
    scores = {"left": 0.9, "right": 0.1} if label else {}
    prediction = Prediction(label, 0.9, scores, time, value=value)
    return Snapshot(frame, prediction, gesture=label, armed=True)
