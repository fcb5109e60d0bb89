"""Colours, type scale and spacing: the one place where looks are decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

Colour: TypeAlias = tuple[int, int, int]
Size = Literal["caption", "body", "title", "headline", "display"]

# Design units: pixels of a 1280 x 720 window, scaled with the window.
TYPE: dict[Size, int] = {"caption": 15, "body": 18, "title": 24, "headline": 34, "display": 96}
GRID = 8
RADIUS = 12
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (16, 18, 24)


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by their role; ``labels`` are given to poses in order, ``neutral`` to "nothing"."""

    name: Literal["light", "dark"]
    page: Colour
    card: Colour
    sunken: Colour
    line: Colour
    ink: Colour
    muted: Colour
    accent: Colour
    danger: Colour
    good: Colour
    warning: Colour
    notice: Colour
    neutral: Colour
    labels: tuple[Colour, ...]

    def label(self, index: int | None) -> Colour:
        """Return a pose's colour by its place in the colour list; None is the neutral one."""
        return self.neutral if index is None else self.labels[index % len(self.labels)]

    def text_pairs(self) -> Iterator[tuple[str, Colour, Colour]]:
        """Yield every (what, text colour, ground colour) that a screen may show."""
        for ground in ("page", "card", "sunken"):
            for ink in ("ink", "muted", "accent", "danger", "good", "warning"):
                yield f"{ink} on {ground}", getattr(self, ink), getattr(self, ground)
        for role in ("accent", "danger", "good", "warning", "notice", "neutral"):
            yield f"text on {role}", ink_on(getattr(self, role)), getattr(self, role)
        for number, fill in enumerate(self.labels):
            yield f"text on label {number}", ink_on(fill), fill


LIGHT = Theme(
    name="light",
    page=(245, 244, 240),
    card=(255, 255, 255),
    sunken=(233, 231, 225),
    line=(214, 211, 203),
    ink=(24, 27, 34),
    muted=(83, 88, 99),
    accent=(43, 63, 199),
    danger=(179, 32, 40),
    good=(10, 102, 66),
    warning=(138, 70, 0),
    notice=(30, 33, 42),
    neutral=(94, 99, 110),
    labels=(
        (20, 99, 200),
        (184, 84, 0),
        (0, 122, 108),
        (163, 44, 128),
        (92, 62, 176),
        (120, 96, 0),
        (176, 40, 60),
        (40, 112, 40),
    ),
)

DARK = Theme(
    name="dark",
    page=(17, 19, 25),
    card=(28, 31, 40),
    sunken=(41, 45, 57),
    line=(58, 63, 78),
    ink=(242, 243, 246),
    muted=(176, 182, 195),
    accent=(152, 171, 255),
    danger=(255, 138, 128),
    good=(104, 214, 160),
    warning=(255, 190, 92),
    notice=(236, 238, 243),
    neutral=(168, 175, 188),
    labels=(
        (108, 174, 255),
        (255, 164, 84),
        (80, 214, 186),
        (244, 146, 210),
        (184, 160, 255),
        (228, 204, 84),
        (255, 140, 150),
        (140, 214, 128),
    ),
)
THEMES = {"light": LIGHT, "dark": DARK}


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1..21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=500)
def ink_on(ground: Colour) -> Colour:
    """Return white or near-black, whichever reads better on ``ground``."""
    return WHITE if contrast(WHITE, ground) >= contrast(BLACK, ground) else BLACK


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return ``one`` with ``share`` (0..1) of ``other`` mixed in."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _unit(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _unit(colour: Colour) -> tuple[float, ...]:
    return tuple(channel / 255 for channel in colour)
