import pytest

from bridge.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("left", "left"),
        ("влево 👨‍👩‍👧", "влево 👨‍👩‍👧"),
        ("a\x1b[2Jb", r"a\x1b[2Jb"),
        ("a\r\nb\tc\x7f\x9b", r"a\r\nb\tc\x7f\x9b"),
        ("a\u202eb\u2066", r"a\u202eb\u2066"),
    ],
)
def test_what_commands_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_what_is_kept() -> None:
    assert visible("a\nb\x1b", keep="\n") == "a\nb\\x1b"
