import time

import numpy as np
import pytest

from bridge.advice import Advice
from bridge.dataset import Dataset, Example
from bridge.pictures import encode_jpeg
from bridge.profile import LabelInfo, Profile
from bridge.studio.adviser import Adviser, mean_light
from bridge.studio.advising import ENOUGH, heard, next_step, picture_problem, place_problem
from bridge.studio.album import make_album
from bridge.types import Embedding, Image, Skeleton
from bridge.words import load_words

WORDS = load_words()


def examples(**counts: int) -> list[Example]:
    found: list[Example] = []
    random = np.random.default_rng(1)
    for place, (label, count) in enumerate(counts.items()):
        for number in range(count):
            vector = random.normal(10 * place, 1, 8).astype(np.float32)
            embedding = Embedding({"pixels": vector})
            found.append(Example(len(found), label, f"{label} {number // 5}", 0.0, embedding))
    return found


def step(labels: tuple[str, ...], **counts: int) -> str | None:
    tip = next_step(make_album([LabelInfo(name) for name in labels], examples(**counts)), WORDS)
    return tip.text if tip else None


def grey(value: int) -> Image:
    image = np.full((120, 160, 3), value, np.uint8)
    image[:60] += 24
    return image


def test_the_next_step_leads_to_enough_pictures_of_every_pose() -> None:
    assert step(()) == WORDS("advice.first_pose")
    assert step(("left", "none")) == WORDS("advice.start")
    many, one = (WORDS(f"advice.few.{form}", label="Nothing", n=15) for form in ("many", "one"))
    assert step(("left", "none"), left=ENOUGH) == many
    assert step(("left", "none"), left=ENOUGH, none=ENOUGH - 1) == one
    assert step(("left",), left=ENOUGH) == WORDS("advice.two")
    assert step(("left", "none"), left=ENOUGH, none=ENOUGH) is None


def test_a_covered_lens_darkness_and_other_light_are_noticed() -> None:
    assert picture_problem(np.full((120, 160, 3), 90, np.uint8), WORDS) is not None
    dark = picture_problem(grey(10), WORDS)
    assert dark is not None
    assert dark.text == WORDS("advice.dark")
    assert picture_problem(grey(120), WORDS, light=130.0) is None
    other = picture_problem(grey(120), WORDS, light=220.0, idle="none")
    assert other is not None
    assert other.top_up == "none"


@pytest.mark.parametrize(("x", "said"), [(0.5, False), (0.3, False), (0.1, True), (0.95, True)])
def test_standing_at_the_edge_is_noticed(x: float, said: bool) -> None:
    body = Skeleton("body", ((x - 0.05, 0.2), (x + 0.05, 0.8)), ((0, 1),))
    assert (place_problem([body], WORDS) is not None) == said
    assert place_problem([], WORDS) is None


def test_the_doctor_is_heard_without_his_praise() -> None:
    advice = (
        Advice("good", "good"),
        Advice("problem", "mixed_up", (1, 2), ("left", "none"), 2, 9),
        Advice("hint", "one_go"),
    )
    assert "“Left” looks like “Nothing” in 2 of 9" in heard(advice, WORDS)[0].text
    assert [(tip.kind, tip.examples) for tip in heard(advice, WORDS)] == [
        ("warning", (1, 2)),
        ("note", ()),
    ]


def test_light_is_that_of_the_pictures_kept() -> None:
    jpeg = encode_jpeg(np.full((60, 80, 3), 140, np.uint8))
    one = Example(0, "left", "", 0.0, Embedding({}), jpeg)
    assert mean_light([one]) == pytest.approx(140, abs=2)
    assert mean_light(examples(left=3)) is None


def test_advice_arrives_in_the_background() -> None:
    adviser = Adviser()
    adviser.look(Profile("me", "pixels", "0", dataset=Dataset(examples(left=20, right=4))))
    end = time.monotonic() + 20
    while not adviser.advice and time.monotonic() < end:
        time.sleep(0.02)
    adviser.close()
    assert any("right" in each.labels for each in adviser.advice)
