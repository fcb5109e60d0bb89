"""From picture files to a profile."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bridge.augment import jittered
from bridge.backbones import Backbone
from bridge.errors import DataError
from bridge.fitting import varied
from bridge.folders import Picture, labels_of
from bridge.pictures import encode_jpeg, load_images, resize
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
    sources = [(picture.path, at in wanted) for at, picture in enumerate(pictures)]
    with profile.dataset.one_step():
        for picture, shot in zip(pictures, shots(backbone, sources), strict=True):
            jpeg = kept_jpeg(shot.image) if keep_pictures else None
            profile.dataset.add(
                picture.label, shot.embedding, picture.session, jpeg=jpeg, variants=shot.variants
            )
            advance(1)
    return profile


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture from a file, its embedding, and those of its jittered variants."""

    image: Image
    embedding: Embedding
    variants: tuple[Embedding, ...]


def shots(backbone: Backbone, sources: Sequence[tuple[Path, bool]]) -> Iterator[Shot]:
    """Give every picture file's shot, in order; the flag asks for variants.

    Sixteen pictures at a time are read and embedded together, which uses all cores.
    """
    for start in range(0, len(sources), BATCH):
        batch = sources[start : start + BATCH]
        images = load_images([path for path, _ in batch])
        groups = [
            [image, *jittered(image, VARIANTS if varied_too else 0, start + at)]
            for at, (image, (_, varied_too)) in enumerate(zip(images, batch, strict=True))
        ]
        found = iter(backbone.embed([image for group in groups for image in group]))
        for image, group in zip(images, groups, strict=True):
            embedding, *variants = (next(found) for _ in group)
            yield Shot(image, embedding, tuple(variants))


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
