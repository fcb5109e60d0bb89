"""Bring a profile to another network: its kept pictures are looked at again, nothing is lost."""

from dataclasses import replace
from itertools import count
from pathlib import Path

from bridge.backbones import Backbone
from bridge.dataset import Dataset, Example
from bridge.errors import ProfileError
from bridge.files import written_whole
from bridge.profile import Profile
from bridge.training import BATCH, Advance, add_variants, kept_picture, quietly


def without_picture(profile: Profile) -> int:
    """Return how many examples keep no picture, so that no other network can look at them."""
    return sum(example.jpeg is None for example in profile.dataset)


def renewed(
    profile: Profile,
    backbone: Backbone,
    *,
    drop: bool = False,
    variants: bool = True,
    advance: Advance = quietly,
) -> Profile:
    """Return the same profile with the features of ``backbone``; ``profile`` itself stays.

    Examples without a picture are left out with ``drop``, else they raise ProfileError.
    ``variants`` asks for jittered pictures, too. Raises DataError when a picture is damaged.
    """
    lost = without_picture(profile)
    if lost and not drop:
        raise ProfileError(
            f"{lost} of {len(profile.dataset)} examples keep no picture that another network "
            "could look at.",
            "leave them out with --drop; the old file is kept",
        )
    pictured = [(example, example.jpeg) for example in profile.dataset if example.jpeg is not None]
    examples: list[Example] = []
    for start in range(0, len(pictured), BATCH):
        batch = pictured[start : start + BATCH]
        images = [kept_picture(example, jpeg) for example, jpeg in batch]
        for (example, _), embedding in zip(batch, backbone.embed(images), strict=True):
            examples.append(replace(example, embedding=embedding, variants=()))
        advance(len(batch))
    blocks = tuple(block for block in profile.settings.blocks if block in backbone.blocks)
    made = replace(
        profile,
        backbone=backbone.name,
        sha256=backbone.sha256,
        dataset=Dataset(examples),
        settings=replace(profile.settings, blocks=blocks),
    )
    if variants:
        add_variants(made, backbone, advance)
    return made


def keep_old(path: Path) -> Path:
    """Copy a profile's file beside it under a name that is free, and return that."""
    names = (f"{path.stem} (old{f' {n}' if n > 1 else ''}){path.suffix}" for n in count(1))
    old = next(free for name in names if not (free := path.with_name(name)).exists())
    try:
        with written_whole(old) as stream:
            stream.write(path.read_bytes())
    except OSError as error:
        raise ProfileError(f'Cannot copy the profile "{path}": {error.strerror}.') from error
    return old
