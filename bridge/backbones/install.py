"""Make a network file and its card a backbone of this player: download it or copy it."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bridge.backbones.card import MAX_NETWORK_BYTES, Card, parse_card, read_json
from bridge.backbones.download import Progress, download
from bridge.backbones.onnx import OnnxBackbone
from bridge.backbones.taps import inner_layers
from bridge.errors import BackboneError
from bridge.files import written_whole
from bridge.resources import shared_folder, user_folder


def downloadable() -> dict[str, Path]:
    """Return the cards of networks that ``get`` knows, by name."""
    folder = shared_folder("models") / "downloads"
    return {path.stem: path for path in sorted(folder.glob("*.json"))}


def get(
    name: str, progress: Progress, *, url: str | None = None, sha256: str | None = None
) -> Card:
    """Download a known network, verify it and install it; works offline afterwards.

    ``url`` replaces the addresses on the card, ``sha256`` what is expected there. Raises
    BackboneError; what was downloaded before the server failed is kept for the next attempt.
    """
    known = downloadable()
    if name not in known:
        raise BackboneError(
            f'There is no network called "{name}" to get.', "known: " + ", ".join(known)
        )
    data = read_json(known[name])
    data["sha256"] = (sha256 or data["sha256"]).lower()
    card = _at_home(data, known[name])
    path = card.folder / card.file
    failure: BackboneError | None = None
    for address in (url,) if url else card.urls:
        try:
            download(address, path, card.sha256, progress)
        except BackboneError as error:
            failure = error
        else:
            return _install(data, path, known[name])
    raise failure or BackboneError(f'The card of "{name}" has no address to get it from.')


def add(network: Path, card_file: Path) -> Card:
    """Copy a network that the player brings, with its card, and install it.

    A card without ``sha256`` gets the file's; with one, the file must match.
    """
    data = read_json(card_file)
    if not isinstance(data, dict):
        raise BackboneError(f'The card "{card_file}" must be a JSON object.')
    try:
        if network.stat().st_size > MAX_NETWORK_BYTES:
            raise BackboneError(f'"{network}" is too large for a network.')
        content = network.read_bytes()
    except OSError as error:
        raise BackboneError(f'Cannot read "{network}": {error.strerror}.') from error
    found = hashlib.sha256(content).hexdigest()
    data = {"sha256": found, **data, "file": f"{data.get('name')}.onnx"}
    card = _at_home(data, card_file)
    if card.sha256 != found:
        raise BackboneError(f'"{network}" does not have the SHA-256 that its card says.')
    if (shared_folder("models") / f"{card.name}.json").exists():
        raise BackboneError(f'"{card.name}" is the name of a shipped network.', "choose another")
    if card.classes is not None:
        _copy_names(card_file.parent / card.classes.names)
    path = card.folder / card.file
    with written_whole(path) as file:
        file.write(content)
    return _install(data, path, card_file)


def _home() -> Path:
    return user_folder("backbones")


def _at_home(data: dict[str, Any], told: Path) -> Card:
    """Return the card of an installed network; what is wrong with it is said of ``told``."""
    return replace(parse_card(data, told), folder=_home())


def _copy_names(source: Path) -> None:
    if source.is_file():
        _home().mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, _home() / source.name)


def _install(data: dict[str, Any], path: Path, told: Path) -> Card:
    """Find the layers in the network, try it, and write its card: only then it is installed."""
    card_file = path.with_name(f"{data['name']}.json")
    try:
        blocks = _find_layers(data["blocks"], path.read_bytes())
        data = {**data, "blocks": blocks}
        data["default_blocks"] = [b for b in data.get("default_blocks", blocks) if b in blocks]
        card = _at_home(data, told)
        (embedding,) = OnnxBackbone(card, list(blocks)).embed([np.zeros((64, 64, 3), np.uint8)])
    except BackboneError:
        path.unlink()
        raise
    for name, vector in embedding.blocks.items():
        blocks[name]["size"] = len(vector)
    with written_whole(card_file) as file:
        file.write(json.dumps(data, indent=2).encode())
    return parse_card(data, card_file)


def _find_layers(blocks: dict[str, Any], network: bytes) -> dict[str, Any]:
    """Replace names such as ``@pooled`` by the network's own; what it lacks is left out."""
    layers = inner_layers(network)
    named = {
        name: {**block, "tensor": layers.get(block["tensor"], block["tensor"])}
        for name, block in blocks.items()
    }
    return {n: block for n, block in named.items() if not block["tensor"].startswith("@")}
