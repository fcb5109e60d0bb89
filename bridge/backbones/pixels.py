"""Grey pixels instead of a network: the floor that every other backbone must beat."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

from bridge.pictures import resize
from bridge.types import Embedding, Frame, Image

SIDE = 32
LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # Rec. 601


class PixelBackbone:
    """Shrinks a picture to 32 x 32 grey values, 0..1, as one block ``pixels``."""

    name = "pixels"
    sha256 = hashlib.sha256(b"grey 32x32, area, Rec. 601").hexdigest()
    blocks: Mapping[str, int] = {"pixels": SIDE * SIDE}

    def embed(self, images: Sequence[Image]) -> list[Embedding]:
        """Embed pictures, RGB uint8 (H, W, 3) of any size."""
        return [Embedding({"pixels": _grey(image)}) for image in images]

    def follow(self, frame: Frame) -> Embedding:
        """Embed the next frame of a stream."""
        return Embedding({"pixels": _grey(frame.image)}, frame.time, frame.index)

    def close(self) -> None:
        """Nothing to free."""


def _grey(image: Image) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    small = resize(image, SIDE, SIDE)
    return np.ravel(small @ LUMA / np.float32(255))
