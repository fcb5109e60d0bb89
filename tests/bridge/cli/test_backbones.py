import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bridge.cli.backbones import backbones
from bridge.cli.classify import classify
from bridge.errors import BackboneError


def test_list_shows_the_default_and_what_can_be_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    result = CliRunner().invoke(backbones, ["list", "--json"], catch_exceptions=False)
    rows = {row["name"]: row for row in json.loads(result.stdout)["backbones"]}
    assert rows["efficientnet-lite0"]["default"]
    assert rows["efficientnet-lite0"]["blocks"]["pooled"] == 1280
    assert not rows["mobilenet-v2"]["installed"]
    assert "get mobilenet-v2" in CliRunner().invoke(backbones, []).stdout


def test_a_name_is_no_markup() -> None:
    error = CliRunner().invoke(backbones, ["get", "[/x]"]).exception
    assert isinstance(error, BackboneError)
    assert '"[/x]"' in error.message


def test_classify_prints_probabilities_of_named_classes(tmp_path: Path) -> None:
    import numpy as np

    from bridge.pictures import encode_jpeg

    path = tmp_path / "grey.jpg"
    path.write_bytes(encode_jpeg(np.full((50, 50, 3), 128, np.uint8)))

    result = CliRunner().invoke(classify, [str(path), "--json"], catch_exceptions=False)

    (row,) = json.loads(result.stdout)["pictures"]
    assert row["file"] == str(path)
    probabilities = [guess["probability"] for guess in row["classes"]]
    assert len(probabilities) == 5
    assert probabilities == sorted(probabilities, reverse=True)
    assert 0 < sum(probabilities) <= 1
