import numpy as np
import pytest

from bridge.backbones.pixels import PixelBackbone
from bridge.pictures import encode_jpeg
from bridge.profile import Profile, new_profile
from bridge.training import kept_jpeg

POSES = {"left": 60, "up & away": 120, "none": 220}


@pytest.fixture
def backbone() -> PixelBackbone:
    return PixelBackbone()


def shade(level: int) -> np.ndarray:
    picture = np.full((24, 32, 3), level, np.uint8)
    picture[:, : level // 8] = 255 - level
    return picture


@pytest.fixture
def jpeg():
    return lambda level=90: encode_jpeg(shade(level))


@pytest.fixture
def profile(backbone) -> Profile:
    """Three poses in two recordings, two pictures each."""
    made = new_profile("me", backbone)
    for session in ("morning", "evening"):
        for pose, level in POSES.items():
            pictures = [shade(level + number) for number in range(2)]
            for picture, embedding in zip(pictures, backbone.embed(pictures), strict=True):
                made.dataset.add(pose, embedding, session, jpeg=kept_jpeg(picture))
    return made
