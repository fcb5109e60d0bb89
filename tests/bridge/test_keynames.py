import pytest

from bridge.keynames import UnknownKeyNameError, canonical, dangerous, parse_chord


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Left", "left"),
        ("RETURN", "enter"),
        ("W", "w"),
        ("é", "é"),
        ("1", "1"),
        ("PgUp", "page_up"),
    ],
)
def test_canonical(written: str, name: str) -> None:
    assert canonical(written) == name


@pytest.mark.parametrize(("wrong", "meant"), [("rigt", "right"), ("escpe", "esc"), ("f99", "f9")])
def test_unknown_names_say_what_was_meant(wrong: str, meant: str) -> None:
    with pytest.raises(UnknownKeyNameError, match=f'did you mean "{meant}"'):
        canonical(wrong)


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("ctrl+shift+t", ("ctrl", "shift", "t")),
        ("+", ("plus",)),
        ("ctrl++", ("ctrl", "plus")),
        ("Alt + Tab", ("alt", "tab")),
    ],
)
def test_chords(written: str, keys: tuple[str, ...]) -> None:
    assert parse_chord(written) == keys


def test_dangerous_combinations_are_found_among_others() -> None:
    assert dangerous(("shift", "alt", "w", "f4")) == {"alt", "f4"}
    assert dangerous(("super",)) == {"super"}
    assert not dangerous(("ctrl", "alt", "shift"))


def test_keys_that_may_be_others_count_as_those_too() -> None:
    assert dangerous(("altgr", "f4")) == {"alt", "f4"}
    assert dangerous(("ctrl", "altgr", "num_decimal")) == {"ctrl", "alt", "delete"}
    assert not dangerous(("altgr", "q"))
