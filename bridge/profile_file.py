"""The profile's file format: a zip of ``manifest.json``, ``vectors/N.npy`` and ``examples/ID.jpg``.

``vectors/N.npy`` holds block N of the manifest's list as float16, ``presence.npy`` how surely each
block was found as float32 (see ``bridge.vectors``): a row per example, then their variants.
"""

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
from bridge.profile import Profile
from bridge.profile_parts import flag, label_of, number, settings_of, text, view_of, whole
from bridge.types import Embedding
from bridge.vectors import block_names, block_table, from_npy, from_tables, npy, presence_table

FORMAT = "posebridge-profile"
VERSION = 1
MAX_BYTES = 2_000_000_000
MAX_MANIFEST = 50_000_000
MAX_JPEG = 5_000_000
NPY_HEADER = 1024
MOST = 10_000_000  # examples, and variants of one
LAST_ID = 2**53  # which every JSON reader takes for what it is
# Python reads two more ways of packing, whose readers fail in ways of their own.
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LOCKED = 0x1  # with a password
NOT_OURS = "it was not written by Posebridge; do not use it"


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
    except UnicodeEncodeError as error:
        raise ProfileError(
            f'Cannot write the profile "{path}": a name in it is not UTF-8.',
            "name the file and its poses with letters that every system has",
        ) from error


def read_profile(path: Path) -> Profile:
    """Read and check the profile at ``path``. Raises ProfileError."""
    with _opened(path) as reader:
        return reader.profile()


def read_network(path: Path) -> str:
    """Read only the name of the network that a profile was taught with. Raises ProfileError."""
    with _opened(path) as reader:
        return text(reader.manifest()["backbone"]["name"])


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
    except OSError as error:
        raise ProfileError(
            f'The profile "{path}" cannot be read: {error.strerror or error}.'
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ProfileError(
            f'The profile "{path}" is damaged: {error}.',
            "use a copy of it, or teach it anew",
            key="profile_damaged",
            name=path.name,
        ) from error


class _Reader:
    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive

    def manifest(self) -> dict[str, Any]:
        self._refuse_hostile()
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
            name=text(manifest["name"]),
            backbone=text(manifest["backbone"]["name"]),
            sha256=text(manifest["backbone"]["sha256"]),
            dataset=Dataset(self._examples(manifest)),
            view=view_of(manifest["view"]),
            settings=settings_of(manifest["settings"]),
            labels=tuple(label_of(row) for row in manifest["labels"]),
            origin=self._path,
        )

    def _refuse_hostile(self) -> None:
        entries = self._archive.infolist()
        for entry in entries:
            name = PurePosixPath(entry.filename)
            if name.is_absolute() or ".." in name.parts or "\\" in entry.filename:
                raise ProfileError(
                    f'The profile "{self._path}" holds a file that reaches outside it: '
                    f'"{entry.filename}".',
                    NOT_OURS,
                )
            if entry.compress_type not in PACKED or entry.flag_bits & LOCKED:
                raise ProfileError(
                    f'The profile "{self._path}" is packed in a way that Posebridge never packs.',
                    NOT_OURS,
                )
        if sum(entry.file_size for entry in entries) > MAX_BYTES:
            raise ProfileError(
                f'The profile "{self._path}" would unpack to more than 2 GB.',
                NOT_OURS,
            )

    def _bytes(self, name: str, limit: int) -> bytes:
        size = self._archive.getinfo(name).file_size
        if size > limit:
            raise ValueError(f"{name} is larger than it can be ({size} bytes)")
        return self._archive.read(name)

    def _array(self, name: str, rows: int, columns: int | None, kind: str) -> NDArray[np.float32]:
        limit = NPY_HEADER + rows * 4 * (columns or 200_000)
        content = self._bytes(name, limit)
        try:
            array = from_npy(content)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
        fits = len(array) == rows and columns in (None, array.shape[1])
        if array.dtype != np.dtype(kind) or not fits:
            raise ValueError(f"{name} has the wrong shape or type")
        if columns is None and not array.shape[1]:
            raise ValueError(f"{name} is a block without features")
        if not np.isfinite(array).all():
            raise ValueError(f"{name} holds values that are no numbers")
        return np.asarray(array, np.float32)

    def _embeddings(self, manifest: dict[str, Any]) -> list[Embedding]:
        blocks = [text(block) for block in manifest["blocks"]]
        count = sum(1 + whole(row["variants"], 0, MOST) for row in manifest["examples"])
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
            place = whole(row["id"], 0, LAST_ID)
            if place in found:
                raise ValueError(f"the example {place} appears twice")
            found[place] = Example(
                place,
                text(row["label"]),
                text(row["session"]),
                number(row["time"]),
                embedding,
                self._bytes(f"examples/{place}.jpg", MAX_JPEG) if flag(row["jpeg"]) else None,
                tuple(islice(variants, row["variants"])),
            )
        return list(found.values())
