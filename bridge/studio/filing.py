"""Profiles and pictures on the disk: open, save as, import, export."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from bridge.errors import PosebridgeError
from bridge.profile import Profile, load_profile, save_profile
from bridge.studio.configuring import write_config
from bridge.studio.dialogs import Browser, Purpose
from bridge.studio.errand import Advance, Finish
from bridge.studio.lesson import Lesson
from bridge.studio.model import Screen, Studio
from bridge.studio.renewing import open_other
from bridge.studio.saving import frozen_copy
from bridge.studio.transfer import export_target, import_source, read_files

SUFFIX = ".pose"
PROJECTS = (".zip", ".tm", ".json", ".csv", ".arff")


def browse(studio: Studio, purpose: Purpose, label: str = "") -> None:
    """Let the player look for a file or folder."""
    folder = studio.bench.path.parent if purpose in ("open", "save_as") else studio.world.home
    browser = Browser(purpose, folder, label=label)
    browser.go(folder if folder.is_dir() else studio.world.home)
    studio.show(browser)


def choose(studio: Studio, browser: Browser, path: Path) -> None:
    """Do what the browser was opened for; errors are shown and change nothing.

    Before another file is replaced the browser asks, and does it when this is called again.
    """
    studio.show(None)
    try:
        if browser.saves and browser.replacing != path and _is_another(studio, path):
            browser.replacing = path
            studio.show(browser)
            return
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
    except PosebridgeError as error:
        studio.complain(error)


def drop(studio: Studio, path: Path, label: str | None) -> None:
    """Take in a file or folder dropped on the window, pictures onto the pose ``label``.

    Nothing is taken in while something else still is.
    """
    if studio.errand is not None:
        return
    try:
        if path.suffix.lower() == SUFFIX:
            open_profile(studio, path)
        elif path.is_file() and path.suffix.lower() in PROJECTS:
            _import(studio, path)
        elif label is not None:
            _add_pictures(studio, label, path)
        else:
            studio.say("files.which_pose")
    except PosebridgeError as error:
        studio.complain(error)


def new_profile(studio: Studio) -> None:
    """Begin an empty profile with the same view of the camera."""
    bench = studio.bench
    path = free_path(studio.world.profiles, "poses")
    old = bench.profile
    studio.use(Profile(path.stem, old.backbone, old.sha256, view=old.view), path)
    studio.go(Screen.GOAL)


def duplicate(studio: Studio) -> None:
    """Go on with a copy, so that the original stays as it is."""
    try:
        _save_as(studio, free_path(studio.bench.path.parent, studio.bench.path.stem))
    except PosebridgeError as error:
        studio.complain(error)


def free_path(folder: Path, stem: str) -> Path:
    """Return a profile path in ``folder`` that does not exist: ``stem``, ``stem 2``, ..."""
    return next(free_paths(folder, stem))


def free_paths(folder: Path, stem: str) -> Iterator[Path]:
    """Yield one path after the other that does not exist, as ``free_path`` does."""
    for number in count(1):
        path = folder / f"{stem}{f' {number}' if number > 1 else ''}{SUFFIX}"
        if not path.exists():
            yield path


def open_profile(studio: Studio, path: Path) -> None:
    """Open a profile, with the network that taught it; raises ProfileError."""
    profile = load_profile(path)
    if profile.sha256 != studio.bench.backbone.sha256:
        open_other(studio, path, profile)
        return
    studio.use(profile, path)
    studio.say("files.opened", name=path.name)


def _is_another(studio: Studio, path: Path) -> bool:
    """Whether a file other than the profile in use lies there; raises ProfileError as ``use``."""
    studio.bench.check_free(path)
    own = studio.bench.path
    return path.exists() and path != own and not (own.exists() and path.samefile(own))


def _save_as(studio: Studio, path: Path) -> None:
    studio.bench.check_free(path)
    copy = frozen_copy(studio.bench.profile)
    copy.name = path.stem
    save_profile(copy, path)
    studio.use(copy, path)
    studio.say("files.saved_as", name=path.name)


def _import(studio: Studio, path: Path) -> None:
    if path.suffix.lower() == SUFFIX:
        open_profile(studio, path)
        return
    backbone, private = studio.bench.backbone, studio.settings.private

    def job(advance: Advance) -> Finish:
        made = import_source(path, backbone, private=private, advance=advance)

        def finish() -> None:
            studio.use(made, free_path(studio.world.profiles, path.stem))
            studio.bench.save()
            studio.go(Screen.TEACH)
            studio.say("files.imported", name=path.name)

        return finish

    studio.run_errand(job)


def _export(studio: Studio, path: Path) -> None:
    if path.suffix.lower() == ".yaml":
        bench = studio.bench
        write_config(
            path,
            profile=bench.path,
            camera=studio.settings.camera,
            cards=studio.album.cards,
            keys=bench.keys,
        )
        studio.say("files.exported", name=path.name)
        return
    copy = frozen_copy(studio.bench.profile)

    def job(_: Advance) -> Finish:
        export_target(copy, path)
        return lambda: studio.say("files.exported", name=path.name)

    studio.run_errand(job)


def _add_pictures(studio: Studio, label: str, path: Path) -> None:
    backbone, private = studio.bench.backbone, studio.settings.private
    session = studio.world.session_name()

    def job(advance: Advance) -> Finish:
        found = read_files(path, backbone, advance)

        def add(lesson: Lesson) -> None:
            lesson.begin(label, session)
            for embedding, jpeg in found:
                lesson.add(embedding, 0.0, jpeg, keep=not private)
            lesson.end()

        def finish() -> None:
            studio.bench.change(add)
            studio.say("files.added", label=studio.words.label(label))

        return finish

    studio.run_errand(job)
