"""What the cards show of a profile: poses in order, and their pictures, latest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bridge.dataset import Example
from bridge.profile import LabelInfo, is_neutral
from bridge.studio.theme import LIGHT, Colour


@dataclass(frozen=True, slots=True)
class Thumb:
    """One example; ``jpeg`` is None in a profile that keeps no pictures."""

    id: int
    session: str
    jpeg: bytes | None


@dataclass(frozen=True, slots=True)
class Card:
    """One pose; ``colour`` is a place in the theme's list, None the neutral colour."""

    label: str
    colour: int | None
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class Album:
    """Everything taught, frozen at one moment."""

    cards: tuple[Card, ...] = ()
    thumbs: Mapping[str, tuple[Thumb, ...]] = field(default_factory=dict)

    def count(self, label: str) -> int:
        """Return how many examples a pose has."""
        return len(self.thumbs.get(label, ()))

    def with_latest(self, label: str, thumb: Thumb) -> "Album":
        """Return the album with one more picture of a pose that has a card."""
        thumbs = {**self.thumbs, label: (thumb, *self.thumbs.get(label, ()))}
        return Album(self.cards, thumbs)

    @property
    def total(self) -> int:
        """How many examples there are."""
        return sum(len(thumbs) for thumbs in self.thumbs.values())

    @property
    def taught(self) -> tuple[str, ...]:
        """The poses that have examples."""
        return tuple(card.label for card in self.cards if self.count(card.label))


def make_album(labels: Iterable[LabelInfo], examples: Iterable[Example]) -> Album:
    """Return the album of a profile; a label without an entry of its own comes last."""
    thumbs: dict[str, list[Thumb]] = {}
    for example in examples:
        thumbs.setdefault(example.label, []).append(
            Thumb(example.id, example.session, example.jpeg)
        )
    infos = {info.name: info for info in labels}
    infos |= {
        name: LabelInfo(name, neutral=is_neutral(name)) for name in thumbs if name not in infos
    }
    cards: list[Card] = []
    for info in infos.values():
        place = None if info.neutral else _place(info.colour, len(cards))
        cards.append(Card(info.name, place, info.neutral))
    return Album(tuple(cards), {label: tuple(reversed(found)) for label, found in thumbs.items()})


def colour_name(place: int | None) -> str:
    """Return how a colour is stored in a profile, ``#rrggbb`` of the light theme."""
    colour: Colour = LIGHT.label(place)
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _place(stored: str, position: int) -> int:
    names = [colour_name(place) for place in range(len(LIGHT.labels))]
    return names.index(stored) if stored in names else position % len(names)
