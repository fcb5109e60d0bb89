import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bridge.errors import DataError
from bridge.pictures import (
    decode_image,
    encode_jpeg,
    halved,
    in_one_piece,
    list_pictures,
    load_image,
    load_images,
    resize,
)

RED = np.full((40, 60, 3), (250, 10, 20), np.uint8)


def test_a_jpeg_keeps_size_and_colour(tmp_path: Path) -> None:
    path = tmp_path / "red.jpg"
    path.write_bytes(encode_jpeg(RED))

    image = load_image(path)

    assert image.shape == (40, 60, 3)
    assert np.abs(image.astype(int) - RED).max() < 6


def test_exif_orientation_is_honoured() -> None:
    top_red = np.zeros((40, 60, 3), np.uint8)
    top_red[:10] = 255
    jpeg = encode_jpeg(top_red)
    orientation_6 = bytes.fromhex(
        "ffe1001c 457869660000 4d4d002a00000008 0001 0112000300000001 0006"
    )
    tagged = jpeg[:2] + orientation_6.ljust(30, b"\0") + jpeg[2:]

    turned = decode_image(tagged)

    assert turned.shape == (60, 40, 3)
    assert turned[:, -5:].mean() > 200


@pytest.mark.parametrize("data", [b"", b"not a picture", encode_jpeg(RED)[:20]])
def test_what_is_no_picture_is_a_data_error(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.jpg"
    path.write_bytes(data)
    with pytest.raises(DataError, match=r"bad\.jpg"):
        load_image(path)


def test_missing_file_is_a_data_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No such file"):
        load_image(tmp_path / "none.jpg")


def test_a_small_file_with_too_many_pixels_is_refused(tmp_path: Path) -> None:
    code = (
        "from bridge.pictures import decode_image\n"
        "import cv2, numpy as np\n"
        "bomb = cv2.imencode('.png', np.zeros((8000, 8000), np.uint8))[1].tobytes()\n"
        "assert len(bomb) < 1_000_000\n"
        "decode_image(bomb)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stderr.splitlines()[-1].startswith("bridge.errors.DataError")


def test_resize_of_a_mirrored_view_mirrors() -> None:
    ramp = np.repeat(np.arange(64, dtype=np.uint8)[None, :, None], 64, 0).repeat(3, 2)
    small = resize(ramp[:, ::-1], 16, 8)
    assert small.shape == (8, 16, 3)
    assert np.array_equal(small, resize(ramp, 16, 8)[:, ::-1])


@pytest.mark.parametrize("size", [(96, 128), (97, 131)])
def test_a_picture_halved_before_is_resized_to_the_same(size: tuple[int, int]) -> None:
    image = np.random.default_rng(0).integers(0, 255, (*size, 3), np.uint8)
    for view in (image, image[:, ::-1]):
        assert halved(view).shape == (48, size[1] // 2, 3)
        assert np.array_equal(resize(halved(view), 40, 40), resize(view, 40, 40))
    assert np.array_equal(halved(image[:, ::-1]), halved(image)[:, ::-1])


def test_pictures_are_listed_in_natural_order(tmp_path: Path) -> None:
    for name in ("10.jpg", "9.PNG", "a2.jpg", "a10.jpg", "note.txt", "a².jpg"):
        (tmp_path / name).touch()
    names = [path.name for path in list_pictures(tmp_path)]
    assert names == ["9.PNG", "10.jpg", "a2.jpg", "a10.jpg", "a².jpg"]


def test_missing_folder_is_a_data_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no folder"):
        list_pictures(tmp_path / "none")


def test_many_pictures_keep_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{level}.jpg" for level in range(0, 250, 25)]
    for path in paths:
        path.write_bytes(encode_jpeg(np.full((16, 16, 3), int(path.stem), np.uint8)))
    means = [image.mean() for image in load_images(paths)]
    assert means == sorted(means)
    assert len(means) == 10


def test_a_mirrored_view_in_one_piece_is_the_same_picture() -> None:
    image = np.random.default_rng(0).integers(0, 256, (6, 8, 3), np.uint8)
    for view in (image, image[:, ::-1], image[1:5, 2:6][:, ::-1], image[::2, ::2]):
        whole = in_one_piece(view)
        assert whole.flags.c_contiguous
        assert np.array_equal(whole, view)
