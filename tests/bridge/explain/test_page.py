import re
from collections.abc import Sequence

import numpy as np

from bridge.backbones.pixels import PixelBackbone
from bridge.explain.answer import explain, strongest
from bridge.explain.page import page
from bridge.pictures import encode_jpeg
from bridge.profile import Profile, new_profile
from bridge.types import Embedding, Image


def stripes(label: str, random: np.random.Generator) -> Image:
    image = random.integers(0, 60, (48, 64, 3), np.uint8)
    if label == "<left>":
        image[:, :20] += 150
    else:
        image[:, -20:] += 150
    return image


def taught(labels: Sequence[str], count: int = 12) -> Profile:
    backbone = PixelBackbone()
    random = np.random.default_rng(0)
    profile = new_profile("me", backbone)
    for label in labels:
        for _ in range(count):
            image = stripes(label, random)
            profile.dataset.add(label, backbone.embed([image])[0], jpeg=encode_jpeg(image))
    return profile


def test_the_answer_has_neighbours_a_map_and_activations() -> None:
    profile = taught(["<left>", "right"])
    image = stripes("<left>", np.random.default_rng(5))
    answer = explain(profile, PixelBackbone(), image, "new.jpg", [("robin", 0.99)])
    assert answer.prediction.label == "<left>"
    assert {near.label for near in answer.prediction.nearest} == {"<left>"}
    assert len(answer.dots) == 25
    assert answer.dots[-1].label is None
    assert all(-0.01 <= dot.x <= 1.01 and -0.01 <= dot.y <= 1.01 for dot in answer.dots)
    assert len(answer.activations) == 16


def test_the_page_stands_alone_and_escapes_labels() -> None:
    profile = taught(["<left>", "right"])
    image = stripes("<left>", np.random.default_rng(5))
    html = page(explain(profile, PixelBackbone(), image, "<b>.jpg", [("robin", 0.99)]))
    assert "<left>" not in html
    assert "&lt;left&gt;" in html
    assert "robin" in html
    assert not re.search(r'(src|href)="(?!data:)', html)
    assert html.count("data:image/jpeg;base64,") == 6


def test_a_picture_without_features_of_the_examples_has_no_activations() -> None:
    dataset = taught(["<left>", "right"], 2).dataset
    assert strongest(dataset, Embedding({})) == []
    assert strongest(dataset, Embedding({"hand": np.ones(3, np.float32)})) == []
