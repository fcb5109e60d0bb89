"""Orders and forms are written as numbers, so that no editor turns them round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.writing import visual

MEEM, REH, HAH, BEH, ALEF = "\u0645\u0631\u062d\u0628\u0627"
SEEN, LAM, FATHA = "\u0633\u0644\u064e"
SHIN, VAV, MEM = "\u05e9\u05d5\u05dd"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Jump", "Jump"),
        ("Überraschung \u8df3", "Überraschung \u8df3"),
        # meem initial, reh final, hah initial, beh medial, alef final
        (MEEM + REH + HAH + BEH + ALEF, "\ufe8e\ufe92\ufea3\ufeae\ufee3"),
        # seen initial, lam with alef final, meem isolated
        (SEEN + LAM + ALEF + MEEM, "\ufee1\ufefc\ufeb3"),
        (BEH + FATHA + BEH, "\ufe90\ufe91" + FATHA),
        (SHIN + VAV + MEM, MEM + VAV + SHIN),
        (f"{SHIN} 12 {VAV}", f"{VAV} 12 {SHIN}"),
        (f"pose {SHIN}{VAV} (2)", f"pose {VAV}{SHIN} (2)"),
        (f"{SHIN} ({VAV})", f"({VAV}) {SHIN}"),
        (f"‹ {SHIN}{VAV} ›", f"‹ {VAV}{SHIN} ›"),
    ],
)
def test_names_are_drawn_in_their_own_order_and_shapes(text: str, drawn: str) -> None:
    assert visual(text) == drawn


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30))
def test_any_text_can_be_drawn_and_none_is_lost(text: str) -> None:
    drawn = visual(text)
    assert len(drawn) <= len(text)
    assert text.isascii() <= (drawn == text)
