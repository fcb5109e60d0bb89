"""The profile's file format: a zip of ``manifest.json``, ``vectors/N.npy`` and ``examples/ID.jpg``.

``vectors/N.npy`` holds block N of the manifest's list as float16, ``presence.npy`` how surely each
block was found as float32 (see ``bridge.vectors``): a row per example, then their variants.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bridge.dataset import Dataset, Example
from bridge.errors import ProfileError
from bridge.files import written_whole
from bridge.profile import LabelInfo, Profile
from bridge.settings import METRICS, RecogniserSettings
from bridge.types import Embedding
from bridge.vectors import block_names, block_table, from_tables, npy, presence_table
from bridge.view import View

FORMAT = "posebridge-profile"
VERSION = 1
MAX_BYTES = 2_000_000_000
MAX_MANIFEST = 50_000_000
MAX_JPEG = 5_000_000
NPY_HEADER = 1024


def write_profile(profile: Profile, path: Path) -> None:
    """Write ``profile`` to ``path``, whole or not at all. Raises ProfileError."""
    examples = list(profile.dataset)
    embeddings = [example.embedding for example in examples]
    embeddings += [variant for example in examples for variant in example.variants]
    blocks = block_names(embeddings)
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "name": profile.name,
        "backbone": {"name": profile.backbone, "sha256": profile.sha256},
        "view": asdict(profile.view),
        "settings": asdict(profile.settings),
        "labels": [asdict(label) for label in profile.labels],
        "blocks": blocks,
        "examples": [
            {
                "id": example.id,
                "label": example.label,
                "session": example.session,
                "time": example.time,
                "jpeg": example.jpeg is not None,
                "variants": len(example.variants),
            }
            for example in examples
        ],
    }
    try:
        with written_whole(path) as stream, zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
            archive.writestr("presence.npy", npy(presence_table(embeddings, blocks)))
            for number, block in enumerate(blocks):
                archive.writestr(f"vectors/{number}.npy", npy(block_table(embeddings, block)))
            for example in examples:
                if example.jpeg is not None:
                    archive.writestr(f"examples/{example.id}.jpg", example.jpeg)
    except OSError as error:
        raise ProfileError(
            f'Cannot write the profile "{path}": {error.strerror}.',
            key="unwritable",
            name=path.name,
        ) from error


def read_profile(path: Path) -> Profile:
    """Read and check the profile at ``path``. Raises ProfileError."""
    with _opened(path) as reader:
        return reader.profile()


def read_network(path: Path) -> str:
    """Read only the name of the network that a profile was taught with. Raises ProfileError."""
    with _opened(path) as reader:
        return str(reader.manifest()["backbone"]["name"])


@contextmanager
def _opened(path: Path) -> Iterator["_Reader"]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield _Reader(path, archive)
    except FileNotFoundError as error:
        raise ProfileError(
            f'There is no profile "{path}".',
            f"make one with: posebridge train {path} --from DIR, or in posebridge studio",
            key="profile_missing",
            name=path.name,
        ) from error
    except IsADirectoryError as error:
        raise ProfileError(f'"{path}" is a folder, not a profile.') from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise ProfileError(
            f'"{path}" is not a whole profile file: {error}.',
            "it may have been cut off in copying",
            key="profile_damaged",
            name=path.name,
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ProfileError(
            f'The profile "{path}" is damaged: {error}.', key="profile_damaged", name=path.name
        ) from error


class _Reader:
    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive

    def manifest(self) -> dict[str, Any]:
        self._refuse_hostile_names()
        manifest = json.loads(self._bytes("manifest.json", MAX_MANIFEST))
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise ProfileError(
                f'"{self._path}" is a zip file, but not a profile.',
                key="profile_damaged",
                name=self._path.name,
            )
        if manifest["version"] != VERSION:
            raise ProfileError(
                f'"{self._path}" has profile version {manifest["version"]!r}; '
                f"this Posebridge reads version {VERSION}.",
                "update Posebridge",
                key="profile_newer",
                name=self._path.name,
            )
        return manifest

    def profile(self) -> Profile:
        manifest = self.manifest()
        return Profile(
            name=str(manifest["name"]),
            backbone=str(manifest["backbone"]["name"]),
            sha256=str(manifest["backbone"]["sha256"]),
            dataset=Dataset(self._examples(manifest)),
            view=_view(manifest["view"]),
            settings=_settings(manifest["settings"]),
            labels=tuple(_label(row) for row in manifest["labels"]),
        )

    def _refuse_hostile_names(self) -> None:
        entries = self._archive.infolist()
        for entry in entries:
            name = PurePosixPath(entry.filename)
            if name.is_absolute() or ".." in name.parts or "\\" in entry.filename:
                raise ProfileError(
                    f'The profile "{self._path}" holds a file that reaches outside it: '
                    f'"{entry.filename}".',
                    "it was not written by Posebridge; do not use it",
                )
        if sum(entry.file_size for entry in entries) > MAX_BYTES:
            raise ProfileError(
                f'The profile "{self._path}" would unpack to more than 2 GB.',
                "it was not written by Posebridge; do not use it",
            )

    def _bytes(self, name: str, limit: int) -> bytes:
        size = self._archive.getinfo(name).file_size
        if size > limit:
            raise ValueError(f"{name} is larger than it can be ({size} bytes)")
        return self._archive.read(name)

    def _array(self, name: str, rows: int, columns: int | None, kind: str) -> NDArray[np.float32]:
        limit = NPY_HEADER + rows * 4 * (columns or 200_000)
        array = np.load(io.BytesIO(self._bytes(name, limit)), allow_pickle=False)
        shape_fits = array.ndim == 2 and len(array) == rows and columns in (None, array.shape[1])
        if array.dtype != np.dtype(kind) or not shape_fits:
            raise ValueError(f"{name} has the wrong shape or type")
        if not np.isfinite(array).all():
            raise ValueError(f"{name} holds values that are no numbers")
        return np.asarray(array, np.float32)

    def _embeddings(self, manifest: dict[str, Any]) -> list[Embedding]:
        blocks = [str(block) for block in manifest["blocks"]]
        count = sum(1 + max(int(row["variants"]), 0) for row in manifest["examples"])
        presence = self._array("presence.npy", count, len(blocks), "<f4")
        tables = {
            block: self._array(f"vectors/{number}.npy", count, None, "<f2")
            for number, block in enumerate(blocks)
        }
        return from_tables(tables, presence)

    def _examples(self, manifest: dict[str, Any]) -> list[Example]:
        rows, embeddings = manifest["examples"], self._embeddings(manifest)
        variants = iter(embeddings[len(rows) :])
        found: dict[int, Example] = {}
        for row, embedding in zip(rows, embeddings, strict=False):
            number = int(row["id"])
            if number < 0 or number in found:
                raise ValueError(f"the example {number} appears twice")
            found[number] = Example(
                number,
                str(row["label"]),
                str(row["session"]),
                float(row["time"]),
                embedding,
                self._bytes(f"examples/{number}.jpg", MAX_JPEG) if row["jpeg"] else None,
                tuple(islice(variants, int(row["variants"]))),
            )
        return list(found.values())


def _label(row: dict[str, Any]) -> LabelInfo:
    enter = row.get("enter")
    return LabelInfo(
        str(row["name"]),
        str(row["colour"]),
        bool(row["neutral"]),
        None if enter is None else min(max(float(enter), 0.0), 1.0),
    )


def _view(row: dict[str, Any]) -> View:
    left, top, right, bottom = (min(max(float(part), 0.0), 1.0) for part in row["region"])
    if left >= right or top >= bottom or row["crop"] not in ("full", "square"):
        raise ValueError("the view is not possible")
    return View(bool(row["mirror"]), row["crop"], (left, top, right, bottom))


def _settings(row: dict[str, Any]) -> RecogniserSettings:
    settings = RecogniserSettings(**row)
    if settings.metric not in METRICS or not 1 <= int(settings.k) <= 1000:
        raise ValueError("the settings are not possible")
    return RecogniserSettings(**{**row, "blocks": tuple(str(name) for name in settings.blocks)})
