"""Other tools' files in and out, on the errand's thread."""

from pathlib import Path

from bridge.backbones import Backbone
from bridge.errors import DataError, ProfileError
from bridge.exchange.arff import write_arff
from bridge.exchange.csvtable import write_csv
from bridge.exchange.folder import write_folder, write_zip
from bridge.exchange.importing import READERS, add_pictures, add_vectors
from bridge.exchange.knnjson import write_knn_json
from bridge.exchange.pictures import read_pictures, view_of
from bridge.pictures import list_pictures, load_image
from bridge.profile import Profile, new_profile
from bridge.studio.errand import Advance
from bridge.training import BATCH, kept_jpeg
from bridge.types import Embedding

KNN_BLOCK = "pooled"  # the block that ml5 and ml2scratch would have


def import_source(path: Path, backbone: Backbone, *, private: bool, advance: Advance) -> Profile:
    """Return a new profile of everything in a file or folder; raises DataError."""
    made = new_profile(path.stem, backbone, view_of(path))
    features = READERS.get(path.suffix.lower()) if path.is_file() else None
    if features is not None:
        add_vectors(made, backbone, features(path), path)
    else:
        add_pictures(
            made, backbone, read_pictures(path), keep_pictures=not private, advance=advance
        )
    return made


def export_target(profile: Profile, path: Path) -> None:
    """Write a profile as the ending of ``path`` says; raises DataError or ProfileError."""
    if not len(profile.dataset):
        raise ProfileError(
            "There is nothing to export yet.", "teach a pose first", key="nothing_to_export"
        )
    match path.suffix.lower():
        case "":
            write_folder(profile, path)
        case ".zip":
            write_zip(profile, path)
        case ".csv":
            write_csv(profile, path, ())
        case ".arff":
            write_arff(profile, path, ())
        case ".json":
            write_knn_json(profile, path, KNN_BLOCK)
        case other:
            raise DataError(
                f'There is no format for "{other}".',
                "use .zip, .csv, .arff, .json or a folder",
                key="no_format",
                name=other,
            )


def read_files(path: Path, backbone: Backbone, advance: Advance) -> list[tuple[Embedding, bytes]]:
    """Embed a picture, or all pictures directly in a folder; raises DataError."""
    paths = list_pictures(path) if path.is_dir() else [path]
    if not paths:
        raise DataError(
            f'There are no pictures in "{path.name}".', key="no_pictures", name=path.name
        )
    found: list[tuple[Embedding, bytes]] = []
    for start in range(0, len(paths), BATCH):
        images = [load_image(each) for each in paths[start : start + BATCH]]
        jpegs = [kept_jpeg(image) for image in images]
        found += zip(backbone.embed(images), jpegs, strict=True)
        advance(len(images))
    return found
