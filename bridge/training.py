"""From picture files to a profile."""

import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bridge.augment import jittered
from bridge.backbones import Backbone
from bridge.errors import DataError
from bridge.fitting import varied
from bridge.folders import Picture, labels_of
from bridge.pictures import encode_jpeg, load_image, resize
from bridge.profile import LabelInfo, Profile, new_profile
from bridge.settings import RecogniserSettings
from bridge.types import Embedding, Image

Advance = Callable[[int], None]
BATCH = 16
VARIANTS = 2
KEPT_SIDE = 320


def quietly(steps: int) -> None:
    """Report progress to nobody."""


def train_profile(
    name: str,
    backbone: Backbone,
    pictures: Sequence[Picture],
    *,
    regression: bool = False,
    keep_pictures: bool = True,
    advance: Advance = quietly,
) -> Profile:
    """Return a profile with every picture as an example; ``advance`` hears of progress.

    Raises DataError when a picture cannot be read, when there are fewer than two classes, or
    when ``regression`` meets a class that is no number.
    """
    labels = labels_of(list(pictures))
    if len(labels) < 2:
        raise DataError(
            f'There is only one class, "{labels[0]}".', "show at least two poses, one may be idle"
        )
    if regression:
        _check_numbers(labels)
    profile = new_profile(name, backbone)
    profile.settings = RecogniserSettings(regression=regression)
    profile.labels = tuple(LabelInfo(label) for label in labels)
    wanted = varied([picture.label for picture in pictures])
    with profile.dataset.one_step():
        for at, picture in enumerate(pictures):
            image = load_image(picture.path)
            embedding, *variants = embed_varied(backbone, image, at, VARIANTS * (at in wanted))
            jpeg = kept_jpeg(image) if keep_pictures else None
            profile.dataset.add(
                picture.label, embedding, picture.session, jpeg=jpeg, variants=tuple(variants)
            )
            advance(1)
    return profile


def embed_varied(backbone: Backbone, image: Image, seed: int, count: int) -> list[Embedding]:
    """Return the embedding of a picture, then those of ``count`` jittered variants of it."""
    return backbone.embed([image, *jittered(image, count, seed)])


def embed_files(
    backbone: Backbone,
    paths: Sequence[Path],
    advance: Advance = quietly,
) -> list[Embedding]:
    """Return the embeddings of picture files, in order; raises DataError for an unreadable one."""
    found: list[Embedding] = []
    for start in range(0, len(paths), BATCH):
        batch = paths[start : start + BATCH]
        found += backbone.embed([load_image(path) for path in batch])
        advance(len(batch))
    return found


def batches(pictures: Sequence[Picture]) -> Iterator[Sequence[Picture]]:
    """Cut a list into pieces that fit a network's batch."""
    for start in range(0, len(pictures), BATCH):
        yield pictures[start : start + BATCH]


def kept_jpeg(image: Image) -> bytes:
    """Return a picture as profiles keep it: JPEG, 320 pixels or less on the longer side."""
    height, width = image.shape[:2]
    scale = KEPT_SIDE / max(height, width)
    small = image if scale >= 1 else resize(image, round(width * scale), round(height * scale))
    return encode_jpeg(small)


def _check_numbers(labels: Sequence[str]) -> None:
    for label in labels:
        try:
            fits = math.isfinite(float(label))
        except ValueError:
            fits = False
        if not fits:
            raise DataError(
                f'With --regress every class folder is a number, but "{label}" is not.',
                "name the folders -1, 0, 0.5, 1 and so on",
            )
