"""Disks fill up, windows are opened twice, networks change: nothing taught is lost."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from studio_kit import record, studio_in, wait_until

from bridge.backbones.pixels import PixelBackbone
from bridge.errors import ProfileError
from bridge.profile import load_profile, save_profile
from bridge.studio import filing, renewing, saving
from bridge.studio.claim import Claim
from bridge.studio.dialogs import Browser, Renewal
from bridge.studio.goals import goal_named
from bridge.studio.model import Screen, Studio


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with studio_in(tmp_path) as (studio, _):
        studio.choose_camera("0")
        studio.choose_goal(goal_named("pong"))
        record(studio, "up")
        wait_until(studio, lambda: studio.bench.saved)
        yield studio


def finish(studio: Studio) -> None:
    wait_until(studio, lambda: studio.errand is None, seconds=20)


def test_a_full_disk_is_said_and_saving_goes_on_when_there_is_room(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise ProfileError('Cannot write the profile "me.pose": No space left on device.')

    monkeypatch.setattr(saving, "AGAIN_S", 0.1)
    monkeypatch.setattr(saving, "save_profile", full)
    before = len(load_profile(studio.bench.path).dataset)
    record(studio, "none")
    wait_until(studio, lambda: studio.tips[0].text == studio.words("advice.not_saved"))
    assert not studio.bench.saved
    record(studio, "down")  # teaching goes on
    studio.quit()
    assert not studio.quitting
    assert len(load_profile(studio.bench.path).dataset) == before
    monkeypatch.setattr(saving, "save_profile", save_profile)
    wait_until(studio, lambda: studio.bench.saved)
    assert len(load_profile(studio.bench.path).dataset) == studio.album.total
    wait_until(studio, lambda: studio.tips[0].text != studio.words("advice.not_saved"))
    studio.quit()
    assert studio.quitting


def test_who_wants_to_leave_without_saving_may(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.bench.saver.problem = ProfileError("No space.")
    studio.quit()
    studio.quit()
    assert studio.quitting


def test_a_profile_is_open_in_one_window_at_a_time(studio: Studio, tmp_path: Path) -> None:
    path = studio.bench.path
    with pytest.raises(ProfileError, match="another studio window"):
        Claim(path, tmp_path / "locks")
    with studio_in(tmp_path / "second") as (second, _):
        second.bench._locks = tmp_path / "locks"
        filing.choose(second, Browser("open", tmp_path), path)
        assert second.notices.shown is not None
        assert "another studio window" in second.notices.shown.text
        assert second.bench.path != path
        filing.choose(second, Browser("save_as", tmp_path), path)
        assert "another studio window" in second.notices.shown.text
        assert len(load_profile(path).dataset) == studio.album.total
    filing.duplicate(studio)
    Claim(path, tmp_path / "locks").free()


def test_halves_that_a_kill_left_behind_go_when_the_profile_is_opened(
    studio: Studio, tmp_path: Path
) -> None:
    half = tmp_path / ".old.pose-abcd1234"
    half.write_bytes(b"half")
    os.utime(half, (time.time() - 60,) * 2)
    save_profile(studio.bench.profile, tmp_path / "old.pose")
    filing.choose(studio, Browser("open", tmp_path), tmp_path / "old.pose")
    assert not half.exists()


@pytest.mark.parametrize("name", ["pixels", "a network that is gone"])
def test_a_profile_of_another_network_is_renewed(studio: Studio, tmp_path: Path, name: str) -> None:
    studio.bench.change(lambda lesson: lesson.draw_line("up", 0.4))
    wait_until(studio, lambda: studio.bench.saved)
    path = tmp_path / "old.pose"
    save_profile(replace(load_profile(studio.bench.path), backbone=name, sha256="before"), path)
    count, before = studio.album.total, path.read_bytes()
    filing.choose(studio, Browser("open", tmp_path), path)
    finish(studio)
    assert isinstance(studio.dialog, Renewal)
    assert (studio.dialog.pictures, studio.dialog.lost) == (count, 0)
    assert studio.bench.path != path  # nothing happens unasked
    assert path.read_bytes() == before
    renewing.renew(studio, replace(studio.dialog, backbone="pixels"))
    finish(studio)
    assert studio.bench.path == path
    assert studio.album.count("up") == count
    assert studio.threshold("up") == 0.4
    assert (tmp_path / "old (old).pose").read_bytes() == before
    assert load_profile(path).sha256 == PixelBackbone.sha256
    wait_until(studio, lambda: studio.bench.running)
    record(studio, "none")


def test_a_profile_of_an_installed_network_brings_its_network(
    studio: Studio, tmp_path: Path
) -> None:
    class Other(PixelBackbone):
        name, sha256 = "other", "0" * 64

    other = Other()
    profile = replace(load_profile(studio.bench.path), name="other", backbone="other")
    profile.sha256 = other.sha256
    save_profile(profile, tmp_path / "other.pose")
    studio.world = replace(studio.world, open_backbone=lambda _: other)
    filing.choose(studio, Browser("open", tmp_path), tmp_path / "other.pose")
    finish(studio)
    assert studio.bench.backbone is other
    assert studio.bench.path == tmp_path / "other.pose"
    assert studio.screen == Screen.TEACH
