import pytest

from bridge.errors import OutputError
from bridge.outputs.selftest import try_keys

pytestmark = pytest.mark.x11


def test_every_key_arrives_in_our_own_window(xvfb: str) -> None:
    names = ("left", "w", "space", "plus", "f5", "shift")
    reports = try_keys((*names, "super", "ж"))
    by_name = {report.name: report for report in reports}
    for name in names:
        assert by_name[name].arrived, by_name[name]
        assert by_name[name].delay_ms < 500
    assert by_name["left"].seen == "left"
    assert not by_name["super"].arrived
    assert "layout" in by_name["ж"].why


def test_without_a_display_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(OutputError, match="no display"):
        try_keys(("left",))
