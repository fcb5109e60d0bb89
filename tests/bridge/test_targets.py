from pathlib import Path

import pytest

from bridge.charts import lines
from bridge.errors import OutputError
from bridge.targets import PAGE, PICTURE, TRACE, check_target, keep_others, write_result


def drawing() -> str:
    return lines("K", "K", "right", {"cosine": [(1.0, 0.5), (3.0, 0.7)]})


def test_a_new_empty_or_own_file_may_be_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deeper" / "k.svg"
    check_target(path, PICTURE)
    assert not path.parent.exists()
    write_result(path, drawing())
    check_target(path, PICTURE)
    empty = tmp_path / "empty"
    empty.touch()
    check_target(empty, TRACE)


@pytest.mark.parametrize("kind", [PAGE, PICTURE, TRACE])
def test_anything_else_is_kept(tmp_path: Path, kind) -> None:
    path = tmp_path / "me.pose"
    path.write_bytes(b"PK\x03\x04 precious")
    with pytest.raises(OutputError, match="holds something else than a"):
        keep_others(path, kind)
    with pytest.raises(OutputError, match="is a folder"):
        check_target(tmp_path, kind)


@pytest.mark.parametrize("place", ["/proc/nowhere/k.svg", "k" * 300, "/dev/full"])
def test_what_cannot_be_written_is_told_before(place: str) -> None:
    with pytest.raises(OutputError):
        check_target(Path(place), PICTURE)


def test_a_result_that_does_not_arrive_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        write_result(tmp_path / "file" / "k.svg", drawing())
