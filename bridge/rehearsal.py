"""How the virtual players learn: the drawn one poses, the one of pictures is split."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bridge.backbones import Backbone
from bridge.cameras import PosingCamera
from bridge.cameras.actor import PictureActor
from bridge.cameras.synthetic import SyntheticPlayer
from bridge.errors import DataError
from bridge.folders import Picture, read_folder
from bridge.profile import LabelInfo, Profile, is_neutral, new_profile
from bridge.settings import RecogniserSettings
from bridge.training import Advance, quietly, train_profile
from bridge.view import View

NEUTRAL = "none"
SESSIONS = 5
EXAMPLES = 3  # of each pose in each session
MOVING = 2  # frames of a recording during which the arms still move
RECORDING_RATE = 10.0
LEARNING_SHARE = 0.6


# The usual strictness refuses 1 in 20 pictures of taught poses, and these players show no others.
LENIENT = RecogniserSettings(strictness=0.1)


@dataclass(frozen=True, slots=True)
class Performer:
    """Somebody who poses, and the profile that was taught with their poses."""

    camera: PosingCamera
    profile: Profile


def drawn_player(
    directions: Sequence[str], backbone: Backbone, seed: int = 0, advance: Advance = quietly
) -> Performer:
    """Return the drawn player with a profile of its poses, recorded ahead of time.

    Raises DataError when the drawn player lacks a pose for a direction.
    """
    camera = SyntheticPlayer(seed)
    for direction in directions:
        if direction not in camera.poses:
            raise DataError(
                f'The drawn player has no pose for "{direction}".',
                "let it be played with pictures: posebridge demo --player FOLDER",
            )
    # A player of the same looks whose time runs as fast as frames are drawn.
    model = SyntheticPlayer(seed, rate=RECORDING_RATE, paced=False)
    profile = rehearse(model, (NEUTRAL, *directions), backbone, View(mirror=True), advance)
    return Performer(camera, profile)


def picture_player(
    folder: Path,
    directions: Sequence[str],
    backbone: Backbone,
    seed: int = 0,
    advance: Advance = quietly,
) -> Performer:
    """Return a player of real pictures, taught with other pictures than it shows.

    Raises DataError as ``split_pictures`` does, and when a picture cannot be read.
    """
    learnt, played = split_pictures(folder, directions)
    profile = train_profile(folder.name, backbone, learnt, keep_pictures=False, advance=advance)
    profile.settings = LENIENT
    return Performer(PictureActor(played, NEUTRAL, seed=seed), profile)


def rehearse(
    camera: PosingCamera,
    poses: Sequence[str],
    backbone: Backbone,
    view: View,
    advance: Advance = quietly,
) -> Profile:
    """Return a profile of 5 recordings of each pose, 3 frames each, as the camera shows them.

    The first frames after each change of pose are dropped, since the arms still move.
    """
    profile = new_profile("rehearsal", backbone, view)
    profile.settings = LENIENT
    profile.labels = tuple(LabelInfo(pose, neutral=pose == NEUTRAL) for pose in poses)
    camera.open()
    for session in range(SESSIONS):
        for pose in poses:
            camera.show(pose)
            frames = [camera.read() for _ in range(MOVING + EXAMPLES)][MOVING:]
            images = [view.apply(frame.image) for frame in frames if frame]
            for embedding in backbone.embed(images):
                profile.dataset.add(pose, embedding, f"{session}")
            advance(len(images))
    camera.close()
    return profile


def split_pictures(
    folder: Path, directions: Sequence[str]
) -> tuple[list[Picture], dict[str, list[Path]]]:
    """Return the pictures to learn from, and those to play with by pose.

    Of each pose, in order of the file names, the first 60 % are learnt and the others played: no
    picture is in both. Folders that are neither a direction nor the neutral pose are left out; the
    neutral one may have any of its usual names (``bridge.profile.NEUTRAL_NAMES``). Raises
    DataError when a pose is missing or has fewer than two pictures.
    """
    by_pose: dict[str, list[Picture]] = {pose: [] for pose in (NEUTRAL, *directions)}
    for picture in read_folder(folder):
        pose = NEUTRAL if is_neutral(picture.label) else picture.label
        if pose in by_pose:
            by_pose[pose].append(Picture(picture.path, pose, picture.session))
    lacking = [pose for pose, pictures in by_pose.items() if len(pictures) < 2]
    if lacking:
        raise DataError(
            f'"{folder}" needs at least two pictures each of: {", ".join(lacking)}.',
            f"one folder for each pose, called {', '.join(by_pose)}",
        )
    learnt: list[Picture] = []
    played: dict[str, list[Path]] = {}
    for pose, pictures in by_pose.items():
        cut = min(max(1, round(LEARNING_SHARE * len(pictures))), len(pictures) - 1)
        learnt += pictures[:cut]
        played[pose] = [picture.path for picture in pictures[cut:]]
    return learnt, played
