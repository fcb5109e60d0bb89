"""What every screen gets: the interface, the state and the pictures."""

from dataclasses import dataclass

from bridge.studio.album import Card, Thumb
from bridge.studio.gallery import Gallery
from bridge.studio.layout import Box
from bridge.studio.model import Studio
from bridge.studio.paint import Paint
from bridge.studio.previews import Previews
from bridge.studio.theme import Colour, Size, Theme, ink_on
from bridge.studio.ui import Ui
from bridge.words import Words

MARGIN = 24.0
_ICONS = ("left", "right", "up", "down", "none")


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of the window in the making."""

    ui: Ui
    paint: Paint
    studio: Studio
    gallery: Gallery
    previews: Previews

    @property
    def theme(self) -> Theme:
        """The colours in use."""
        return self.paint.theme

    @property
    def words(self) -> Words:
        """The texts in use."""
        return self.studio.words

    def colour(self, label: str | None) -> Colour:
        """Return a pose's colour; that of "not sure" for None."""
        card = self.card(label)
        return self.theme.muted if card is None else self.theme.label(card.colour)

    def card(self, label: str | None) -> Card | None:
        """Return a pose's card."""
        return next((c for c in self.studio.album.cards if c.label == label), None)

    def badge(self, box: Box, label: str, radius: float = 12) -> None:
        """Draw a pose's sign: an arrow where its name is one, else its first letters."""
        fill = self.colour(label)
        self.paint.panel(box, fill, radius=radius)
        if label in _ICONS:
            self.paint.icon(box.inset(box.w * 0.22), label, ink_on(fill))
            return
        size: Size = "title" if box.w > 40 else "caption"
        name = self.words.label(label)[:2]
        self.paint.text(box, name, size, ink_on(fill), weight="Bold", align="middle")

    def thumb(self, box: Box, thumb: Thumb, ground: Colour, radius: float = 8) -> None:
        """Draw an example's picture, or a plain tile where it has none."""
        image = self.gallery.thumb(thumb, self.paint.pixels(box).w)
        if image is not None:
            self.paint.picture(box, image, ground, radius)
            return
        self.paint.panel(box, self.theme.sunken, radius=radius)
        if thumb.jpeg is None:
            self.paint.icon(box.inset(box.w * 0.3), "lock", self.theme.muted)
