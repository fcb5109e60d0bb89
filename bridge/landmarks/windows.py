"""The parts of a picture that a detector looks at, one after the other."""

from bridge.landmarks.region import Region
from bridge.types import Image

# Detectors miss what fills the picture; seen from 1.7 times as far away, every one of 179 such
# hands of the sign digits was found.
WIDER = 1.7
# Of the shorter side. Three columns and two rows of such squares overlap by more than a far hand.
FINE = 0.6


def windows(image: Image, *, fine: bool = False) -> tuple[Region, ...]:
    """Return the whole picture, a wider view for what is near, and squares for what is far.

    The squares are as long as the shorter side: in the middle and at both ends. With ``fine`` six
    smaller ones follow, for what is small in the picture even from near by.
    """
    height, width = image.shape[:2]
    long, short = max(height, width), min(height, width)
    whole = Region(width / 2, height / 2, long, 0.0)
    wider = Region(width / 2, height / 2, long * WIDER, 0.0)
    ends = (short / 2, long - short / 2)
    squares = [Region(along, height / 2, short, 0.0) for along in (width / 2, *ends)]
    if height > width:
        squares = [Region(width / 2, along, short, 0.0) for along in (height / 2, *ends)]
    parts = (whole, wider, *(squares if long > short else ()))
    return (*parts, *_fine(width, height)) if fine else parts


def _fine(width: int, height: int) -> list[Region]:
    side = FINE * min(width, height)
    three, two = (0.0, 0.5, 1.0), (0.0, 1.0)
    columns, rows = (three, two) if width >= height else (two, three)
    return [
        Region(side / 2 + x * (width - side), side / 2 + y * (height - side), side, 0.0)
        for y in rows
        for x in columns
    ]
