from pathlib import Path

import pytest
import studio_kit  # noqa: F401  (chooses SDL's dummy drivers)
from click.testing import CliRunner

from bridge.cli.studio import studio
from bridge.errors import ConfigError, ProfileError
from bridge.studio.opening import parse_size


def test_a_size_is_width_and_height() -> None:
    assert parse_size("1920x1080") == (1920, 1080)


@pytest.mark.parametrize("text", ["1920", "x1080", "1920x", "ax b", "1x1", "-800x600"])
def test_no_size_is_said(text: str) -> None:
    with pytest.raises(ConfigError, match="window size"):
        parse_size(text)


def test_a_damaged_profile_is_said_before_a_window_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = tmp_path / "me.pose"
    path.write_bytes(b"nonsense")
    result = CliRunner().invoke(studio, [str(path)])
    assert isinstance(result.exception, ProfileError)
    assert path.read_bytes() == b"nonsense"
