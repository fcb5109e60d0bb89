"""Pictures as pygame surfaces: the live one, and thumbnails decoded a few at a time."""

from collections import OrderedDict

import pygame

from bridge.errors import DataError
from bridge.pictures import decode_image, resize
from bridge.studio.album import Thumb
from bridge.types import Frame, Image
from bridge.view import View

KEPT = 600
PER_PICTURE = 6  # thumbnails decoded for one picture of the window: about 3 ms


class Gallery:
    """Turns images into surfaces and keeps the thumbnails that were shown last."""

    def __init__(self) -> None:
        self._thumbs: OrderedDict[tuple[int, int], tuple[bytes, pygame.Surface]] = OrderedDict()
        self._live: tuple[Frame, View, pygame.Surface] | None = None
        self._budget = PER_PICTURE
        self.waiting = False

    def begin(self) -> None:
        """Start a picture of the window: some thumbnails may be decoded again."""
        self._budget, self.waiting = PER_PICTURE, False

    def live(self, frame: Frame, view: View) -> pygame.Surface:
        """Return a frame as the profile's view shows it."""
        if self._live is None or self._live[0] is not frame or self._live[1] != view:
            self._live = frame, view, surface_of(view.apply(frame.image))
        return self._live[2]

    def thumb(self, thumb: Thumb, side: int) -> pygame.Surface | None:
        """Return the middle of an example's picture, ``side`` pixels wide and high.

        None while it is not decoded, or when it has none.
        """
        if thumb.jpeg is None:
            return None
        place = (thumb.id, side)
        kept = self._thumbs.get(place)
        if kept is not None and kept[0] is thumb.jpeg:
            self._thumbs.move_to_end(place)
            return kept[1]
        if self._budget == 0:
            self.waiting = True
            return None
        self._budget -= 1
        surface = _small(thumb.jpeg, side)
        self._thumbs[place] = thumb.jpeg, surface
        if len(self._thumbs) > KEPT:
            self._thumbs.popitem(last=False)
        return surface


def surface_of(image: Image) -> pygame.Surface:
    """Return an RGB image (H, W, 3) as a surface of the same size."""
    height, width = image.shape[:2]
    return pygame.image.frombuffer(image.tobytes(), (width, height), "RGB")


def _small(jpeg: bytes, side: int) -> pygame.Surface:
    try:
        image = View(crop="square").apply(decode_image(jpeg))
    except DataError:
        return pygame.Surface((side, side))
    return surface_of(resize(image, side, side))
