import numpy as np

from bridge.dataset import Example
from bridge.experts import Expert, sureness
from bridge.rows import rows_of
from bridge.types import Embedding

BLOCK = np.ones(3, np.float32)


def test_many_rows_are_as_sure_as_each_by_itself() -> None:
    seen = [
        Embedding({"hand": BLOCK, "fingers": BLOCK}, presence={"hand": 0.9, "fingers": 0.4}),
        Embedding({"hand": BLOCK, "pooled": BLOCK}, presence={"hand": 0.7}),
        Embedding({"pooled": BLOCK}),
    ]
    experts = [Expert("hand", ("hand", "fingers")), Expert("picture", ("pooled",))]
    rows = rows_of([Example(at, "up", "", 0.0, one) for at, one in enumerate(seen)])
    alone = [[sureness(expert, one) for expert in experts] for one in seen]
    np.testing.assert_array_equal(rows.sureness(experts), alone)
