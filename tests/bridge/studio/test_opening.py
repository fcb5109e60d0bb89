import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import Queue

import numpy as np
import pytest
from click.testing import CliRunner
from studio_kit import wait_until

from bridge.backbones.pixels import PixelBackbone
from bridge.cli.studio import studio
from bridge.errors import BackboneError, ConfigError, ProfileError
from bridge.profile import load_profile, new_profile, save_profile
from bridge.studio import opening
from bridge.studio.dialogs import Renewal
from bridge.studio.model import Studio
from bridge.studio.opening import parse_size, studio_with
from bridge.studio.settings import StudioSettings
from bridge.studio.world import World
from bridge.types import Embedding


def test_a_size_is_width_and_height() -> None:
    assert parse_size("1920x1080") == (1920, 1080)


@pytest.mark.parametrize("text", ["1920", "x1080", "1920x", "ax b", "1x1", "-800x600"])
def test_no_size_is_said(text: str) -> None:
    with pytest.raises(ConfigError, match="window size"):
        parse_size(text)


def test_how_to_run_the_network_is_measured_before_the_first_game(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Window:
        def __init__(self, *_: object) -> None: ...

        def run(self) -> None: ...

    measured: Queue[str] = Queue()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(opening, "App", Window)
    monkeypatch.setattr(opening, "settled", lambda card: measured.put(card.name))
    assert CliRunner().invoke(studio, []).exception is None
    assert measured.get(timeout=10) == "efficientnet-lite0"


def test_a_damaged_profile_is_said_before_a_window_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = tmp_path / "me.pose"
    path.write_bytes(b"nonsense")
    result = CliRunner().invoke(studio, [str(path)])
    assert isinstance(result.exception, ProfileError)
    assert path.read_bytes() == b"nonsense"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(profiles=tmp_path / "profiles", locks=tmp_path / "locks")


@contextmanager
def opened(path: Path, world: World, *, strict: bool = False) -> Iterator[Studio]:
    studio = studio_with(path, StudioSettings(), world, strict=strict)
    try:
        yield studio
    finally:
        studio.bench.close()
        studio.bench.backbone.close()


@pytest.fixture(autouse=True)
def grey(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open grey pixels instead of loading networks."""
    monkeypatch.setattr(opening, "open_backbone", lambda name="pixels": _pixels(name))


def _pixels(name: str) -> PixelBackbone:
    if name != "pixels":
        raise BackboneError(f'There is no backbone called "{name}".')
    return PixelBackbone()


def test_an_untouched_studio_leaves_no_file(tmp_path: Path, world: World) -> None:
    with opened(tmp_path / "me.pose", world) as studio:
        assert studio.bench.path == tmp_path / "me.pose"
    assert not (tmp_path / "me.pose").exists()


def test_a_damaged_profile_of_yesterday_does_not_keep_the_window_shut(
    tmp_path: Path, world: World
) -> None:
    path = tmp_path / "me.pose"
    path.write_bytes(b"nonsense")
    with opened(path, world) as studio:
        assert studio.bench.path == world.profiles / "poses.pose"
        studio.tick(time.monotonic())
        assert studio.notices.shown is not None
        assert "“me.pose” is damaged" in studio.notices.shown.text
    assert path.read_bytes() == b"nonsense"


def test_a_second_window_begins_a_profile_of_its_own(tmp_path: Path, world: World) -> None:
    path = world.profiles / "poses.pose"
    save_profile(new_profile("poses", PixelBackbone()), path)
    with opened(path, world) as first, opened(path, world) as second, opened(path, world) as third:
        paths = [studio.bench.path.name for studio in (first, second, third)]
        assert paths == ["poses.pose", "poses 2.pose", "poses 3.pose"]
        assert second.notices.shown is not None
        assert "another studio window" in second.notices.shown.text


@pytest.mark.parametrize("backbone", ["pixels", "gone"])
def test_a_profile_of_another_network_opens_the_question_in_the_window(
    tmp_path: Path, world: World, backbone: str
) -> None:
    old = replace(new_profile("me", PixelBackbone()), backbone=backbone, sha256="before")
    old.dataset.add("left", Embedding({"pixels": np.zeros(1024, np.float32)}))
    path = tmp_path / "me.pose"
    save_profile(old, path)
    with opened(path, world, strict=True) as first, opened(path, world, strict=True) as second:
        wait_until(first, lambda: isinstance(first.dialog, Renewal), 20)
        wait_until(second, lambda: isinstance(second.dialog, Renewal), 20)
    assert load_profile(path).sha256 == "before"
