"""What may lie over a screen, as data."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from bridge.pictures import SUFFIXES

Purpose = Literal["open", "save_as", "import", "export", "pictures", "camera"]
VIDEOS = (".mp4", ".avi", ".mov", ".mkv", ".webm")
SHOWN: dict[Purpose, tuple[str, ...]] = {
    "open": (".pose",),
    "save_as": (".pose",),
    "import": (".zip", ".tm", ".json", ".csv", ".arff", ".pose"),
    "export": (".zip", ".yaml", ".csv", ".arff", ".json"),
    "pictures": SUFFIXES,
    "camera": VIDEOS,
}
WHOLE_FOLDER: tuple[Purpose, ...] = ("import", "export", "pictures", "camera")


@dataclass(frozen=True, slots=True)
class MainMenu:
    """The studio's menu."""


@dataclass(frozen=True, slots=True)
class CardMenu:
    """What can be done with one pose."""

    label: str


@dataclass(frozen=True, slots=True)
class AlbumView:
    """All pictures of one pose; ``chosen`` is the example that was picked out."""

    label: str
    chosen: int | None = None


@dataclass(slots=True)
class Naming:
    """Typing the name of a pose; ``label`` is None for a new one."""

    label: str | None = None
    text: str = ""


@dataclass(slots=True)
class Browser:
    """Looking for a file or folder on the disk.

    ``label`` is the pose that pictures go to, ``replacing`` the file that exists already and that
    the player was asked about.
    """

    purpose: Purpose
    folder: Path
    name: str = ""
    label: str = ""
    folders: list[Path] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    readable: bool = True
    replacing: Path | None = None

    def go(self, folder: Path) -> None:
        """Show another folder; hidden entries and files of other kinds are left out."""
        self.folder = folder
        try:
            entries = sorted(folder.iterdir(), key=lambda entry: entry.name.lower())
            self.readable = True
        except OSError:
            entries, self.readable = [], False
        entries = [entry for entry in entries if not entry.name.startswith(".")]
        self.folders = [entry for entry in entries if entry.is_dir()]
        wanted = SHOWN[self.purpose]
        self.files = [e for e in entries if e.suffix.lower() in wanted and not e.is_dir()]

    @property
    def saves(self) -> bool:
        """Whether a name is asked for, because a file will be written."""
        return self.purpose in ("save_as", "export")

    @property
    def asks(self) -> bool:
        """Whether the player is asked if the file of this name may be replaced."""
        return self.saves and self.replacing == self.target

    @property
    def target(self) -> Path:
        """The file that ``name`` means, with the ending that fits."""
        endings = SHOWN[self.purpose]
        name = self.name.strip() or "poses"
        return self.folder / (name if Path(name).suffix.lower() in endings else name + endings[0])


@dataclass(frozen=True, slots=True)
class Renewal:
    """Asking whether a network, ``backbone``, shall look at a profile's pictures again.

    ``pictures`` is how many there are, ``lost`` how many examples keep none.
    """

    path: Path
    backbone: str
    pictures: int
    lost: int


@dataclass(frozen=True, slots=True)
class Busy:
    """An errand is being run; nothing can be pressed until it is done."""


Dialog: TypeAlias = Busy | MainMenu | CardMenu | AlbumView | Naming | Browser | Renewal
