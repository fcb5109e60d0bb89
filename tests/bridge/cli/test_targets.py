"""What a command writes never replaces a profile or anything else it did not write."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bridge.cli.challenges import challenges
from bridge.cli.evaluate import evaluate
from bridge.cli.explain import explain
from bridge.cli.tune import tune
from bridge.errors import OutputError


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    path = tmp_path / "victim.pose"
    path.write_bytes(b"PK\x03\x04 precious")
    return path


@pytest.mark.parametrize("place", ["victim.pose", "victim.pose/below", "/proc/nowhere"])
@pytest.mark.parametrize(
    ("command", "words"),
    [
        (tune, ("victim.pose", "--picture")),
        (explain, ("victim.pose", "nobody.jpg", "--out")),
        (evaluate, ("nowhere", "--protocol", "same-session", "--picture")),
        (evaluate, ("nowhere", "--protocol", "same-session", "--reliability")),
        (challenges, ("nowhere", "--pictures")),
    ],
)
def test_a_wrong_target_is_refused_before_anything_is_read(
    command, words, place, victim, monkeypatch
):
    monkeypatch.chdir(victim.parent)
    error = CliRunner().invoke(command, [*words, place]).exception
    assert isinstance(error, OutputError), error
    assert victim.read_bytes() == b"PK\x03\x04 precious"
