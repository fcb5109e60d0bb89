"""Guidance in words a child understands, with the poses and pictures it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bridge.advice import Advice
from bridge.studio.album import Album
from bridge.types import Image, Skeleton
from bridge.words import Words

ENOUGH = 15  # pictures of a pose; about one second of holding its button
DARK = 45.0  # mean grey value, 0..255
FLAT = 8.0  # standard deviation of grey values: a covered lens shows no detail
EDGE = 0.2  # share of the picture's width that counts as its edge
OTHER_LIGHT = 45.0  # difference of mean grey values between teaching and now

Kind = Literal["start", "note", "warning", "good"]


@dataclass(frozen=True, slots=True)
class Tip:
    """One piece of advice.

    ``examples`` are the pictures that show it, ``top_up`` the pose that three more seconds of
    recording would help.
    """

    kind: Kind
    text: str
    examples: tuple[int, ...] = ()
    top_up: str | None = None


def next_step(album: Album, words: Words) -> Tip | None:
    """Return what to do next, or None when every pose has enough pictures."""
    if not album.cards:
        return Tip("start", words("advice.first_pose"))
    if not album.total:
        return Tip("start", words("advice.start"))
    for card in album.cards:
        missing = ENOUGH - album.count(card.label)
        if missing > 0:
            text = words.count("advice.few", missing, label=words.label(card.label))
            return Tip("note", text)
    if len(album.cards) < 2:
        return Tip("note", words("advice.two"))
    return None


def heard(advice: Sequence[Advice], words: Words) -> tuple[Tip, ...]:
    """Return the data doctor's advice, most important first, without plain praise."""
    kinds: dict[str, Kind] = {"problem": "warning", "hint": "note"}
    return tuple(
        Tip(kinds[each.level], each.said(words, words.label), each.examples)
        for each in advice
        if each.level in kinds
    )


def picture_problem(
    image: Image, words: Words, light: float | None = None, idle: str | None = None
) -> Tip | None:
    """Return what is wrong with the camera's picture (H, W, 3), if something is.

    ``light`` is the mean grey value of the examples; if it is another one now, a top-up of the
    pose ``idle`` is offered.
    """
    grey = image[::8, ::8].mean(axis=2)
    if float(grey.std()) < FLAT:
        return Tip("warning", words("advice.covered"))
    if float(grey.mean()) < DARK:
        return Tip("warning", words("advice.dark"))
    if light is not None and abs(float(grey.mean()) - light) > OTHER_LIGHT:
        text = words("advice.light")
        if idle is not None:
            text = words("advice.light_idle", label=words.label(idle))
        return Tip("warning", text, top_up=idle)
    return None


def place_problem(skeletons: Sequence[Skeleton], words: Words) -> Tip | None:
    """Return a tip when the middle of everything found lies at the edge of the picture."""
    places = [x for skeleton in skeletons for x, _ in skeleton.points]
    if not places or EDGE <= sum(places) / len(places) <= 1 - EDGE:
        return None
    return Tip("warning", words("advice.off_centre"))
