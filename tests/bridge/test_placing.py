from dataclasses import replace

import numpy as np
import pytest

from bridge.experts import Expert, Space, scales_of, stacked
from bridge.learned import learn_metric, span
from bridge.metric import plain_metric
from bridge.placing import make_placer, narrowed
from bridge.settings import METRICS, MetricName
from bridge.types import Embedding

RANDOM = np.random.default_rng(3)


def embeddings(count: int) -> list[Embedding]:
    return [
        Embedding(
            {
                "near": RANDOM.normal(0, 2, 40).astype(np.float32),
                "far": RANDOM.normal(1, 5, 30).astype(np.float32),
            }
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("unit", [True, False])
@pytest.mark.parametrize("name", METRICS)
def test_a_picture_lands_where_many_at_a_time_do(name: MetricName, unit: bool) -> None:
    expert = Expert("both", ("near", "far"), unit=unit)
    taught, asked = embeddings(24), embeddings(5)
    scales = scales_of(expert, taught)
    rows = stacked(expert, scales, taught)
    learned = learn_metric(span(rows), np.arange(24) % 3, anchors=16)
    space = Space(expert, scales, learned if name == "learned" else plain_metric(name, 70))
    placer = make_placer(space)
    expected, _ = space.points(asked)
    for row, embedding in zip(expected, asked, strict=True):
        point = placer.point(embedding)
        assert point is not None
        assert point.dtype == np.float32
        np.testing.assert_allclose(point, row, rtol=1e-3, atol=1e-4)


def test_a_missing_block_has_no_place_and_an_empty_one_does_not_divide_by_zero() -> None:
    expert = Expert("both", ("near", "far"))
    placer = make_placer(Space(expert, (1.0, 1.0), plain_metric("cosine", 70)))
    (whole,) = embeddings(1)
    assert placer.point(replace(whole, blocks={"near": whole.blocks["near"]})) is None
    empty = {name: np.zeros_like(block) for name, block in whole.blocks.items()}
    assert np.isfinite(placer.point(replace(whole, blocks=empty))).all()  # type: ignore[arg-type]


def test_matrices_are_narrowed_to_what_their_columns_have_in_common() -> None:
    common = RANDOM.normal(size=(300, 6))
    matrix = (common @ RANDOM.normal(size=(6, 10))).astype(np.float32) * [[100.0, *[1.0] * 9]]
    narrow, turn = narrowed(matrix.astype(np.float32))
    assert narrow.shape == (300, 6)
    assert turn is not None
    np.testing.assert_allclose(narrow @ turn, matrix, rtol=1e-3, atol=1e-3)
    independent = RANDOM.normal(size=(300, 10)).astype(np.float32)
    assert narrowed(independent)[1] is None
