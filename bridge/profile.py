"""A player's profile: examples, the view they were taken through, and the settings."""

from dataclasses import dataclass, field
from pathlib import Path

from bridge.backbones import Backbone
from bridge.dataset import Dataset
from bridge.errors import ProfileError
from bridge.regression import numbers_of
from bridge.settings import RecogniserSettings
from bridge.view import View

# What people call the pose that presses nothing.
NEUTRAL_NAMES = ("none", "no_class", "neutral", "idle", "nothing", "background", "rest")


def is_neutral(label: str) -> bool:
    """Whether a pose of this name is taken for the neutral one, in upper or lower case."""
    return label.lower() in NEUTRAL_NAMES


@dataclass(frozen=True, slots=True)
class LabelInfo:
    """What is known about a label besides its examples.

    ``colour`` is how it is shown, as #rrggbb; ``neutral`` marks the idle pose. ``enter`` is the
    score (0..1) from which it counts, None where the player has not moved its line.
    """

    name: str
    colour: str = ""
    neutral: bool = False
    enter: float | None = None


@dataclass(slots=True)
class Profile:
    """Everything taught, with the name and SHA-256 of the network whose features it holds.

    ``labels`` keeps the order in which poses are shown; labels may still lack examples.
    ``origin`` is the file that it was read from, None for a new one.
    """

    name: str
    backbone: str
    sha256: str
    dataset: Dataset = field(default_factory=Dataset)
    view: View = field(default_factory=View)
    settings: RecogniserSettings = field(default_factory=RecogniserSettings)
    labels: tuple[LabelInfo, ...] = ()
    origin: Path | None = field(default=None, compare=False)

    @property
    def poses(self) -> tuple[str, ...]:
        """The names of all poses, those without examples included."""
        return tuple(dict.fromkeys([*(info.name for info in self.labels), *self.dataset.labels]))

    @property
    def neutral(self) -> frozenset[str]:
        """The labels that press nothing: those marked so, and unmarked ones of a usual name."""
        marked = {info.name: info.neutral for info in self.labels}
        return frozenset(
            label
            for label in (*marked, *self.dataset.labels)
            if marked.get(label) or is_neutral(label)
        )

    def numbers(self) -> list[float]:
        """Return the numbers of a regression profile in order; raises ProfileError for a word."""
        labels = self.dataset.labels
        found = numbers_of(labels)
        if found is None:
            word = next(label for label in labels if numbers_of([label]) is None)
            raise ProfileError(
                f'The profile "{self.name}" answers with numbers, but its pose "{word}" is none.',
                "delete the pose in the studio, or call it by a number",
            )
        return sorted(found)

    def check_backbone(self, backbone: Backbone) -> None:
        """Raise ProfileError when the examples were embedded by another network."""
        if self.sha256 == backbone.sha256:
            self._check_widths(backbone)
            return
        other = backbone.name if backbone.name != self.backbone else "another version of it"
        raise ProfileError(
            f'The profile "{self.name}" was taught with the network "{self.backbone}", '
            f"not with {other}: their features cannot be compared.",
            f"have its pictures looked at again: posebridge renew {self.origin or self.name}",
        )

    def _check_widths(self, backbone: Backbone) -> None:
        widths = {
            block: len(vector)
            for example in self.dataset
            for block, vector in example.embedding.blocks.items()
        }
        for block, width in widths.items():
            if backbone.blocks.get(block, width) != width:
                raise ProfileError(
                    f'The profile "{self.name}" has {width} features in the block "{block}", '
                    f"where its network has {backbone.blocks[block]}.",
                    "it was not written by Posebridge; do not use it",
                )


def new_profile(name: str, backbone: Backbone, view: View | None = None) -> Profile:
    """Return an empty profile for the features of ``backbone``."""
    return Profile(name, backbone.name, backbone.sha256, view=view or View())


def load_profile(path: Path, backbone: Backbone | None = None) -> Profile:
    """Read a profile; with a ``backbone``, check that it is the one it was taught with.

    The file may come from anywhere: nothing in it is executed or unpacked to disk, and its sizes
    are checked before anything is read. Raises ProfileError.
    """
    from bridge.profile_file import read_profile

    profile = read_profile(path)
    if backbone is not None:
        profile.check_backbone(backbone)
    return profile


def save_profile(profile: Profile, path: Path) -> None:
    """Write a profile to one file, whole or not at all. Raises ProfileError."""
    from bridge.profile_file import write_profile

    write_profile(profile, path)
