from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bridge.studio.settings import StudioSettings, load_settings, save_settings


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    settings = StudioSettings(profile="me.pose", camera="0", goal="pong", theme="dark", zoom=1.5)
    save_settings(settings, path)
    assert load_settings(path) == settings


def test_missing_settings_are_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.json") == StudioSettings()


@given(data=st.binary(max_size=60))
def test_any_bytes_give_settings(data: bytes, tmp_path_factory) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_bytes(data)
    load_settings(path)


def test_values_of_the_wrong_kind_are_ignored(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"zoom": "large", "theme": "dark", "more": 1, "language": "xx"}')
    assert load_settings(path) == StudioSettings(theme="dark")
