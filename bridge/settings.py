"""What a player may set about the recogniser; saved in the profile."""

from dataclasses import dataclass
from typing import Literal

MetricName = Literal["learned", "cosine", "l1", "l2"]
METRICS: tuple[MetricName, ...] = ("learned", "cosine", "l1", "l2")


@dataclass(frozen=True, slots=True)
class RecogniserSettings:
    """How examples become an answer.

    ``k`` is how many nearest examples of each label vote. ``metric`` is how far apart two
    embeddings are: ``learned`` from the examples, or one of the plain distances. ``blocks`` names
    the blocks of features to use; empty means the backbone's own choice. ``strictness`` is how
    readily a picture counts as unknown, 0 (never) to 1; at the default about 1 in 20 pictures of
    a taught pose is refused. ``regression`` turns labels into numbers and answers in between.
    """

    k: int = 5
    metric: MetricName = "learned"
    blocks: tuple[str, ...] = ()
    strictness: float = 0.5
    regression: bool = False
