"""How much each expert is believed, learned from examples it has not seen.

Every expert says for each class how near its examples are; ``evidence`` is minus the logarithm of
that distance, compared with the other classes. The evidence of all experts is added, each times
its ``trust`` and times how surely its blocks were found, and becomes probabilities. This is
inverse-distance voting (Shepard 1968) with a power that is fitted per expert.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]

NEWTON_STEPS = 25
LARGEST_STEP = 2.0
HALVINGS = 12
SETTLED = 1e-7  # a step that lowers the loss by less is the last
USUAL_TRUST = 4.0
PRIOR_EXAMPLES = 0.2
# With one example a pose nothing can be checked, and trust is the less the more an expert pays:
# with equal trust 25 % instead of 84 of the fingers were right, and 55 instead of 88 of hand signs.
UNCHECKED = 0.003
REFUSED = 0.05  # of the examples and their jittered pictures; about 1 in 20 real ones
# More are refused where the room is seen as well, by so many times the mean cost: there a picture
# leads by much less while its recording is held out than when all examples are in use.
DOUBT = 9.0
# How much looser the lead may be than these pictures say: another room or day brings it nearer.
LOOSENED = 1.3
SURE = 6.0  # a usual lead is so many times the softness beyond the limit: hardly any doubt is left
LEAST_LEAD = 0.2  # of the usual lead: with less, all classes are about equally far
UNTRIED = 4.0  # times looser once more where no jittered pictures were seen
TRIED = 0.3  # jittered ones among all pictures, with which none of that is needed
FURTHER = 1.5  # times the usual distance may a pose taken again be away
HALFWAY = 0.6  # of the way to the other classes is never too far: there, the lead decides
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Fusion:
    """Trust per expert (E,), and when a picture is unlike everything taught.

    ``lead`` is how far the best class must be ahead in summed evidence (see ``lead_of``), and
    ``softness`` how gradually. ``radius`` (E,) is the usual squared distance to the own class, and
    ``far`` how many radii away is too far. ``share`` (E,) is each expert's usual part in the
    decision, 0..1, and in this distance.
    """

    trust: Values
    lead: float
    softness: float
    radius: Values
    far: float
    share: Values


@dataclass(frozen=True, slots=True)
class Verdict:
    """Chances of the classes (C,) if it is one of them, the chance that it is none, and distance.

    ``distance`` is in radii of the nearest class.
    """

    chances: Sequence[float]
    unknown: float
    distance: float


def judge(fusion: Fusion, near: Values, sure: Values) -> Verdict:
    """Put together squared distances ``near`` (C, E) with how surely blocks were found (E,).

    The same as ``summed``, ``softmax``, ``lead_of`` and ``radii`` together, for one picture: on so
    few numbers numpy takes four times as long as plain arithmetic.
    """
    rows, weights = near.tolist(), (fusion.trust * sure).tolist()
    total = [0.0] * len(rows)
    for column, weight in zip(zip(*rows, strict=True), weights, strict=True):
        finite = [squared for squared in column if squared < math.inf]
        farthest = max(finite, default=0.0)
        logs = [-math.log(min(squared, farthest) + TINY) for squared in column]
        mean = sum(logs) / len(logs)
        total = [so_far + weight * (log - mean) for so_far, log in zip(total, logs, strict=True)]
    second, best = sorted(total)[-2:] if len(total) > 1 else total * 2
    odds = [math.exp(each - best) for each in total]
    nearest = rows[total.index(best)]
    shares = (fusion.share * sure).tolist()
    shown = [
        (share, math.log(squared + TINY) - math.log(radius))
        for share, squared, radius in zip(shares, nearest, fusion.radius.tolist(), strict=True)
        if share > 0 and squared < math.inf
    ]
    believed = max(sum(share for share, _ in shown), TINY)
    distance = math.exp(sum(share * log for share, log in shown) / believed / 2)
    short = (fusion.lead - (2 * best - second)) / fusion.softness
    beyond = 8 * (distance / fusion.far - 1)
    unknown = 1 / (1 + math.exp(-min(max(short, beyond, -30.0), 30.0)))
    return Verdict([each / sum(odds) for each in odds], unknown, distance)


def summed(near: Values, weights: Values) -> Values:
    """Return the evidence of all experts together (..., C) from ``near`` (..., C, E)."""
    each = evidence(np.swapaxes(near, -1, -2))
    return np.asarray(np.einsum("...ec,...e->...c", each, weights), np.float64)


def lead_of(total: Values) -> Values:
    """Return how far ahead the best class is (...,) in summed evidence (..., C).

    That is ahead of the average class, which is 0, plus ahead of the second best. With either alone
    fewer untaught poses were told apart from taught ones, by features or by landmarks.
    """
    best = np.sort(total, axis=-1)[..., -2:]
    return np.asarray(2 * best[..., -1] - best[..., 0], np.float64)


def radii(near: Values, radius: Values, weights: Values) -> Values:
    """Return the distance in radii (...,) from squared distances ``near`` (..., E)."""
    seen = np.isfinite(near) & (weights > 0)
    logs = np.log(np.where(seen, near, 1) + TINY) - np.log(radius)
    total = np.where(seen, weights, 0).sum(axis=-1)
    mean = np.where(seen, weights * logs, 0).sum(axis=-1) / np.maximum(total, TINY)
    return np.asarray(np.exp(mean / 2), np.float64)


def fit_fusion(
    near: Values,
    sure: Values,
    classes: NDArray[np.intp],
    original: Mask,
    costs: Values,
    strictness: float,
) -> Fusion:
    """Fit trust and limits to held-out distances ``near`` (n, C, E) of known classes (n,).

    ``sure`` (n, E) tells how surely each expert's blocks were found; ``original`` (n,) marks real
    pictures among jittered ones; ``costs`` (E,) are the experts' own. Every class counts alike.
    Pictures of one recording are so alike that limits from them alone would refuse the same pose
    taken again; without jittered ones the lead is loosened. Without any pictures ``costs`` decide.
    """
    experts = near.shape[2]
    if not len(near):
        share = 1 / (costs + UNCHECKED)
        share /= share.sum()
        return Fusion(USUAL_TRUST * share, -np.inf, 1.0, np.ones(experts), np.inf, share)
    shown = np.swapaxes(evidence(np.swapaxes(near, 1, 2)) * sure[:, :, None], 1, 2)
    trust = fit_trust(shown, classes, costs)
    own = near[np.arange(len(near)), classes]
    radius = np.array([_median(column[np.isfinite(column)]) for column in own.T])
    share = trust * shown.std(axis=1).mean(axis=0)
    share = share / share.sum() if share.sum() > TINY else np.full(experts, 1 / experts)
    leads = lead_of(summed(near, trust * sure))
    fair = 1 / np.bincount(classes)[classes]
    strict = (2 * strictness) ** 2
    middle = _quantile(leads, fair, 0.5)
    lowest = _quantile(leads, fair, min((REFUSED + DOUBT * float(share @ costs)) * strict, 0.5))
    tried = min((1 - float(original.mean())) / TRIED, 1.0)
    untried = tried + (1 - tried) * UNTRIED
    lead = max(middle - LOOSENED * untried * (middle - lowest), LEAST_LEAD * middle)
    softness = min(untried * (middle - _quantile(leads, fair, REFUSED)) / 4, (middle - lead) / SURE)
    usual = _quantile(radii(own, radius, share * sure), fair, 1 - REFUSED * strict / 5)
    far = max(FURTHER * usual, HALFWAY * _between(near, classes, radius, share * sure), TINY)
    return Fusion(
        trust,
        lead if strictness > 0 else -np.inf,
        max(softness, 1e-3),
        radius,
        far if strictness > 0 else np.inf,
        share,
    )


def _between(near: Values, classes: NDArray[np.intp], radius: Values, weights: Values) -> float:
    """Return the usual distance in radii of examples from the classes they don't belong to."""
    others = near.copy()
    others[np.arange(len(near)), classes] = np.inf
    seen = np.isfinite(others).any(axis=2)
    away = radii(others, radius, weights[:, None, :])[seen]
    return float(np.median(away)) if len(away) else 0.0


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


def fit_trust(shown: Values, classes: NDArray[np.intp], costs: Values) -> Values:
    """Return the trust (E,) under which held-out evidence (n, C, E) best predicts the classes (n,).

    The mean log loss is convex in the trust; a few Newton steps, kept at or above zero and halved
    until the loss falls: where all examples are told apart surely, the loss is nearly flat and a
    whole step leads far beyond. A weak prior holds the trust near its usual sum where examples are
    few. Trust times the evidence's spread times ``costs`` (E,) is added to the loss (Tibshirani
    1996): parts of one recording share the room, the light and the moment, so what sees these looks
    better there than it is.
    """
    count, _, experts = shown.shape
    usual = np.full(experts, USUAL_TRUST / experts)
    trust = usual.copy()
    prior = PRIOR_EXAMPLES / max(count, 1) / usual**2
    own = shown[np.arange(count), classes]
    dues = costs * shown.std(axis=1).mean(axis=0)

    def loss(tried: Values) -> float:
        chosen = np.log(softmax(shown @ tried)[np.arange(count), classes] + TINY)
        return float(-chosen.mean() + prior @ (tried - usual) ** 2 / 2 + dues @ tried)

    reached = loss(trust)
    for _ in range(NEWTON_STEPS):
        chance = softmax(shown @ trust)
        mean = np.einsum("nc,nce->ne", chance, shown)
        slope = (mean - own).mean(axis=0) + prior * (trust - usual) + dues
        weighted = (chance[:, :, None] * shown).reshape(-1, experts)
        bend = weighted.T @ shown.reshape(-1, experts) - mean.T @ mean
        bend = bend / count + np.diag(prior)
        free = (trust > 0) | (slope < 0)
        step = np.zeros(experts)
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        step = np.clip(step, -LARGEST_STEP, LARGEST_STEP)
        before = reached
        for times in range(HALVINGS):
            nearer = np.maximum(trust - step / 2**times, 0)
            reached = loss(nearer)
            if reached < before:
                trust = nearer
                break
        if before - reached < SETTLED:
            break
    return trust


def _quantile(values: Values, weights: Values, share: float) -> float:
    """Return the value below which ``share`` of the weights lies."""
    order = np.argsort(values)
    sums = np.cumsum(weights[order])
    at = np.searchsorted(sums, share * sums[-1])
    return float(values[order[min(int(at), len(values) - 1)]])


def _median(values: Values) -> float:
    return max(float(np.median(values)), TINY) if len(values) else 1.0
