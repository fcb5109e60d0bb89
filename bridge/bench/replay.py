"""A camera for measuring: plays JPEG pictures at 30 frames a second, as a webcam sends them."""

import itertools
from collections.abc import Sequence

import numpy as np

from bridge.backbones import Backbone
from bridge.cameras.live import LiveCamera
from bridge.cameras.pace import Pace
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.pictures import decode_image, encode_jpeg
from bridge.profile import Profile
from bridge.rehearsal import RECORDING_RATE, rehearse
from bridge.stillness import Stillness
from bridge.types import Image
from bridge.view import View

RATE = 30.0
NOISE = 3.0  # standard deviation of a webcam in good light, in steps of 0..255


class Replay:
    """Shows the same JPEG pictures again and again, as an open webcam does.

    Decoding them is part of the work, unless they are skipped.
    """

    def __init__(self, pictures: Sequence[bytes], rate: float = RATE) -> None:
        self._pictures = pictures
        self._pace = Pace(rate)
        self._index = 0

    def read(self) -> Image:
        """Return the next picture when it is due."""
        self.skip()
        return decode_image(self._pictures[(self._index - 1) % len(self._pictures)])

    def skip(self) -> bool:
        """Let the next picture pass when it is due."""
        self._pace.next()
        self._index += 1
        return True

    def release(self) -> None:
        """Nothing to free."""


def replaying_camera(pictures: Sequence[bytes]) -> LiveCamera:
    """Return a webcam that plays these pictures, and rests as in ``run`` while they are still."""
    return LiveCamera("Replay", lambda: Replay(pictures), rests=True)


def drawn_profile(backbone: Backbone) -> Profile:
    """Return a profile of the drawn player's poses."""
    player = SyntheticPlayer(rate=RECORDING_RATE, paced=False)
    return rehearse(player, player.poses, backbone, View(mirror=True))


def moving_pictures(count: int, *, always: bool = False) -> list[Image]:
    """Return ``count`` frames of the drawn player going through the poses.

    In between the player holds each pose for a while; ``always`` leaves out those frames.
    """
    player, stillness = SyntheticPlayer(paced=False), Stillness(refresh=10**9)
    player.open()
    frames = (player.read().image for _ in itertools.count())
    shown = (image for image in frames if not always or stillness.changed(image))
    return list(itertools.islice(shown, count))


def still_pictures(count: int) -> list[Image]:
    """Return one frame ``count`` times, with fresh sensor noise each time."""
    (image,) = moving_pictures(1)
    random = np.random.default_rng(0)
    noise = (random.normal(0, NOISE, image.shape) for _ in range(count))
    return [np.clip(image + grain, 0, 255).astype(np.uint8) for grain in noise]


def as_jpegs(images: Sequence[Image]) -> list[bytes]:
    """Return the pictures as a webcam would send them."""
    return [encode_jpeg(image) for image in images]
