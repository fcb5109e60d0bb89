"""Download a large file: with progress, resumable, and never used before its hash is right."""

import hashlib
import http.client
import os
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from bridge.backbones.card import MAX_NETWORK_BYTES
from bridge.errors import BackboneError

TIMEOUT_S = 30
CHUNK = 1 << 16

Progress = Callable[[int, int | None], None]


def download(url: str, path: Path, sha256: str, progress: Progress) -> None:
    """Fetch ``url`` into ``path``, going on where an earlier attempt stopped.

    ``progress`` is told the bytes so far and the total, where known. Raises BackboneError when
    the server fails (what came so far is kept in ``path`` + ".part") or when the file is not the
    expected one (it is removed).
    """
    if not _is_address(url):
        raise BackboneError(f'"{url}" is not a web address.', "it must begin with https://")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        _fetch(url, part, progress)
    except (OSError, http.client.HTTPException) as error:
        raise _failure(urlsplit(url).netloc, part, error) from error
    with part.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        part.unlink()
        raise BackboneError(
            f"What {urlsplit(url).netloc} sent is not the expected file, so it was removed.",
            f"expected SHA-256 {sha256}, got {found}",
        )
    part.replace(path)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _failure(server: str, part: Path, error: Exception) -> BackboneError:
    reason = getattr(error, "reason", error)
    text = getattr(reason, "strerror", None) or str(reason)
    if not part.exists():
        return BackboneError(
            f"Nothing could be downloaded from {server}: {text}.",
            "check the internet connection, or give another address with --url",
        )
    return BackboneError(
        f"The download from {server} stopped after {part.stat().st_size:,} bytes: {text}.",
        "run the same command again to go on from there",
    )


def _fetch(url: str, part: Path, progress: Progress) -> None:
    start = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"User-Agent": "posebridge"})
    if start:
        request.add_header("Range", f"bytes={start}-")
    try:
        answer = urllib.request.urlopen(request, timeout=TIMEOUT_S)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return  # everything is here already; the hash decides
        raise
    with answer:
        if answer.status != http.HTTPStatus.PARTIAL_CONTENT:
            start = 0
        length = answer.headers.get("Content-Length")
        total = start + int(length) if length else None
        done = start
        with part.open("ab" if start else "wb") as file:
            while chunk := answer.read(CHUNK):
                done += len(chunk)
                if done > MAX_NETWORK_BYTES:
                    raise OSError("the file is too large")
                file.write(chunk)
                progress(done, total)
            file.flush()
            os.fsync(file.fileno())
    if total is not None and done < total:
        raise OSError(f"the server sent {done:,} of {total:,} bytes")
