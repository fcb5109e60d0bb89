import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bridge.fusion import evidence, fit_fusion, fit_trust, judge

RANDOM = np.random.default_rng(0)
CLASSES = RANDOM.integers(0, 3, 120)
ALL = np.ones(120, bool)


def told(by: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Distances of an expert that sees the true class ``by`` times nearer than the others."""
    near = RANDOM.uniform(0.8, 1.2, (120, 3))
    near[np.arange(120), CLASSES] /= by
    return near


def test_the_expert_that_knows_is_trusted() -> None:
    near = np.stack([told(2.0), told(1.0)], axis=2)
    shown = np.swapaxes(evidence(np.swapaxes(near, 1, 2)), 1, 2)
    knows, guesses = fit_trust(shown, CLASSES)
    assert knows > 5 * guesses


def test_a_far_picture_and_an_undecided_one_are_unknown() -> None:
    near = told(3.0)[:, :, None]
    fusion = fit_fusion(near, np.ones((120, 1)), CLASSES, ALL, strictness=0.5)
    sure = np.ones(1)
    clear = judge(fusion, np.array([[0.3], [1], [1]]), sure, fusion.lead)
    undecided = judge(fusion, np.array([[1.0], [1], [1]]), sure, fusion.lead)
    far = judge(fusion, np.array([[300.0], [1000], [1000]]), sure, fusion.lead)
    assert clear.unknown < 0.5 < min(undecided.unknown, far.unknown)
    assert clear.chances.argmax() == 0


def test_without_strictness_nothing_is_unknown() -> None:
    fusion = fit_fusion(told(3.0)[:, :, None], np.ones((120, 1)), CLASSES, ALL, strictness=0)
    answer = judge(fusion, np.array([[900.0], [900], [900]]), np.ones(1), fusion.lead)
    assert answer.unknown < 0.01


@given(arrays(np.float64, (4, 3), elements=st.floats(0, 1e6) | st.just(np.inf)))
def test_evidence_is_finite_and_balanced(
    near: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    found = evidence(near)
    assert np.isfinite(found).all()
    np.testing.assert_allclose(found.sum(axis=1), 0, atol=1e-9)
