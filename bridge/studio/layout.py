"""Boxes in design units, and the scale that turns them into pixels."""

from dataclasses import dataclass

from bridge.studio.theme import GRID

DESIGN = (1280.0, 720.0)
SMALLEST = (760.0, 560.0)  # no screen is laid out for less than this many design units
READABLE = 0.8  # at automatic scale text never gets smaller than this share of the type scale


def fitting_scale(width: int, height: int, zoom: float = 1.0) -> float:
    """Return pixels per design unit for a window of ``width`` x ``height`` pixels.

    Follows the window, times the player's ``zoom``; never so large that the smallest layout
    no longer fits.
    """
    automatic = max(READABLE, min(width / DESIGN[0], height / DESIGN[1]))
    return min(automatic * zoom, width / SMALLEST[0], height / SMALLEST[1])


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; every method returns new boxes."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        """The point in the middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def has(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def inset(self, dx: float, dy: float | None = None) -> "Box":
        """Return the box without a margin on every side."""
        dy = dx if dy is None else dy
        return Box(self.x + dx, self.y + dy, max(self.w - 2 * dx, 0), max(self.h - 2 * dy, 0))

    def moved(self, dx: float, dy: float) -> "Box":
        """Return the box shifted by (dx, dy)."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def cut_left(self, width: float, gap: float = 0.0) -> tuple["Box", "Box"]:
        """Return the left part, and what remains after ``gap``."""
        rest = Box(self.x + width + gap, self.y, max(self.w - width - gap, 0), self.h)
        return Box(self.x, self.y, width, self.h), rest

    def cut_right(self, width: float, gap: float = 0.0) -> tuple["Box", "Box"]:
        """Return the right part, and what remains before ``gap``."""
        rest = Box(self.x, self.y, max(self.w - width - gap, 0), self.h)
        return Box(self.right - width, self.y, width, self.h), rest

    def cut_top(self, height: float, gap: float = 0.0) -> tuple["Box", "Box"]:
        """Return the upper part, and what remains below ``gap``."""
        rest = Box(self.x, self.y + height + gap, self.w, max(self.h - height - gap, 0))
        return Box(self.x, self.y, self.w, height), rest

    def cut_bottom(self, height: float, gap: float = 0.0) -> tuple["Box", "Box"]:
        """Return the lower part, and what remains above ``gap``."""
        rest = Box(self.x, self.y, self.w, max(self.h - height - gap, 0))
        return Box(self.x, self.bottom - height, self.w, height), rest

    def columns(self, count: int, gap: float = 2 * GRID) -> list["Box"]:
        """Return ``count`` equal boxes side by side."""
        width = (self.w - gap * (count - 1)) / count
        return [Box(self.x + n * (width + gap), self.y, width, self.h) for n in range(count)]

    def rows(self, count: int, gap: float = 2 * GRID) -> list["Box"]:
        """Return ``count`` equal boxes above each other."""
        height = (self.h - gap * (count - 1)) / count
        return [Box(self.x, self.y + n * (height + gap), self.w, height) for n in range(count)]

    def middle(self, width: float, height: float) -> "Box":
        """Return a box of that size, at most as large as this one, in the middle of it."""
        width, height = min(width, self.w), min(height, self.h)
        return Box(self.x + (self.w - width) / 2, self.y + (self.h - height) / 2, width, height)

    def fitted(self, aspect: float) -> "Box":
        """Return the largest centred box whose width is ``aspect`` times its height."""
        return self.middle(min(self.w, self.h * aspect), min(self.h, self.w / aspect))
