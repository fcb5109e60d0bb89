import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bridge.backbones import install
from bridge.backbones.store import find_card, open_backbone
from bridge.errors import BackboneError

CARD: dict[str, Any] = {
    "name": "mine",
    "input": {"tensor": "input", "side": 224, "layout": "NCHW", "type": "float32"},
    "blocks": {"pooled": {"tensor": "@pooled"}, "map": {"tensor": "@before-head", "grid": 2}},
}


def quiet(done: int, total: int | None) -> None:
    pass


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def bring(folder: Path, network: bytes, **changes: Any) -> tuple[Path, Path]:
    """Write a network and its card where a player might keep them."""
    (folder / "net.onnx").write_bytes(network)
    (folder / "card.json").write_text(json.dumps({**CARD, **changes}))
    return folder / "net.onnx", folder / "card.json"


def test_get_installs_a_network_that_works_offline(
    shelf: Any, home: Path, small_network: bytes
) -> None:
    progress: list[tuple[int, int | None]] = []

    card = install.get(
        "mobilenet-v2",
        lambda done, total: progress.append((done, total)),
        url=shelf.url,
        sha256=sha256(small_network),
    )

    shelf.shutdown()
    assert progress[-1] == (len(small_network), len(small_network))
    assert {name: block.size for name, block in card.blocks.items()} == {
        "pooled": 16,
        "c320g3": 8 * 9,
        "logits": 10,
    }
    backbone = open_backbone("mobilenet-v2")
    (embedding,) = backbone.embed([np.full((40, 50, 3), 90, np.uint8)])
    assert len(embedding.blocks["c320g3"]) == 72
    assert backbone.sha256 == sha256(small_network)


def test_a_download_goes_on_where_the_server_went_away(
    shelf: Any, home: Path, small_network: bytes
) -> None:
    shelf.breaks_after = 9_000
    with pytest.raises(BackboneError, match="stopped after 9,000 bytes") as stop:
        install.get("mobilenet-v2", quiet, url=shelf.url, sha256=sha256(small_network))
    assert "again" in stop.value.hint
    assert not (home / "mobilenet-v2.json").exists()

    shelf.breaks_after = None
    install.get("mobilenet-v2", quiet, url=shelf.url, sha256=sha256(small_network))

    assert shelf.asked == [None, "bytes=9000-"]
    assert open_backbone("mobilenet-v2").blocks["pooled"] == 16


def test_a_server_without_ranges_sends_everything_again(
    shelf: Any, home: Path, small_network: bytes
) -> None:
    shelf.knows_ranges = False
    home.mkdir(parents=True)
    (home / "mobilenetv2-12.onnx.part").write_bytes(b"rubbish")
    install.get("mobilenet-v2", quiet, url=shelf.url, sha256=sha256(small_network))
    assert open_backbone("mobilenet-v2").name == "mobilenet-v2"


def test_a_wrong_file_is_refused_and_removed(shelf: Any, home: Path) -> None:
    with pytest.raises(BackboneError, match="not the expected file"):
        install.get("mobilenet-v2", quiet, url=shelf.url)
    assert list(home.iterdir()) == []


def test_a_complete_part_of_another_file_is_refused_and_removed(shelf: Any, home: Path) -> None:
    home.mkdir(parents=True)
    (home / "mobilenetv2-12.onnx.part").write_bytes(bytes(100_000))
    with pytest.raises(BackboneError, match="not the expected file"):
        install.get("mobilenet-v2", quiet, url=shelf.url)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1:9/x", "file:///etc/passwd", "http://[bad", "http://", "https://a:0/"),
        *("http://a:b/", "http://a:99999999/"),
    ],
)
def test_an_address_that_gives_nothing(home: Path, url: str) -> None:
    with pytest.raises(BackboneError, match=r"127\.0\.0\.1|not a web address"):
        install.get("mobilenet-v2", quiet, url=url)


def test_get_of_an_unknown_name_lists_the_known(home: Path) -> None:
    with pytest.raises(BackboneError) as refused:
        install.get("resnet", quiet)
    assert "mobilenet-v2" in refused.value.hint


def test_add_copies_network_and_card(tmp_path: Path, home: Path, small_network: bytes) -> None:
    install.add(*bring(tmp_path, small_network))
    card = find_card("mine")
    assert card.sha256 == sha256(small_network)
    assert {name: block.size for name, block in card.blocks.items()} == {"pooled": 16, "map": 32}


def test_add_refuses_what_is_not_a_network(tmp_path: Path, home: Path) -> None:
    for data in (b"", b"not a network", bytes(range(256)) * 8):
        with pytest.raises(BackboneError):
            install.add(*bring(tmp_path, data))
        assert list(home.glob("*.onnx")) == []


def test_a_changed_network_is_not_loaded(tmp_path: Path, home: Path, small_network: bytes) -> None:
    install.add(*bring(tmp_path, small_network))
    (home / "mine.onnx").write_bytes(small_network + b"\0\0")
    with pytest.raises(BackboneError, match="not the file that its card describes"):
        open_backbone("mine")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"sha256": "0" * 64}, "SHA-256"),
        ({"name": "../escape"}, '"name"'),
        ({"name": "efficientnet-lite0"}, "shipped"),
        ({"name": 3}, "type str"),
        ({"input": {}}, '"side" is missing'),
        ({"blocks": {}}, '"default_blocks"'),
        ({"blocks": {"p": {"tensor": "nowhere"}}}, "nowhere"),
        ({"default_blocks": [["pooled"]]}, '"default_blocks"'),
        ({"classes": {"block": "pooled", "names": "/etc/passwd"}}, "beside the card"),
    ],
)
def test_a_wrong_card_is_refused_with_its_key(
    tmp_path: Path, home: Path, small_network: bytes, changes: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(BackboneError, match=complaint):
        install.add(*bring(tmp_path, small_network, **changes))
    assert not home.exists() or list(home.iterdir()) == []


@pytest.mark.parametrize(
    "changes", [{"name": "../escape"}, {"input": {}}, {"blocks": {"p": {"tensor": "@unknown"}}}]
)
def test_the_card_that_was_given_is_named(
    tmp_path: Path, home: Path, small_network: bytes, changes: dict[str, Any]
) -> None:
    network, card = bring(tmp_path, small_network, **changes)
    with pytest.raises(BackboneError) as refused:
        install.add(network, card)
    assert refused.value.message.startswith(f'The card "{card}" is wrong')
