"""How much each expert is believed, learned from examples it has not seen.

Every expert says for each class how near its examples are; ``evidence`` is minus the logarithm of
that distance, compared with the other classes. The evidence of all experts is added, each times
its ``trust`` and times how surely its blocks were found, and becomes probabilities. This is
inverse-distance voting (Shepard 1968) with a power that is fitted per expert.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]

NEWTON_STEPS = 25
LARGEST_STEP = 2.0
USUAL_TRUST = 4.0
PRIOR_EXAMPLES = 0.2
REFUSED = 0.05  # of the examples and their jittered pictures; about 1 in 50 real ones
LEAST_LEAD = 0.2  # of the usual lead: with less, all classes are about equally far
UNTRIED = 4.0  # how much looser the lead may be where no jittered pictures were seen
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Fusion:
    """Trust per expert (E,), and when a picture is unlike everything taught.

    ``lead`` (C,) is how far a class must be ahead of the average class in summed evidence, and
    ``softness`` how gradually. ``radius`` (E,) is the usual squared distance to the own class, and
    ``far`` how many radii away is too far. ``share`` (E,) is each expert's usual part in the
    decision, 0..1.
    """

    trust: Values
    lead: Values
    softness: float
    radius: Values
    far: float
    share: Values


@dataclass(frozen=True, slots=True)
class Verdict:
    """Chances of the classes (C,) if it is one of them, the chance that it is none, and distance.

    ``distance`` is in radii of the nearest class.
    """

    chances: Values
    unknown: float
    distance: float


def judge(fusion: Fusion, near: Values, sure: Values, leads: Values) -> Verdict:
    """Put together squared distances ``near`` (C, E) with how surely blocks were found (E,).

    ``leads`` (C,) is the fusion's ``lead`` for the classes as they are now.
    """
    weights = fusion.trust * sure
    total = summed(near, weights)
    chances = softmax(total)
    best = int(chances.argmax())
    distance = float(radii(near[best], fusion.radius, weights))
    short = (leads[best] - total[best]) / fusion.softness
    beyond = 8 * (distance / fusion.far - 1)
    unknown = 1 / (1 + np.exp(-np.clip(max(short, beyond), -30, 30)))
    return Verdict(chances, float(unknown), distance)


def summed(near: Values, weights: Values) -> Values:
    """Return the evidence of all experts together (..., C) from ``near`` (..., C, E)."""
    each = evidence(np.swapaxes(near, -1, -2))
    return np.asarray(np.einsum("...ec,...e->...c", each, weights), np.float64)


def radii(near: Values, radius: Values, weights: Values) -> Values:
    """Return the distance in radii (...,) from squared distances ``near`` (..., E)."""
    seen = np.isfinite(near) & (weights > 0)
    logs = np.log(np.where(seen, near, 1) + TINY) - np.log(radius)
    total = np.where(seen, weights, 0).sum(axis=-1)
    mean = np.where(seen, weights * logs, 0).sum(axis=-1) / np.maximum(total, TINY)
    return np.asarray(np.exp(mean / 2), np.float64)


def fit_fusion(
    near: Values, sure: Values, classes: NDArray[np.intp], original: Mask, strictness: float
) -> Fusion:
    """Fit trust and limits to held-out distances ``near`` (n, C, E) of known classes (n,).

    ``sure`` (n, E) tells how surely each expert's blocks were found; ``original`` (n,) marks real
    pictures among jittered ones. Pictures of one recording are so alike that limits from them
    alone would refuse the same pose taken again; without jittered ones the lead is loosened.
    """
    experts = near.shape[2]
    if not len(near):
        trust = np.full(experts, USUAL_TRUST / experts)
        lead = np.full(near.shape[1], -np.inf)
        return Fusion(trust, lead, 1.0, np.ones(experts), np.inf, np.full(experts, 1 / experts))
    shown = np.swapaxes(evidence(np.swapaxes(near, 1, 2)) * sure[:, :, None], 1, 2)
    trust = fit_trust(shown, classes)
    own = near[np.arange(len(near)), classes]
    radius = np.array([_median(column[np.isfinite(column)]) for column in own.T])
    leads = summed(near, trust * sure).max(axis=1)
    middles = np.array(
        [_middle(leads[classes == number], leads) for number in range(near.shape[1])]
    )
    refused = REFUSED * (2 * strictness) ** 2
    loose = leads - middles[classes]
    slack = np.quantile(loose, refused) if strictness > 0 else -np.inf
    loosened = UNTRIED if original.all() else 1.0
    least = LEAST_LEAD * middles if strictness > 0 else -np.inf
    softness = max(-float(np.quantile(loose, REFUSED)) / 4, 1e-3)
    distances = radii(own, radius, trust * sure)
    far = 1.5 * float(np.quantile(distances, 1 - refused / 5)) if strictness > 0 else np.inf
    share = trust * shown.std(axis=1).mean(axis=0)
    return Fusion(
        trust,
        np.maximum(middles + loosened * slack, least),
        softness,
        radius,
        max(far, TINY),
        share / max(share.sum(), TINY),
    )


def evidence(near: Values) -> Values:
    """Return evidence (..., C) from each class's squared distance ``near`` (..., C).

    A class whose examples lack the expert's blocks (infinity) counts as the farthest one; where
    all do, there is no evidence.
    """
    finite = np.isfinite(near)
    farthest = np.where(finite, near, 0).max(axis=-1, keepdims=True)
    logs = -np.log(np.where(finite, near, farthest) + TINY)
    return np.asarray(logs - logs.mean(axis=-1, keepdims=True), np.float64)


def softmax(values: Values) -> Values:
    """Return probabilities along the last axis."""
    odds = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True), np.float64)


def fit_trust(shown: Values, classes: NDArray[np.intp]) -> Values:
    """Return the trust (E,) under which held-out evidence (n, C, E) best predicts the classes (n,).

    The mean log loss is convex in the trust; a few Newton steps, kept at or above zero. A prior
    worth two examples holds the trust near its usual sum where examples are few.
    """
    count, _, experts = shown.shape
    usual = np.full(experts, USUAL_TRUST / experts)
    trust = usual.copy()
    prior = PRIOR_EXAMPLES / max(count, 1) / usual**2
    own = shown[np.arange(count), classes]
    for _ in range(NEWTON_STEPS):
        chance = softmax(shown @ trust)
        mean = np.einsum("nc,nce->ne", chance, shown)
        slope = (mean - own).mean(axis=0) + prior * (trust - usual)
        bend = np.einsum("nc,nce,ncf->ef", chance, shown, shown) - mean.T @ mean
        bend = bend / count + np.diag(prior)
        free = (trust > 0) | (slope < 0)
        step = np.zeros(experts)
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        trust = np.maximum(trust - np.clip(step, -LARGEST_STEP, LARGEST_STEP), 0)
    return trust


def _middle(values: Values, everyone: Values) -> float:
    return float(np.median(values if len(values) else everyone))


def _median(values: Values) -> float:
    return max(float(np.median(values)), TINY) if len(values) else 1.0
