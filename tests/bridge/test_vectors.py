import numpy as np

from bridge.types import Embedding
from bridge.vectors import block_names, block_table, from_tables, presence_table


def test_absent_blocks_and_presence_come_back() -> None:
    first = Embedding({"a": np.array([1, 2], np.float32)})
    second = Embedding(
        {"a": np.array([3, 4], np.float32), "b": np.array([5], np.float32)}, presence={"b": 0.5}
    )
    names = block_names([first, second])
    tables = {name: block_table([first, second], name).astype(np.float32) for name in names}
    one, two = from_tables(tables, presence_table([first, second], names))
    assert names == ["a", "b"]
    assert one.blocks.keys() == {"a"}
    assert two.presence["b"] == 0.5
    assert "a" not in two.presence
    np.testing.assert_array_equal(two.blocks["b"], [5])
