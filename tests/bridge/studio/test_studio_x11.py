"""The studio's window under a real X server, worked with real mouse and key events."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import xserver
from first_visit import CARDS, FEW, TURNS, first_visit, studio
from person import Person

from bridge.profile import load_profile

log = logging.getLogger(__name__)
pytestmark = [pytest.mark.x11, pytest.mark.slow]

LIMIT_S = 60.0


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with xserver.running("-screen", "0", "1280x720x24") as display:
        for name, value in (
            ("DISPLAY", display),
            ("SDL_VIDEODRIVER", "x11"),
            ("SDL_AUDIODRIVER", "dummy"),
            ("XDG_DATA_HOME", str(tmp_path / "data")),
        ):
            monkeypatch.setenv(name, value)
        yield display


def test_from_the_first_start_to_snake_steered_by_poses(screen: str, tmp_path: Path) -> None:
    with studio() as process, Person(screen) as person:
        story = first_visit(person, tmp_path / "data")
        assert process.poll() is None
    log.info("%s, pictures: %s", story, story.pictures())
    assert set(story.pictures()) == set(CARDS)
    assert min(story.pictures().values()) >= FEW
    assert load_profile(story.path).view.mirror
    assert set(story.turns) == {name for name, _ in TURNS}
    assert story.busy_s < LIMIT_S  # what the person does, not what a busy machine takes
