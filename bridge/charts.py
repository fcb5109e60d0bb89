"""Small charts as SVG text: crisp on a projector, and no drawing library needed.

Colours are those of Okabe and Ito (2008), told apart by colour-blind people too.
"""

from collections.abc import Mapping, Sequence
from html import escape

INK = "#1c2733"
FAINT = "#c9d1d9"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#000000")
CELL = 46
LETTER = 7.6


def colour(number: int) -> str:
    """Return the colour of series or class ``number``, starting anew after eight."""
    return COLOURS[number % len(COLOURS)]


def text(x: float, y: float, words: str, anchor: str = "start", size: int = 14) -> str:
    """Return one line of text; ``anchor`` is start, middle or end."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">'
        f"{escape(words)}</text>"
    )


def picture(width: float, height: float, parts: Sequence[str], title: str) -> str:
    """Return a whole SVG picture with a title for screen readers."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" role="img" font-family="sans-serif" '
        f'fill="{INK}"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>'
    )


def confusion(rows: Mapping[str, Mapping[str, int]]) -> str:
    """Return the confusion picture: one row per shown pose, one column per answer."""
    labels = list(rows)
    left = 30 + LETTER * max(len(label) for label in labels)
    top = 40 + left - 20
    parts = [text(16, 24, "shown (rows) and answered (columns); green is right, orange is wrong")]
    for at, label in enumerate(labels):
        middle = at * CELL + CELL / 2
        parts.append(text(left - 8, top + middle + 5, label, "end"))
        x, y = left + middle + 5, top - 8
        parts.append(
            f'<text x="{x}" y="{y}" font-size="14" transform="rotate(-90 {x} {y})">'
            f"{escape(label)}</text>"
        )
        parts += _confusion_row(rows[label], label, left, top + at * CELL)
    width = max(left + len(labels) * CELL + 20, 540)
    return picture(width, top + len(labels) * CELL + 20, parts, "Confusion of poses")


def _confusion_row(row: Mapping[str, int], truth: str, left: float, y: float) -> list[str]:
    total = sum(row.values()) or 1
    parts = []
    for at, (label, count) in enumerate(row.items()):
        x = left + at * CELL
        shade = COLOURS[2] if label == truth else COLOURS[1]
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{CELL - 2}" height="{CELL - 2}" fill="{shade}" '
            f'fill-opacity="{count / total:.2f}" stroke="{FAINT}"/>'
        )
        if count:
            parts.append(text(x + CELL / 2 - 1, y + CELL / 2 + 5, str(count), "middle"))
    return parts


def lines(
    title: str,
    x_title: str,
    y_title: str,
    series: Mapping[str, Sequence[tuple[float, float]]],
    y_range: tuple[float, float] = (0.0, 1.0),
) -> str:
    """Return a line chart of (x, y) points by series; ``y`` are fractions shown as per cent."""
    left, top, width, height = 70, 50, 520, 300
    points = [point for line in series.values() for point in line]
    x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
    y0, y1 = y_range

    def place(x: float, y: float) -> tuple[float, float]:
        share = (x - x0) / ((x1 - x0) or 1)
        inside = min(max((y - y0) / (y1 - y0), 0), 1)
        return left + width * share, top + height * (1 - inside)

    parts = [text(left, 28, title, size=17)]
    for step in range(6):
        y = y0 + (y1 - y0) * step / 5
        at = place(x0, y)[1]
        parts.append(
            f'<line x1="{left}" x2="{left + width}" y1="{at}" y2="{at}" stroke="{FAINT}"/>'
        )
        parts.append(text(left - 8, at + 5, f"{y:.0%}", "end", 12))
    parts += [
        text(place(x, y0)[0], top + height + 20, f"{x:.2g}", "middle", 12)
        for x in sorted({x for x, _ in points})
    ]
    parts.append(text(left + width / 2, top + height + 44, x_title, "middle"))
    parts.append(text(left, top - 6, y_title, size=12))
    for number, (name, line) in enumerate(series.items()):
        places = [place(x, y) for x, y in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        ink = colour(number)
        # Thinner and thinner, so that lines on the same points are all seen.
        wide = 2.5 + 2 * (len(series) - 1 - number)
        style = f'fill="none" stroke="{ink}" stroke-width="{wide}" stroke-linejoin="round"'
        parts.append(f'<polyline points="{path}" {style}/>')
        size = 2.2 + wide / 2
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{ink}"/>' for x, y in places
        ]
        y = top + 14 + 24 * number
        parts.append(f'<circle cx="{left + width + 24}" cy="{y}" r="6" fill="{ink}"/>')
        parts.append(text(left + width + 36, y + 5, name))
    longest = max(len(name) for name in series)
    return picture(left + width + 56 + LETTER * longest, top + height + 60, parts, title)


def bars(
    rows: Sequence[tuple[str, float]],
    title: str,
    marks: Sequence[float] = (),
    *,
    shares: bool = True,
) -> str:
    """Return horizontal bars of named values at or above 0, with a line at each of ``marks``.

    ``shares`` are fractions of 1 written as per cent; otherwise the longest bar fills the width.
    """
    left = 16 + LETTER * min(max((len(name) for name, _ in rows), default=1), 24)
    width, step = 300, 28
    values = [value for _, value in rows]
    most = 1.0 if shares else max([*values, *marks, 1e-9])
    parts = []
    for at, (name, value) in enumerate(rows):
        y = 8 + at * step
        shown = name if len(name) <= 24 else name[:23] + "…"
        length = width * max(value, 0) / most
        parts.append(text(left - 8, y + 16, shown, "end"))
        parts.append(
            f'<rect x="{left:.1f}" y="{y}" width="{length:.1f}" height="{step - 8}" rx="4" '
            f'fill="{COLOURS[0]}"/>'
        )
        if marks:
            x = left + width * max(marks[at], 0) / most
            parts.append(
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y - 2}" y2="{y + step - 6}" '
                f'stroke="{COLOURS[1]}" stroke-width="3"/>'
            )
        words = f"{value:.0%}" if shares else f"{value:.2f}"
        parts.append(text(left + width + 10, y + 16, words))
    return picture(left + width + 70, 16 + step * len(rows), parts, title)


def dots(places: Sequence[tuple[str | None, float, float]], title: str) -> str:
    """Return a map of labelled dots, x and y 0..1; a place without a label is drawn as a ring."""
    width, height, margin = 720, 420, 24
    labels = list(dict.fromkeys(label for label, _, _ in places if label is not None))
    parts = []
    for label, x, y in places:
        across, down = margin + x * (width - 2 * margin), margin + (1 - y) * (height - 2 * margin)
        at = f'cx="{across:.1f}" cy="{down:.1f}"'
        if label is None:
            parts.append(f'<circle {at} r="13" fill="none" stroke="{INK}" stroke-width="4"/>')
        else:
            shade = colour(labels.index(label))
            parts.append(f'<circle {at} r="6" fill="{shade}" fill-opacity="0.75"/>')
    for number, label in enumerate(labels):
        y = 30 + 26 * number
        parts.append(f'<circle cx="{width + 20}" cy="{y}" r="8" fill="{colour(number)}"/>')
        parts.append(text(width + 36, y + 5, label, size=16))
    longest = max((len(label) for label in labels), default=1)
    tall = max(height, 40 + 26 * len(labels))
    return picture(width + 56 + 9 * longest, tall, parts, title)
