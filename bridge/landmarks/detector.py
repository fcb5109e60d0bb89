"""Find palms, faces or people in a picture (single-shot detector)."""

from dataclasses import dataclass

import numpy as np

from bridge.landmarks.network import Array, Network, sigmoid
from bridge.landmarks.region import Region
from bridge.types import Image

MIN_SCORE = 0.5
MAX_OVERLAP = 0.3
STRIDES = {
    "palm_detection": (8, 16, 16, 16),
    "face_detection": (8, 16, 16, 16),
    "pose_detection": (8, 16, 32, 32, 32),
}


@dataclass(frozen=True, slots=True)
class Detection:
    """Something found: box centre, width and height, (k, 2) key points, score 0..1."""

    x: float
    y: float
    width: float
    height: float
    keypoints: Array
    score: float


class Detector:
    """Runs one detection network over upright windows of a picture."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._anchors = anchors(network.size, STRIDES[network.name])

    def find(self, image: Image, window: Region) -> list[Detection]:
        """Return what is found in a window of an RGB picture, the surest first."""
        outputs = self._network.run(window.cut(image, self._network.size, letterbox=True))
        scores = sigmoid(outputs["scores"][:, 0])
        sure = scores >= MIN_SCORE
        rows: Array = outputs["boxes"][sure] / np.float32(self._network.size)
        places = self._anchors[sure]
        rows[:, :2] += places
        rows[:, 4:] += np.tile(places, (1, (rows.shape[1] - 4) // 2))
        found = merge(rows, scores[sure])
        return [_in_picture(row, score, window) for row, score in found]


def anchors(size: int, strides: tuple[int, ...]) -> Array:
    """Return the (n, 2) anchor centres, 0..1: two for every stride at every cell of its grid.

    Neighbours of the same stride share one grid, whose cells hold all their anchors side by side.
    """
    parts = []
    for stride in sorted(set(strides)):
        cells = -(-size // stride)
        line = (np.arange(cells, dtype=np.float32) + 0.5) / cells
        grid = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
        parts.append(grid.repeat(2 * strides.count(stride), axis=0))
    return np.concatenate(parts)


def merge(rows: Array, scores: Array) -> list[tuple[Array, float]]:
    """Join overlapping detections into their score-weighted mean, with the best one's score.

    ``rows`` are (n, 4 + 2k): box centre, width, height, key points. The surest comes first.
    """
    order = np.argsort(-scores, kind="stable")
    rows, scores = rows[order], scores[order]
    merged = []
    while len(rows):
        same = _overlaps(rows[0], rows) > MAX_OVERLAP
        same[0] = True
        mean = np.average(rows[same], axis=0, weights=scores[same]).astype(np.float32)
        merged.append((mean, float(scores[0])))
        rows, scores = rows[~same], scores[~same]
    return merged


def _overlaps(box: Array, boxes: Array) -> Array:
    """Return the intersection over union of one box with each of ``boxes``."""
    low = np.maximum(box[:2] - box[2:4] / 2, boxes[:, :2] - boxes[:, 2:4] / 2)
    high = np.minimum(box[:2] + box[2:4] / 2, boxes[:, :2] + boxes[:, 2:4] / 2)
    both = np.prod(np.maximum(high - low, 0), axis=1)
    union = box[2] * box[3] + boxes[:, 2] * boxes[:, 3] - both
    shares: Array = both / np.maximum(union, 1e-9)
    return shares


def _in_picture(row: Array, score: float, window: Region) -> Detection:
    corner = np.array([window.x, window.y], np.float32) - window.side / 2
    x, y = row[:2] * window.side + corner
    width, height = row[2:4] * window.side
    keypoints = row[4:].reshape(-1, 2) * window.side + corner
    return Detection(float(x), float(y), float(width), float(height), keypoints, score)
