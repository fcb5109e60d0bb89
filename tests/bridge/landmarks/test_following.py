"""A real hand that moves: a window that slides over a picture is a camera that pans."""

import os
from pathlib import Path

import numpy as np
import pytest

from bridge.landmarks.hands import HandReader
from bridge.landmarks.network import Network
from bridge.landmarks.tracking import Tracker
from bridge.pictures import list_pictures, load_image
from bridge.warp import warp_crop

DATA = Path(os.environ.get("POSEBRIDGE_DATA", Path(__file__).parents[4] / "shared" / "data"))
SWING = 80
FRAMES_PER_S = 30

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="no real pictures here")


class Counting(HandReader):
    """Counts how often the detector runs."""

    searches = 0

    def find(self, image, window):
        self.searches += 1
        return super().find(image, window)


@pytest.mark.parametrize("speed", [0, 200, 600], ids=lambda speed: f"{speed} px/s")
def test_a_moving_hand_is_followed_with_a_search_a_second_and_less_than_a_frame_late(speed):
    picture = load_image(list_pictures(DATA / "fingers_0to5/s10/fingers5")[0])
    reader = Counting(Network("palm_detection"), Network("hand_landmark"))
    tracker = Tracker(reader, most=1)
    places = []
    for n in range(45):
        along = speed * n / FRAMES_PER_S % (2 * SWING)
        shift = min(along, 2 * SWING - along)
        seen = warp_crop(picture, (30 + shift, picture.shape[0] / 2), 240, 0.0, 240)
        (hand,) = tracker.follow(seen, n / FRAMES_PER_S)
        places.append(hand.points[0, 0] + shift)
    assert reader.searches == 2
    assert np.std(places[5:]) < max(1.0, speed / FRAMES_PER_S)
