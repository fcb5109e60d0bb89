"""Landmark blocks: what hands, bodies and heads do, for the recogniser."""

import copy
import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Self

from bridge.errors import BackboneError
from bridge.landmarks import bodies, body_vectors, faces, hand_vectors, hands, head_vectors
from bridge.landmarks.network import Network, read_card
from bridge.landmarks.sense import Seen, Sense, join
from bridge.machine import cores
from bridge.parallel import each
from bridge.types import Embedding, Frame, Image

AnySense = Sense[hands.Hand] | Sense[bodies.Body] | Sense[faces.Face]

BLOCKS: Mapping[str, Mapping[str, int]] = {
    "hand": hand_vectors.BLOCKS,
    "body": body_vectors.BLOCKS,
    "head": head_vectors.BLOCKS,
}
NETWORKS: Mapping[str, tuple[str, str]] = {
    "hand": ("palm_detection", "hand_landmark"),
    "body": ("pose_detection", "pose_landmark"),
    "head": ("face_detection", "face_landmark"),
}


class LandmarkBlocks:
    """A backbone made of landmark networks: a block is absent when nothing is found.

    ``senses`` names those of ``hand``, ``body`` and ``head`` that can be used; ``blocks`` holds all
    their blocks, whichever are computed (see ``choose``). ``sha256`` covers all networks. A network
    is loaded by ``wait`` or at its first use, so that one that is not chosen takes neither time nor
    memory. A stream has two threads for each picture; pictures that are looked at side by side have
    one thread each, in second copies of the networks that load when they are needed.
    """

    name = "landmarks-only"

    def __init__(self, senses: Sequence[str] = tuple(BLOCKS)) -> None:
        unknown = [sense for sense in senses if sense not in BLOCKS]
        if unknown:
            raise BackboneError(f'There is no sense "{unknown[0]}".', f"known: {', '.join(BLOCKS)}")
        self.sha256 = _fingerprint()
        self.blocks: Mapping[str, int] = {
            name: length for sense in senses for name, length in BLOCKS[sense].items()
        }
        self._networks = {sense: load_networks(sense) for sense in senses}
        self._aside = self._networks
        if cores() > 1:
            self._aside = {sense: load_networks(sense, threads=1) for sense in senses}
        self._senses = _open(self._networks)
        self._looking: dict[str, AnySense] = {}
        self._chosen = tuple(self._senses)
        self._turn = 0
        self._last: dict[str, Seen] = {}

    def wait(self) -> None:
        """Load what is to be computed, all at once; raises BackboneError when that fails."""
        networks = [network for sense in self._chosen for network in self._networks[sense]]
        for network in networks:
            network.start()
        for network in networks:
            network.wait()

    @property
    def helpers(self) -> frozenset[int]:
        """The cores that whoever follows one stream should leave to the networks' other threads."""
        networks = [network for sense in self._chosen for network in self._networks[sense]]
        return frozenset().union(*(network.engine.helpers for network in networks))

    @property
    def looks(self) -> int:
        """How many frames of one still picture are worth following, as things stand.

        Until every sense has had its turn, and has looked everywhere if it found nothing.
        """
        turns = 2 if len(self._chosen) > 1 else 1
        return turns * max((self._senses[name].looks for name in self._chosen), default=1)

    def choose(self, blocks: Collection[str]) -> None:
        """Compute only what these blocks need from now on; the others are absent."""
        self._chosen = tuple(
            sense for sense in self._senses if not BLOCKS[sense].keys().isdisjoint(blocks)
        )
        self._last = {}

    def embed(self, images: Sequence[Image]) -> list[Embedding]:
        """Embed independent pictures, RGB uint8 (H, W, 3) of any size, on all cores."""
        if len(images) < 2:
            return [_embedding(self._look(self._senses, image)) for image in images]
        self._looking = self._looking or _open(self._aside)
        look = partial(self._look, self._looking)
        return [_embedding(seen) for seen in each(look, images)]

    def follow(self, frame: Frame) -> Embedding:
        """Embed the next frame of a stream; looks first where things were in the last one.

        Hands are read in every frame. Bodies and heads, which move more slowly, take turns when
        other senses are wanted too, and say in between what they said last.
        """
        self._turn += 1
        for name in self._due():
            self._last[name] = self._senses[name].follow(frame.image, frame.time)
        seen = join([self._last[name] for name in self._chosen])
        return _embedding(seen, frame.time, frame.index)

    def twin(self) -> Self:
        """Return landmarks of another stream: the same networks, which follow other hands.

        Where cores are few both have one thread from now on. Both begin to follow anew.
        """
        if any(network.engine.crowded for pair in self._networks.values() for network in pair):
            self._networks = self._aside
        self._senses = _open(self._networks)
        other = copy.copy(self)
        other._senses = _open(self._networks)
        other._chosen = tuple(other._senses)
        other._turn, other._last = 0, {}
        return other

    def close(self) -> None:
        """Free the networks."""
        self._networks, self._aside = {}, {}
        self._senses, self._looking = {}, {}
        self._chosen = ()

    def _due(self) -> list[str]:
        if len(self._chosen) == 1 or len(self._last) < len(self._chosen):
            return list(self._chosen)
        resting = ("head", "body")[self._turn % 2]
        return [name for name in self._chosen if name != resting]

    def _look(self, senses: Mapping[str, AnySense], image: Image) -> Seen:
        return join([senses[name].look(image) for name in self._chosen])


def _open_hands(detector: Network, landmarks: Network) -> AnySense:
    reader = hands.HandReader(detector, landmarks)
    return Sense("hand", reader, 2, hand_vectors.describe)


def _open_bodies(detector: Network, landmarks: Network) -> AnySense:
    reader = bodies.BodyReader(detector, landmarks)
    return Sense("body", reader, 1, body_vectors.describe)


def _open_faces(detector: Network, landmarks: Network) -> AnySense:
    reader = faces.FaceReader(detector, landmarks)
    return Sense("head", reader, 1, head_vectors.describe)


_OPENERS: Mapping[str, Callable[[Network, Network], AnySense]] = {
    "hand": _open_hands,
    "body": _open_bodies,
    "head": _open_faces,
}


def _open(networks: Mapping[str, tuple[Network, Network]]) -> dict[str, AnySense]:
    return {sense: _OPENERS[sense](*pair) for sense, pair in networks.items()}


def load_networks(sense: str, threads: int | None = None) -> tuple[Network, Network]:
    """Return the detector and the landmark network of a sense, with a stream's threads unless told.

    Raises BackboneError.
    """
    detector, landmarks = NETWORKS[sense]
    threads = threads or min(2, cores())
    return Network(detector, threads=threads), Network(landmarks, threads=threads)


def _fingerprint() -> str:
    """Return one hash for all networks, whichever are loaded: a profile fits any choice of them."""
    hashes = [read_card(name)["sha256"] for pair in NETWORKS.values() for name in pair]
    return hashlib.sha256(json.dumps(hashes).encode()).hexdigest()


def _embedding(seen: Seen, time: float = 0.0, index: int = 0) -> Embedding:
    return Embedding(
        {name: vector for name, (vector, _) in seen.blocks.items()},
        time,
        index,
        {name: score for name, (_, score) in seen.blocks.items()},
        seen.skeletons,
    )
