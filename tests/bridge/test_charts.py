from xml.etree import ElementTree

from bridge import charts


def test_every_chart_is_well_formed_and_escapes() -> None:
    drawings = [
        charts.confusion({"a<b": {"a<b": 3, "c&d": 1}, "c&d": {"a<b": 0, "c&d": 0}}),
        charts.lines("T", "x", "y", {"one": [(1, 0.5), (2, 0.7)], "<two>": [(1, 1.4)]}),
        charts.bars([("left", 0.4), ("a" * 40, 0.0)], "Votes", [0.1, 0.2]),
        charts.dots([("left", 0, 1), (None, 0.5, 0.5)], "Map"),
        charts.bars([], "Nothing"),
    ]
    for drawing in drawings:
        assert ElementTree.fromstring(drawing).tag.endswith("svg")


def test_values_outside_stay_inside() -> None:
    drawing = ElementTree.fromstring(charts.lines("T", "x", "y", {"a": [(1, 7.0)]}))
    [circle, *_] = drawing.iter("{http://www.w3.org/2000/svg}circle")
    assert float(circle.get("cy", "0")) >= 50
