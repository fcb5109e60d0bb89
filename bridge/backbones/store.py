"""Find backbones by name: the shipped ones, those the player got or added, and plug-ins."""

from collections.abc import Sequence
from pathlib import Path

from bridge.backbones import Backbone, LoadingBackbone
from bridge.backbones.card import Card, load_card
from bridge.errors import BackboneError
from bridge.resources import shared_folder, user_folder

NETWORK = "efficientnet-lite0"  # the shipped network by itself
DEFAULT = "landmarks"  # together with hands, bodies and faces: what new profiles use


def open_backbone(
    name: str = "default", blocks: Sequence[str] | None = None, *, wait: bool = True
) -> Backbone:
    """Load the backbone ``name``; raises BackboneError when there is none or it is damaged.

    ``blocks`` chooses layers of a network with a card; without it the card's defaults are used.
    Without ``wait`` it may still be loading; then damage is told by ``wait_for`` or at first use.
    """
    backbone = _open(DEFAULT if name == "default" else name, blocks)
    if wait:
        wait_for(backbone)
    return backbone


def wait_for(backbone: Backbone) -> None:
    """Wait until a backbone is loaded; raises BackboneError when it cannot be used."""
    if isinstance(backbone, LoadingBackbone):
        backbone.wait()


def find_card(name: str) -> Card:
    """Return the card of an installed network; raises BackboneError when there is none."""
    path = cards().get(NETWORK if name == "default" else name)
    if path is None:
        raise _unknown(name)
    return load_card(path)


def cards() -> dict[str, Path]:
    """Return the card files of all installed networks by name; the player's own win."""
    folders = (shared_folder("models"), user_folder("backbones"))
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.json"))}


def _open(name: str, blocks: Sequence[str] | None) -> Backbone:
    if name in cards():
        from bridge.backbones.onnx import OnnxBackbone

        return OnnxBackbone(find_card(name), blocks)
    # Importing this takes a tenth of the time to the first prediction, and few need it.
    from importlib.metadata import entry_points

    for point in entry_points(group="posebridge.backbones", name=name):
        backbone: Backbone = point.load()()
        return backbone
    raise _unknown(name)


def _unknown(name: str) -> BackboneError:
    return BackboneError(f'There is no backbone called "{name}".', "see: posebridge backbones list")
