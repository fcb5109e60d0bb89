import numpy as np
import pytest

from bridge.backbones import engine
from bridge.backbones.card import Input
from bridge.backbones.engine import Engine
from bridge.backbones.onnx import OnnxBackbone, pool, prepare
from bridge.backbones.pixels import PixelBackbone
from bridge.backbones.store import find_card, open_backbone
from bridge.errors import BackboneError
from bridge.pictures import halved
from bridge.types import Frame, Image


def pictures(count: int, side: int = 96) -> list[Image]:
    rng = np.random.default_rng(7)
    coarse = rng.integers(0, 255, (count, 4, 4, 3), np.uint8)
    return [np.kron(tile, np.ones((side // 4, side // 4, 1), np.uint8)) for tile in coarse]


@pytest.fixture(scope="module")
def network() -> OnnxBackbone:
    return OnnxBackbone(find_card("default"))


def test_blocks_have_the_lengths_that_the_card_says(network: OnnxBackbone) -> None:
    (embedding,) = network.embed(pictures(1))
    lengths = {name: vector.shape for name, vector in embedding.blocks.items()}
    assert lengths == {name: (size,) for name, size in network.blocks.items()}
    assert all(vector.dtype == np.float32 for vector in embedding.blocks.values())


def test_many_pictures_get_the_same_numbers_in_order_as_one_in_a_stream(
    network: OnnxBackbone,
) -> None:
    images = pictures(9)
    together = network.embed(images)
    alone = [network.follow(Frame(image, 0.0, 0)) for image in images]
    for one, other in zip(together, alone, strict=True):
        for name in network.blocks:
            np.testing.assert_array_equal(one.blocks[name], other.blocks[name])


@pytest.fixture(scope="module")
def helped() -> OnnxBackbone:
    return OnnxBackbone(find_card("default"), engine=Engine(2, spins=True))


def test_pictures_side_by_side_have_one_thread_each_and_get_the_same_numbers(
    helped: OnnxBackbone,
) -> None:
    images = pictures(3)
    alone = [helped.embed([image])[0] for image in images]
    assert helped._aside is not None
    assert not helped._aside.loaded
    together = helped.embed(images)
    assert helped._aside.loaded
    assert helped._aside.engine == Engine(1)
    for one, other in zip(together, alone, strict=True):
        for name in helped.blocks:
            np.testing.assert_allclose(one.blocks[name], other.blocks[name], rtol=1e-3, atol=1e-4)


def test_a_stream_among_others_has_one_thread_where_cores_are_few(
    helped: OnnxBackbone, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = Frame(pictures(1)[0], 0.0, 0)
    before = helped.follow(frame)
    session = helped._session
    monkeypatch.setattr(engine, "cores", lambda: 4)
    assert helped.twin() is helped
    assert helped._session is session
    monkeypatch.setattr(engine, "cores", lambda: 2)
    monkeypatch.setattr(engine, "allowed", lambda: [0, 1])
    assert helped.helpers == {1}
    assert helped.twin() is helped
    assert helped._session is helped._aside
    assert helped.helpers == frozenset()
    after = helped.follow(frame)
    for name in helped.blocks:
        np.testing.assert_allclose(after.blocks[name], before.blocks[name], rtol=1e-3, atol=1e-4)


def test_a_frame_keeps_its_time_and_index(network: OnnxBackbone) -> None:
    embedding = network.follow(Frame(pictures(1)[0], time=4.5, index=9))
    assert (embedding.time, embedding.index) == (4.5, 9)


@pytest.mark.parametrize("side", [480, 96])
def test_a_frame_that_is_halved_already_gets_the_same_numbers(
    side: int, network: OnnxBackbone
) -> None:
    image = pictures(1, side)[0]
    plain = network.follow(Frame(image, 0.0, 0))
    half = network.follow(Frame(image, 0.0, 0, halved(image)))
    for name in network.blocks:
        np.testing.assert_array_equal(half.blocks[name], plain.blocks[name])


def test_every_layer_of_the_card_can_be_asked_for() -> None:
    card = find_card("default")
    (embedding,) = OnnxBackbone(card, list(card.blocks)).embed(pictures(1))
    assert {n: len(v) for n, v in embedding.blocks.items()} == {
        name: block.size for name, block in card.blocks.items()
    }


def test_a_layer_that_the_card_lacks_is_refused() -> None:
    with pytest.raises(BackboneError, match="no layer"):
        open_backbone("efficientnet-lite0", ["pooled", "c7g7"])


def test_a_map_is_averaged_in_a_grid_channel_by_channel() -> None:
    layer = np.arange(2 * 3 * 4 * 5, dtype=np.float32).reshape(2, 3, 4, 5)
    pooled = pool(layer, 2)
    assert pooled.shape == (2, 12)
    assert pooled[1, 5] == pytest.approx(layer[1, 1, 0:2, 3:5].mean())
    assert pooled[1, 6] == pytest.approx(layer[1, 1, 2:4, 0:3].mean())


def test_float_networks_get_normalised_planes() -> None:
    wanted = Input("x", 32, "NCHW", "float32", (127.0, 127.0, 127.0), (2.0, 4.0, 8.0))
    batch = prepare(np.full((9, 9, 3), 135, np.uint8), wanted)
    assert batch.shape == (1, 3, 32, 32)
    assert batch[0, :, 3, 3].tolist() == [4.0, 2.0, 1.0]


def test_pixels_are_grey_values_in_one_block() -> None:
    (embedding,) = PixelBackbone().embed([np.full((64, 48, 3), 255, np.uint8)])
    np.testing.assert_allclose(embedding.blocks["pixels"], np.ones(1024), rtol=1e-5)
