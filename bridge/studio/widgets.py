"""The few things that can be pressed, moved or typed into."""

from typing import Literal

from bridge.studio.layout import Box
from bridge.studio.theme import GRID, Colour, Size, ink_on, mix
from bridge.studio.ui import Reaction, Ui

Kind = Literal["plain", "primary", "quiet", "danger"]
_ICON = 22.0


def button(
    ui: Ui,
    name: str,
    box: Box,
    text: str = "",
    *,
    icon: str | None = None,
    kind: Kind = "plain",
    fill: Colour | None = None,
    size: Size = "body",
) -> Reaction:
    """Draw a button with an icon, a text or both, and tell how it was touched."""
    paint, theme = ui.paint, ui.paint.theme
    reaction = ui.react(name, box)
    colour = fill or {
        "primary": theme.accent,
        "danger": theme.danger,
        "plain": theme.card,
        "quiet": None,
    }.get(kind)
    ink = theme.ink if colour is None else ink_on(colour)
    if kind == "plain" and fill is None:
        ink = theme.ink
        shade = mix(theme.card, theme.ink, 0.12 if reaction.held else 0.06 * reaction.hover)
        paint.panel(box, shade, radius=10, border=theme.line)
    elif colour is None:
        if reaction.hover or reaction.held:
            paint.panel(box, mix(theme.sunken, theme.ink, 0.10 * reaction.held), radius=10)
    else:
        toward = (0, 0, 0) if ink == (255, 255, 255) else (255, 255, 255)
        paint.panel(
            box, mix(colour, toward, 0.16 if reaction.held else 0.08 * reaction.hover), radius=10
        )
    _caption(ui, box, text, icon, ink, size)
    return reaction


def _caption(ui: Ui, box: Box, text: str, icon: str | None, ink: Colour, size: Size) -> None:
    paint = ui.paint
    inner = box.inset(GRID if text else 0, 0)
    if icon is None:
        paint.text(inner, text, size, ink, weight="SemiBold", align="middle")
        return
    side = min(_ICON, box.h - GRID)
    if not text:
        paint.icon(box.middle(side, side), icon, ink)
        return
    width = min(paint.width_of(text, size, "SemiBold"), inner.w - side - GRID)
    row = inner.middle(side + GRID + width + 1, box.h)
    sign, rest = row.cut_left(side, GRID)
    paint.icon(sign, icon, ink)
    paint.text(rest, text, size, ink, weight="SemiBold")


def switch(
    ui: Ui, name: str, box: Box, text: str, *, on: bool, colour: Colour | None = None
) -> bool:
    """Draw an on/off switch with its text; returns whether it was flipped."""
    paint, theme = ui.paint, ui.paint.theme
    reaction = ui.react(name, box)
    track, rest = box.middle(box.w, 28).cut_left(50, 12)
    paint.panel(track, (colour or theme.good) if on else theme.muted, radius=14)
    knob = ui.eased(f"{name}/knob", 1.0 if on else 0.0, 0.06)
    paint.panel(Box(track.x + 4 + knob * 22, track.y + 4, 20, 20), theme.card, radius=10)
    paint.text(rest, text, "body", theme.ink, weight="SemiBold")
    return reaction.clicked


def slider(ui: Ui, name: str, box: Box, value: float, *, step: float = 0.05) -> float:
    """Draw a handle on a level bar, 0..1; returns the value after dragging or arrow keys."""
    paint, theme = ui.paint, ui.paint.theme
    handle = Box(box.x + value * box.w - 11, box.y - 5, 22, box.h + 10)
    reaction = ui.react(name, box.inset(-6, -8) if ui.input.down else handle.inset(-4), keeps=True)
    if reaction.held and ui.input.down:
        value = min(max((ui.input.x - box.x) / box.w, 0.0), 1.0)
    if reaction.focused and ui.shows_focus():
        for press in ui.input.keys:
            value += step * {"=": 1, "+": 1, "-": -1, "[+]": 1, "[-]": -1}.get(press.name, 0)
    value = min(max(value, 0.0), 1.0)
    line = Box(box.x + value * box.w - 2, box.y - 5, 4, box.h + 10)
    paint.panel(line.inset(-2), theme.card, radius=4)
    paint.panel(line, theme.ink, radius=2)
    if reaction.hover or reaction.held or (reaction.focused and ui.shows_focus()):
        tip = Box(line.x - 28, line.y - 26, 60, 22)
        paint.panel(tip, theme.notice, radius=6)
        paint.text(tip, f"{value:.0%}", "caption", ink_on(theme.notice), align="middle")
    return value


def text_field(ui: Ui, name: str, box: Box, value: str, *, limit: int = 40) -> str:
    """Draw a line to type into; the caret stays at the end. Returns the new text."""
    paint, theme = ui.paint, ui.paint.theme
    reaction = ui.react(name, box)
    border = theme.accent if reaction.focused else theme.muted
    paint.panel(box, theme.card, radius=10, border=border, width=2)
    if reaction.focused and ui.live:
        ui.typing = True
        for press in ui.input.keys:
            if press.name == "backspace":
                value = "" if press.ctrl else value[:-1]
        value = (value + "".join(c for c in ui.input.text if c.isprintable()))[:limit]
    inner = box.inset(2 * GRID, 0)
    room = inner.w * paint.scale
    shown = value
    while paint.letters.width(shown, "body") > room:
        shown = shown[1:]
    width = paint.text(inner, shown, "body")
    if reaction.focused:
        paint.panel(Box(inner.x + width + 2, box.y + 12, 2, box.h - 24), theme.accent, radius=1)
    return value


def scroll(ui: Ui, name: str, box: Box, content: float) -> float:
    """Return how far a region is scrolled, in design units; draws its bar when it is too long.

    The wheel, the focus, the bar and a finger on the region move it; call it before what lies there
    is drawn.
    """
    offset = ui.memory.get(name, 0.0)
    if ui.live and box.has(ui.input.x, ui.input.y):
        offset -= ui.input.wheel * 48
    focus = ui.place_of(ui.focus or "")
    if focus is not None and ui.input.keys and box.x <= focus.x < box.right:
        offset += max(focus.bottom - box.bottom + GRID, 0) - max(box.y - focus.y + GRID, 0)
    hidden = max(content - box.h, 0.0)
    if hidden > 1:
        offset -= ui.pull(name, box)
    offset = min(max(offset, 0.0), hidden)
    if hidden > 1:
        offset = hidden * _bar(ui, f"{name}/bar", box, box.h / content, offset / hidden)
    ui.memory[name] = offset
    return offset


def _bar(ui: Ui, name: str, box: Box, share: float, at: float) -> float:
    """Draw the bar of a region of which a ``share`` is seen, and return where it is, 0..1."""
    height = min(max(box.h * share, 32), box.h)
    way = max(box.h - height, 1)
    touched = Box(box.right - 4, box.y, 28, box.h)
    held = ui.grip(name, touched)
    if held:
        if ui.input.pressed:
            above = ui.input.y - box.y - way * at
            ui.memory[name] = above if 0 <= above < height else height / 2
        at = min(max((ui.input.y - box.y - ui.memory[name]) / way, 0.0), 1.0)
    theme = ui.paint.theme
    seen = held or (ui.live and touched.has(ui.input.x, ui.input.y))
    place = Box(box.right + 2, box.y + way * at, 6, height)
    ui.paint.panel(place, mix(theme.line, theme.muted, 1.0 if seen else 0.6), radius=3)
    return at
