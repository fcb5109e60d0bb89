"""Still pictures: reading, writing, resizing. The only place outside the cameras that knows cv2."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from bridge.errors import DataError
from bridge.parallel import each
from bridge.types import Frame, Image

SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp", ".webp")
MAX_BYTES = 40_000_000


def load_image(path: Path) -> Image:
    """Return the picture in a file as RGB (H, W, 3) uint8, turned the way its EXIF data says.

    Raises DataError when the file is missing, larger than 40 MB or 50 megapixels, or no picture.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DataError(f'Cannot read the picture "{path}": {error.strerror}.') from error
    return decode_image(data, str(path))


def load_images(paths: Sequence[Path]) -> list[Image]:
    """Return the pictures in files, in order, decoded on all cores; raises as ``load_image``."""
    return each(load_image, paths)


def decode_image(data: bytes, name: str = "picture") -> Image:
    """Return an encoded picture (JPEG, PNG, BMP, WebP) as RGB (H, W, 3) uint8.

    ``name`` is used in error messages. Raises DataError as ``load_image`` does.
    """
    if len(data) > MAX_BYTES:
        raise DataError(f'"{name}" is larger than 40 MB.', "use a smaller picture")
    if not data:
        raise DataError(f'"{name}" is empty.')
    try:
        # Refuses more pixels than bridge/__init__.py allows before it takes memory for them.
        bgr = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise DataError(f'"{name}" is damaged or larger than 50 megapixels.') from error
    if bgr is None:
        raise DataError(f'"{name}" is not a picture that can be read.', "use JPEG or PNG")
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)


def encode_jpeg(image: Image, quality: int = 90) -> bytes:
    """Return an RGB picture (H, W, 3) as JPEG bytes; ``quality`` is 1..100."""
    bgr = cv2.cvtColor(in_one_piece(image), cv2.COLOR_RGB2BGR)
    done, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise DataError("The picture cannot be written as JPEG.")
    return data.tobytes()


def resize(image: Image, width: int, height: int) -> Image:
    """Return the picture at another size: halved while it is twice too large, then interpolated.

    Halving averages 2 x 2 pixels. At 640 x 480 to 224 x 224 this is ten times as fast as averaging
    exact areas, and on the real sets neither is better (docs/speed.md).
    """
    if image.shape[:2] == (height, width):
        return image
    if image.strides[1] < 0:  # a mirrored view: the small picture is flipped
        return in_one_piece(resize(image[:, ::-1], width, height)[:, ::-1])
    while len(image) >= 2 * height and image.shape[1] >= 2 * width:
        image = halved(image)
    return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR))


def halved(image: Image) -> Image:
    """Return a picture of at least 2 x 2 pixels at half its size, by averages of 2 x 2 pixels.

    A mirrored view gives a mirrored view.
    """
    if image.strides[1] < 0:
        return halved(image[:, ::-1])[:, ::-1]
    rows, columns = image.shape[0] // 2, image.shape[1] // 2
    even = image[: 2 * rows, : 2 * columns]
    return np.asarray(cv2.resize(even, (columns, rows), interpolation=cv2.INTER_AREA))


def with_half(frame: Frame) -> Frame:
    """Return the frame with its half, made now unless it has it.

    The half of a single row or column of pixels is itself.
    """
    if frame.half is not None:
        return frame
    image = frame.image
    half = halved(image) if min(image.shape[:2]) >= 2 else image[:]
    half.flags.writeable = False
    return replace(frame, half=half)


def average(image: Image, width: int, height: int) -> Image:
    """Return the averages of ``width`` x ``height`` equal cells; meant for much smaller sizes."""
    return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA))


def in_one_piece(image: Image) -> Image:
    """Return the picture in one piece of memory, row after row.

    Of a mirrored view that is a flipped copy, for which numpy takes forty times as long as OpenCV.
    """
    if image.strides[1] < 0:
        return np.asarray(cv2.flip(image[:, ::-1], 1))
    return np.ascontiguousarray(image)


def moved(image: Image, matrix: NDArray[np.float64]) -> Image:
    """Return the picture whose pixel (x, y) is the one nearest to ``matrix`` (2, 3) @ (x, y, 1).

    Outside the picture its edges are repeated.
    """
    height, width = image.shape[:2]
    flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    border = cv2.BORDER_REPLICATE
    return np.asarray(
        cv2.warpAffine(image, matrix, (width, height), flags=flags, borderMode=border)
    )


def recoloured(image: Image, table: Image) -> Image:
    """Return the picture with each colour's value replaced by that in ``table`` (256, 3)."""
    return np.asarray(cv2.LUT(image, table[None]))


def largest_gap(one: Image, other: Image) -> float:
    """Return the largest difference between two pictures of one size in any pixel and colour."""
    return cv2.norm(one, other, cv2.NORM_INF)


def list_pictures(folder: Path) -> list[Path]:
    """Return the picture files directly in ``folder``, in natural order (2 before 10).

    Raises DataError when there is no such folder; an empty one gives an empty list.
    """
    if not folder.is_dir():
        raise DataError(f'There is no folder "{folder}".')
    found = (path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    return sorted((path for path in found if path.is_file()), key=lambda path: natural(path.name))


def natural(name: str) -> list[tuple[bool, int, str]]:
    """Return a key that sorts names as people do: 2 before 10, in any case."""
    parts = re.findall(r"\d+|\D+", name.lower())
    return [(False, int(p), "") if p.isdecimal() else (True, 0, p) for p in parts]
