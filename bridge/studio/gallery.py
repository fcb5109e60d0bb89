"""Pictures as pygame surfaces: the live one, and thumbnails decoded a few at a time."""

from collections import OrderedDict

import pygame

from bridge.errors import DataError
from bridge.pictures import decode_image, in_one_piece, resize
from bridge.studio.album import Thumb
from bridge.types import Frame, Image
from bridge.view import View

KEPT = 600
PER_PICTURE = 6  # thumbnails decoded for one picture of the window: about 3 ms


class Gallery:
    """Turns images into surfaces and keeps the thumbnails that were shown last."""

    def __init__(self) -> None:
        self._thumbs: OrderedDict[tuple[int, int], tuple[bytes, pygame.Surface]] = OrderedDict()
        self._live: tuple[Frame, View, tuple[int, int], pygame.Surface] | None = None
        self._budget = PER_PICTURE
        self.waiting = False

    def begin(self) -> None:
        """Start a picture of the window: some thumbnails may be decoded again."""
        self._budget, self.waiting = PER_PICTURE, False

    def live(self, frame: Frame, view: View, size: tuple[int, int]) -> pygame.Surface:
        """Return the middle of a frame as the profile's view shows it, of ``size`` pixels."""
        kept = self._live
        if kept is None or kept[0] is not frame or kept[1:3] != (view, size):
            surface = surface_of(covering(view.apply(frame.image), *size))
            self._live = kept = frame, view, size, surface
        return kept[3]

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


def covering(image: Image, width: int, height: int) -> Image:
    """Return the middle of ``image`` (H, W, 3) scaled so that it covers width x height pixels."""
    width, height = max(width, 1), max(height, 1)
    have_h, have_w = image.shape[:2]
    factor = max(width / have_w, height / have_h)
    cut_w, cut_h = min(round(width / factor), have_w), min(round(height / factor), have_h)
    x, y = (have_w - cut_w) // 2, (have_h - cut_h) // 2
    return resize(image[y : y + cut_h, x : x + cut_w], width, height)


def surface_of(image: Image) -> pygame.Surface:
    """Return an RGB image (H, W, 3) as a surface of the same size."""
    height, width = image.shape[:2]
    return pygame.image.frombuffer(in_one_piece(image).tobytes(), (width, height), "RGB")


def _small(jpeg: bytes, side: int) -> pygame.Surface:
    try:
        image = View(crop="square").apply(decode_image(jpeg))
    except DataError:
        return pygame.Surface((side, side))
    return surface_of(resize(image, side, side))
