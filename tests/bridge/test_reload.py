import os
import sys

import pytest

from bridge.errors import ConfigError
from bridge.reload import ConfigWatch

ONE = "controls: {left: {hold: left}}\n"
TWO = "controls: {left: {hold: a}}\n"


def save(path, text: str, second: int) -> None:
    path.write_text(text)
    os.utime(path, (second, second))


def test_a_saved_file_is_read_once(tmp_path):
    path = tmp_path / "one.yaml"
    save(path, ONE, 1)
    watch = ConfigWatch(path)
    assert watch.changed() is None
    save(path, TWO, 2)
    found = watch.changed()
    assert found is not None
    assert found.controls.sets["main"]["left"][0].targets == ("a",)
    assert watch.changed() is None


def test_a_mistake_is_told_once_and_mending_it_works(tmp_path):
    path = tmp_path / "one.yaml"
    save(path, ONE, 1)
    watch = ConfigWatch(path)
    save(path, "controls: {left: {hodl: left}}\n", 2)
    with pytest.raises(ConfigError, match="hodl"):
        watch.changed()
    assert watch.changed() is None
    save(path, TWO, 3)
    assert watch.changed() is not None


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_a_pipe_in_the_file_s_place_is_not_waited_for(tmp_path):
    path = tmp_path / "one.yaml"
    save(path, ONE, 1)
    watch = ConfigWatch(path)
    path.unlink()
    os.mkfifo(path)
    assert watch.changed() is None


def test_a_file_that_is_gone_for_a_moment_has_not_changed(tmp_path):
    path = tmp_path / "one.yaml"
    save(path, ONE, 1)
    watch = ConfigWatch(path)
    path.unlink()
    assert watch.changed() is None
    save(path, ONE, 1)
    assert watch.changed() is None
