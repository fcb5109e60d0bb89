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
SIDE = 160


class Gallery:
    """Turns images into surfaces and keeps the thumbnails that were shown last."""

    def __init__(self) -> None:
        self._thumbs: OrderedDict[int, tuple[bytes, pygame.Surface]] = OrderedDict()
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

    def thumb(self, thumb: Thumb) -> pygame.Surface | None:
        """Return an example's picture; None while it is not decoded, or when it has none."""
        if thumb.jpeg is None:
            return None
        kept = self._thumbs.get(thumb.id)
        if kept is not None and kept[0] is thumb.jpeg:
            self._thumbs.move_to_end(thumb.id)
            return kept[1]
        if self._budget == 0:
            self.waiting = True
            return None
        self._budget -= 1
        surface = _small(thumb.jpeg)
        self._thumbs[thumb.id] = thumb.jpeg, surface
        if len(self._thumbs) > KEPT:
            self._thumbs.popitem(last=False)
        return surface


def surface_of(image: Image) -> pygame.Surface:
    """Return an RGB image (H, W, 3) as a surface of the same size."""
    height, width = image.shape[:2]
    return pygame.image.frombuffer(image.tobytes(), (width, height), "RGB")


def _small(jpeg: bytes) -> pygame.Surface:
    try:
        image = decode_image(jpeg)
    except DataError:
        return pygame.Surface((SIDE, SIDE))
    height, width = image.shape[:2]
    scale = SIDE / min(height, width)
    return surface_of(resize(image, round(width * scale), round(height * scale)))
