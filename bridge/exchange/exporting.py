"""A profile as files of other tools."""

from collections.abc import Sequence
from pathlib import Path

from bridge.errors import DataError, ProfileError
from bridge.exchange.arff import write_arff
from bridge.exchange.csvtable import write_csv
from bridge.exchange.folder import write_folder, write_zip
from bridge.exchange.knnjson import write_knn_json
from bridge.profile import Profile

USUAL_BLOCK = "pooled"


def export_profile(profile: Profile, destination: Path, blocks: Sequence[str] = ()) -> int:
    """Write a profile whole or not at all, and return the number of examples in the file.

    The ending of ``destination`` says how: none is a new folder of pictures, ``.zip`` the same in
    one file; ``.csv``, ``.arff`` and ``.json`` are features, of all ``blocks`` unless some are
    named (JSON: of one). Raises DataError, or ProfileError for an empty profile.
    """
    if not len(profile.dataset):
        raise ProfileError(f'The profile "{profile.name}" has no examples yet.')
    match destination.suffix.lower():
        case "":
            return write_folder(profile, destination)
        case ".zip":
            return write_zip(profile, destination)
        case ".csv":
            return write_csv(profile, destination, blocks)
        case ".arff":
            return write_arff(profile, destination, blocks)
        case ".json":
            return write_knn_json(profile, destination, blocks[0] if blocks else USUAL_BLOCK)
        case other:
            raise DataError(
                f'There is no format for "{other}".', "use .zip, .csv, .arff, .json or a folder"
            )
