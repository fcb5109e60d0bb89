"""Profiles and pictures on the disk: open, save as, import, export."""

from pathlib import Path

from bridge.errors import PosebridgeError
from bridge.profile import Profile, load_profile, save_profile
from bridge.studio.dialogs import Browser, Purpose
from bridge.studio.model import Screen, Studio
from bridge.studio.saving import frozen_copy

SUFFIX = ".pose"


def browse(studio: Studio, purpose: Purpose, label: str = "") -> None:
    """Let the player look for a file or folder."""
    folder = studio.bench.path.parent if purpose in ("open", "save_as") else studio.world.home
    browser = Browser(purpose, folder, label=label)
    browser.go(folder if folder.is_dir() else studio.world.home)
    studio.show(browser)


def choose(studio: Studio, browser: Browser, path: Path) -> None:
    """Do what the browser was opened for; errors are shown and change nothing."""
    studio.show(None)
    try:
        _carry_out(studio, browser, path)
    except PosebridgeError as error:
        studio.complain(error)


def drop(studio: Studio, path: Path, label: str | None) -> None:
    """Take in a file or folder dropped on the window, pictures onto the pose ``label``."""
    try:
        if path.suffix.lower() == SUFFIX:
            open_profile(studio, path)
        elif path.is_file() and path.suffix.lower() in (".zip", ".tm", ".json"):
            _import(studio, path)
        elif label is not None:
            _add_pictures(studio, label, path)
        else:
            studio.say("files.which_pose")
    except PosebridgeError as error:
        studio.complain(error)


def open_profile(studio: Studio, path: Path) -> None:
    """Go on with another profile; raises ProfileError."""
    studio.bench.use(load_profile(path), path)
    _opened(studio)
    studio.say("files.opened", name=path.name)


def new_profile(studio: Studio) -> None:
    """Begin an empty profile beside the present one, with the same view of the camera."""
    bench = studio.bench
    path = free_path(studio.world.profiles, "poses")
    old = bench.profile
    bench.use(Profile(path.stem, old.backbone, old.sha256, view=old.view), path)
    _opened(studio)
    studio.go(Screen.GOAL)


def duplicate(studio: Studio) -> None:
    """Go on with a copy, so that the original stays as it is."""
    path = free_path(studio.bench.path.parent, studio.bench.path.stem)
    _save_as(studio, path)


def free_path(folder: Path, stem: str) -> Path:
    """Return a profile path in ``folder`` that does not exist: ``stem``, ``stem 2``, ..."""
    path, number = folder / f"{stem}{SUFFIX}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem} {number}{SUFFIX}"
    return path


def _save_as(studio: Studio, path: Path) -> None:
    bench = studio.bench
    copy = frozen_copy(bench.profile)
    copy.name = path.stem
    save_profile(copy, path)
    bench.use(copy, path)
    _opened(studio)
    studio.say("files.saved_as", name=path.name)


def _opened(studio: Studio) -> None:
    studio.settings.profile = str(studio.bench.path)
    studio.show(None)
    studio.apply_controls()
    if studio.album.total and studio.screen == Screen.GOAL:
        studio.go(Screen.TEACH)


def _import(studio: Studio, path: Path) -> None:
    from bridge.exchange import import_profile

    if path.suffix.lower() == SUFFIX:
        open_profile(studio, path)
        return
    bench = studio.bench
    profile = import_profile(path, bench.backbone)
    bench.use(profile, free_path(studio.world.profiles, path.stem))
    bench.save()
    _opened(studio)
    studio.say("files.imported", name=path.name)


def _export(studio: Studio, path: Path) -> None:
    from bridge.exchange import export_profile

    export_profile(frozen_copy(studio.bench.profile), path)
    studio.say("files.exported", name=path.name)


def _pictures(path: Path) -> list[Path]:
    from bridge.pictures import list_pictures

    return list_pictures(path) if path.is_dir() else [path]


def _add_pictures(studio: Studio, label: str, path: Path) -> None:
    studio.bench.add_files(label, _pictures(path), studio.world.session_name())
    studio.say("files.added", label=studio.words.label(label))


def _carry_out(studio: Studio, browser: Browser, path: Path) -> None:
    match browser.purpose:
        case "open":
            open_profile(studio, path)
        case "save_as":
            _save_as(studio, path)
        case "import":
            _import(studio, path)
        case "export":
            _export(studio, path)
        case "pictures":
            _add_pictures(studio, browser.label, path)
        case "camera":
            studio.choose_camera(str(path))
