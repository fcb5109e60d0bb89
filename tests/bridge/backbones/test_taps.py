import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.backbones.taps import add_outputs, inner_layers, output_names
from bridge.errors import BackboneError


def test_inner_layers_are_found_by_structure(small_network: bytes) -> None:
    assert inner_layers(small_network) == {"@pooled": "10", "@before-head": "7"}


def test_outputs_are_added_once(small_network: bytes) -> None:
    longer = add_outputs(small_network, ["output", "10", "7"])
    assert output_names(longer) == ["output", "10", "7"]
    assert add_outputs(longer, ["7"]) == longer


@given(st.binary(max_size=300))
def test_any_bytes_give_an_answer_or_a_clean_error(data: bytes) -> None:
    try:
        layers = inner_layers(data)
    except BackboneError:
        return
    assert set(layers) <= {"@pooled", "@before-head"}


@pytest.mark.parametrize("length", [0, 1, 100, 33_000])
def test_a_cut_network_is_refused(small_network: bytes, length: int) -> None:
    with pytest.raises(BackboneError, match="damaged"):
        inner_layers(small_network[:length])
