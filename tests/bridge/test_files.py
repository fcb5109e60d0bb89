import os
import time
from pathlib import Path

from bridge.files import remove_leftovers, written_whole


def test_halves_of_killed_writers_go_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "me [1].pose"
    with written_whole(path) as stream:
        stream.write(b"whole")
    others = [
        tmp_path / name
        for name in (".me 1.pose-abcd1234", ".me [1].pose-backup", "me [1].pose-abcd1234")
    ]
    old, fresh = tmp_path / ".me [1].pose-abcd1234", tmp_path / ".me [1].pose-abcd5678"
    for half in (old, fresh, *others):
        half.write_bytes(b"half")
    for half in (old, *others):
        os.utime(half, (time.time() - 60,) * 2)
    remove_leftovers(path)
    assert set(tmp_path.iterdir()) == {path, fresh, *others}
