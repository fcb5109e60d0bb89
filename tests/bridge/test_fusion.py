import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bridge.fusion import (
    Fusion,
    evidence,
    fit_fusion,
    fit_trust,
    judge,
    lead_of,
    radii,
    softmax,
    summed,
)

RANDOM = np.random.default_rng(0)
CLASSES = RANDOM.integers(0, 3, 120)
ALL = np.ones(120, bool)
FREE = np.zeros(1)


def told(by: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Distances of an expert that sees the true class ``by`` times nearer than the others."""
    near = RANDOM.uniform(0.8, 1.2, (120, 3))
    near[np.arange(120), CLASSES] /= by
    return near


def test_the_expert_that_knows_is_trusted() -> None:
    near = np.stack([told(2.0), told(1.0)], axis=2)
    shown = np.swapaxes(evidence(np.swapaxes(near, 1, 2)), 1, 2)
    knows, guesses = fit_trust(shown, CLASSES, np.zeros(2))
    assert knows > 5 * guesses


def test_what_costs_is_believed_only_where_nothing_else_tells() -> None:
    costs = np.array([0.0, 0.03])

    def trusted(free: float, dear: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        near = np.stack([told(free), told(dear)], axis=2)
        shown = np.swapaxes(evidence(np.swapaxes(near, 1, 2)), 1, 2)
        return fit_trust(shown, CLASSES, costs) * shown.std(axis=1).mean(axis=0)

    alike, lost = trusted(3.0, 3.0), trusted(1.0, 3.0)
    assert alike[0] > 3 * alike[1]
    assert lost[1] > 10 * lost[0]


def test_with_nothing_to_check_who_pays_least_is_believed_most() -> None:
    none = np.zeros((0, 3, 2))
    original = np.zeros(0, bool)
    fusion = fit_fusion(none, none[:, 0], CLASSES[:0], original, np.array([0.0, 0.03]), 0.5)
    assert fusion.trust[0] > 9 * fusion.trust[1] > 0
    assert fusion.share.sum() == pytest.approx(1)


@pytest.mark.parametrize("seed", range(4))
def test_experts_that_are_always_sure_and_agree_are_not_all_distrusted(seed: int) -> None:
    random, classes = np.random.default_rng(seed), np.repeat(np.arange(5), 15)
    near = np.exp(random.normal(0, 0.3, (75, 5, 1)) + random.normal(0, 0.05, (75, 5, 2)))
    near[np.arange(75), classes] /= np.exp(random.normal(3.75, 0.3, (75, 1)) * [1.0, 1.14])
    shown = np.swapaxes(evidence(np.swapaxes(near, 1, 2)), 1, 2)
    trust = fit_trust(shown, classes, np.array([0.03, 0.03]))
    assert trust.sum() > 1


def test_a_large_class_does_not_set_the_limits_of_a_small_one() -> None:
    classes = np.repeat([0, 1, 2], [100, 10, 10])
    near = np.ones((120, 3, 1))
    near[np.arange(120), classes, 0] = np.where(classes == 0, 0.01, RANDOM.uniform(0.2, 0.3, 120))
    fusion = fit_fusion(near, np.ones((120, 1)), classes, ALL, FREE, strictness=0.5)
    assert judge(fusion, np.array([[1.0], [0.3], [1.0]]), np.ones(1)).unknown < 0.5


def test_a_far_picture_and_an_undecided_one_are_unknown() -> None:
    near = told(3.0)[:, :, None]
    fusion = fit_fusion(near, np.ones((120, 1)), CLASSES, ALL, FREE, strictness=0.5)
    sure = np.ones(1)
    clear = judge(fusion, np.array([[0.3], [1], [1]]), sure)
    undecided = judge(fusion, np.array([[1.0], [1], [1]]), sure)
    far = judge(fusion, np.array([[300.0], [1000], [1000]]), sure)
    assert clear.unknown < 0.5 < min(undecided.unknown, far.unknown)
    assert clear.chances[0] == max(clear.chances)


def test_a_few_jittered_pictures_do_not_make_the_limits_of_many() -> None:
    near = told(3.0)[:, :, None]
    near *= RANDOM.uniform(0.9, 1.1, near.shape)
    leads = [
        fit_fusion(near, np.ones((120, 1)), CLASSES, original, FREE, strictness=0.5).lead
        for original in (ALL, np.arange(120) > 3, np.arange(120) > 60)
    ]
    none, few, many = leads
    assert none <= few < (none + many) / 2


def test_in_another_room_a_pose_may_be_further_away_than_ever_but_not_halfway() -> None:
    near = told(100.0)[:, :, None]
    fusion = fit_fusion(near, np.ones((120, 1)), CLASSES, ~ALL, FREE, strictness=0.5)
    assert judge(fusion, np.array([[0.2], [20], [20]]), np.ones(1)).unknown < 0.5
    assert judge(fusion, np.array([[2.0], [200], [200]]), np.ones(1)).unknown > 0.5


def test_what_hardly_counts_does_not_make_a_picture_too_far() -> None:
    always = np.where(np.arange(3) == CLASSES[:, None], 1e-4, 1.1e-4)
    near = np.stack([told(2.0), always], axis=2)
    fusion = fit_fusion(near, np.ones((120, 2)), CLASSES, ~ALL, np.zeros(2), strictness=0.5)
    seen = np.array([[0.5, 0.9], [1, 1], [1, 1]])
    assert judge(fusion, seen, np.ones(2)).unknown < 0.5


def test_without_strictness_nothing_is_unknown() -> None:
    fusion = fit_fusion(told(3.0)[:, :, None], np.ones((120, 1)), CLASSES, ALL, FREE, strictness=0)
    answer = judge(fusion, np.array([[900.0], [900], [900]]), np.ones(1))
    assert answer.unknown < 0.01


@given(arrays(np.float64, (4, 3), elements=st.floats(0, 1e6) | st.just(np.inf)))
def test_evidence_is_finite_and_balanced(
    near: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    found = evidence(near)
    assert np.isfinite(found).all()
    np.testing.assert_allclose(found.sum(axis=1), 0, atol=1e-9)


SQUARES = st.floats(0, 1e6, width=32) | st.just(np.inf)


@settings(deadline=None)
@given(
    arrays(np.float64, (4, 3), elements=SQUARES), arrays(np.float64, 3, elements=st.floats(0, 1))
)
def test_one_picture_is_judged_as_many_are(
    near: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    sure: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    trust = np.array([1.5, 0.0, 0.7])
    radius = np.array([2.0, 1.0, 30.0])
    share = np.array([0.9, 0.0, 0.1])
    fusion = Fusion(trust, 0.4, 0.1, radius, 3.0, share)
    verdict = judge(fusion, near, sure)
    total = summed(near, trust * sure)
    np.testing.assert_allclose(verdict.chances, softmax(total), rtol=1e-6, atol=1e-9)
    far = radii(near, radius, share * sure)
    best = np.array(verdict.chances) > max(verdict.chances) - 1e-6
    assert any(verdict.distance == pytest.approx(one, rel=1e-6) for one in far[best])
    short = (0.4 - float(lead_of(total))) / 0.1
    doubt = np.clip(max(short, 8 * (verdict.distance / 3 - 1)), -30, 30)
    assert verdict.unknown == pytest.approx(1 / (1 + np.exp(-doubt)), rel=1e-5, abs=1e-9)
