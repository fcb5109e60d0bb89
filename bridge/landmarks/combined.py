"""A network's features and landmarks side by side: more blocks, one backbone."""

import hashlib
from collections.abc import Collection, Mapping, Sequence

from bridge.backbones import Backbone, HelpedBackbone, SharedBackbone
from bridge.backbones.store import NETWORK, open_backbone, wait_for
from bridge.landmarks.blocks import LandmarkBlocks
from bridge.types import Embedding, Frame, Image


def open_combined() -> "CombinedBackbone":
    """Begin to load the default network and all landmark networks; raises BackboneError."""
    return CombinedBackbone(open_backbone(NETWORK, wait=False), LandmarkBlocks())


class CombinedBackbone:
    """Joins the blocks of a ``network`` with those of ``landmarks``.

    ``sha256`` covers all networks. ``choose`` leaves out what a profile does not need, which
    changes neither name nor hash: a profile fits whatever is computed.
    """

    name = "landmarks"

    def __init__(self, network: Backbone, landmarks: LandmarkBlocks) -> None:
        self.sha256 = hashlib.sha256(f"{network.sha256}{landmarks.sha256}".encode()).hexdigest()
        self.blocks: Mapping[str, int] = {**network.blocks, **landmarks.blocks}
        self._network = network
        self._landmarks = landmarks
        self._network_wanted = True

    def wait(self) -> None:
        """Wait until all networks are loaded; raises BackboneError when one cannot be used."""
        wait_for(self._network)
        self._landmarks.wait()

    @property
    def helpers(self) -> frozenset[int]:
        """The cores that whoever follows one stream should leave to the networks' other threads."""
        network = self._network.helpers if isinstance(self._network, HelpedBackbone) else ()
        return self._landmarks.helpers.union(network)

    @property
    def looks(self) -> int:
        """How many frames of one still picture are worth following, as things stand."""
        return self._landmarks.looks

    def choose(self, blocks: Collection[str]) -> None:
        """Compute only what these blocks need from now on; the others are absent."""
        self._network_wanted = not self._network.blocks.keys().isdisjoint(blocks)
        self._landmarks.choose(blocks)

    def embed(self, images: Sequence[Image]) -> list[Embedding]:
        """Embed independent pictures, RGB uint8 (H, W, 3) of any size."""
        found = self._landmarks.embed(images)
        if not self._network_wanted:
            return found
        features = self._network.embed(images)
        return [_join(a, b) for a, b in zip(features, found, strict=True)]

    def follow(self, frame: Frame) -> Embedding:
        """Embed the next frame of a stream; landmarks are looked for where they were."""
        found = self._landmarks.follow(frame)
        return _join(self._network.follow(frame), found) if self._network_wanted else found

    def twin(self) -> "CombinedBackbone":
        """Return a backbone for another stream, with the same networks in memory."""
        network = self._network
        shared = network.twin() if isinstance(network, SharedBackbone) else network
        return CombinedBackbone(shared, self._landmarks.twin())

    def close(self) -> None:
        """Free all networks."""
        self._network.close()
        self._landmarks.close()


def _join(features: Embedding, found: Embedding) -> Embedding:
    return Embedding(
        {**features.blocks, **found.blocks},
        features.time,
        features.index,
        {**features.presence, **found.presence},
        found.skeletons,
    )
