import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bridge.backbones.pixels import PixelBackbone
from bridge.challenges import Shown, from_pictures, measure
from bridge.cli.challenges import challenges
from bridge.distort import CHANGES
from bridge.folders import read_folder
from bridge.pictures import encode_jpeg


def picture(
    at: int, random: np.random.Generator
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    image = random.integers(0, 60, (60, 90, 3), np.uint8)
    image[:, at * 30 : at * 30 + 30] += 120
    return image


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_keeps_the_size_and_is_repeatable(name: str) -> None:
    image = picture(1, np.random.default_rng(0))
    before = image.copy()
    first = CHANGES[name](image, np.random.default_rng(1))
    assert first.shape == image.shape
    assert first.dtype == np.uint8
    assert np.array_equal(first, CHANGES[name](image, np.random.default_rng(1)))
    assert np.array_equal(image, before)
    assert (name == "as taught") == np.array_equal(first, image)


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 7, 3), (7, 1, 3)])
def test_a_picture_of_a_single_row_or_pixel_is_changed_too(
    name: str, shape: tuple[int, ...]
) -> None:
    image = np.full(shape, 90, np.uint8)
    assert CHANGES[name](image, np.random.default_rng(1)).shape == shape


def test_results_for_every_challenge() -> None:
    random = np.random.default_rng(2)
    taught, tested = (
        [Shown(f"pose {at}", picture(at, random)) for at in range(3) for _ in range(6)]
        for _ in range(2)
    )
    results = measure(PixelBackbone(), taught, tested)
    assert [result.challenge for result in results] == list(CHANGES)
    assert results[0].pixels == results[0].posebridge == 1


def test_a_folder(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    for at in range(3):
        for number in range(8):
            path = tmp_path / "in" / f"pose {at}" / f"{number}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(encode_jpeg(picture(at, random)))
    taught, tested = from_pictures(read_folder(tmp_path / "in"))
    assert (len(taught), len(tested)) == (12, 9)
    words = [str(tmp_path / "in"), "--backbone", "pixels", "--pictures", str(tmp_path / "out")]
    report = json.loads(CliRunner().invoke(challenges, [*words, "--json"]).stdout)
    assert report["challenges"][0]["challenge"] == "as taught"
    assert len(list((tmp_path / "out").glob("*.jpg"))) == len(CHANGES)
