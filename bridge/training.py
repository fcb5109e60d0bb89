"""From picture files to a profile."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from bridge.augment import jittered
from bridge.backbones import Backbone
from bridge.dataset import Example
from bridge.errors import DataError
from bridge.folders import Picture, labels_of
from bridge.pictures import decode_image, encode_jpeg, load_images, resize
from bridge.profile import LabelInfo, Profile, is_neutral, new_profile
from bridge.regression import numbers_of
from bridge.rows import VARIED, varied
from bridge.settings import RecogniserSettings
from bridge.thinning import spread
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
    profile.labels = tuple(LabelInfo(label, neutral=is_neutral(label)) for label in labels)
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


def lacking_variants(
    examples: Iterable[Example], kinds: int = 0, unkept: Mapping[int, bytes] = MappingProxyType({})
) -> list[tuple[Example, bytes]]:
    """Return the examples that should get variants, each with its picture.

    ``VARIED`` examples are enough for all ``kinds`` of poses together, and those that have
    variants count. ``unkept`` are the pictures, by example, of those that keep none.
    The poses take turns: whoever stops in the middle has done about as much for each.
    """
    by_label: dict[str, list[Example]] = {}
    for example in examples:
        by_label.setdefault(example.label, []).append(example)
    share = max(VARIED // max(kinds, len(by_label), 1), 2)
    found: list[list[tuple[Example, bytes]]] = []
    for own in by_label.values():
        room = share - sum(bool(example.variants) for example in own)
        pictured = [
            (example, jpeg)
            for example in own
            if not example.variants and (jpeg := example.jpeg or unkept.get(example.id))
        ]
        found.append([pictured[at] for at in spread(len(pictured), room)] if room > 0 else [])
    return [each for turn in zip_longest(*found) for each in turn if each is not None]


def add_variants(profile: Profile, backbone: Backbone, advance: Advance = quietly) -> None:
    """Give a profile's examples the variants that they lack, from the pictures kept.

    Raises DataError when one of these is damaged.
    """
    made = {}
    for example, jpeg in lacking_variants(profile.dataset, len(profile.labels)):
        made[example.id] = variants_of(backbone, kept_picture(example, jpeg), example.id)
        advance(1)
    profile.dataset.vary(made)


def variants_of(backbone: Backbone, image: Image, seed: int) -> tuple[Embedding, ...]:
    """Return the embeddings of one picture's jittered variants; ``seed`` decides on them."""
    return tuple(backbone.embed(jittered(image, VARIANTS, seed)))


def kept_picture(example: Example, jpeg: bytes) -> Image:
    """Return the picture of an example; raises DataError that says which one is damaged."""
    try:
        return decode_image(jpeg)
    except DataError:
        raise DataError(
            f'The picture of example {example.id}, of "{example.label}", is damaged.',
            "open the profile in the studio and delete the picture, which is black there",
        ) from None


def kept_jpeg(image: Image) -> bytes:
    """Return a picture as profiles keep it: JPEG, 320 pixels or less on the longer side."""
    height, width = image.shape[:2]
    scale = KEPT_SIDE / max(height, width)
    if scale < 1:
        image = resize(image, max(round(width * scale), 1), max(round(height * scale), 1))
    return encode_jpeg(image)


def _check_numbers(labels: Sequence[str]) -> None:
    for label in labels:
        if numbers_of([label]) is None:
            raise DataError(
                f'With --regress every class folder is a number, but "{label}" is not.',
                "name the folders -1, 0, 0.5, 1 and so on",
            )
