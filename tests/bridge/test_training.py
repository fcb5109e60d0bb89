from pathlib import Path

import numpy as np
import pytest

from bridge.backbones.pixels import PixelBackbone
from bridge.folders import read_folder
from bridge.pictures import decode_image, encode_jpeg
from bridge.training import kept_jpeg, train_profile


@pytest.mark.parametrize(
    ("size", "kept"),
    [((1, 12800), (1, 320)), ((12800, 1), (320, 1)), ((2, 700), (1, 320)), ((3, 2), (3, 2))],
)
def test_a_long_thin_picture_is_kept(size: tuple[int, int], kept: tuple[int, int]) -> None:
    picture = np.full((*size, 3), 90, np.uint8)
    assert decode_image(kept_jpeg(picture)).shape[:2] == kept


def test_long_thin_pictures_teach(tmp_path: Path) -> None:
    for pose, size in {"wide": (1, 12800), "tall": (12800, 1)}.items():
        (tmp_path / pose).mkdir()
        (tmp_path / pose / "1.jpg").write_bytes(encode_jpeg(np.full((*size, 3), 90, np.uint8)))
    profile = train_profile("me", PixelBackbone(), read_folder(tmp_path))
    assert profile.dataset.counts() == {"tall": 1, "wide": 1}
    assert all(len(example.variants) == 2 for example in profile.dataset)
