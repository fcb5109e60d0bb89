"""Any hand, from anywhere: far away, the left one, in gloves, with other people about.

    python benchmarks/any_hand.py FOLDER sizes [--sense hand|body|head] [--pictures N]
    python benchmarks/any_hand.py FOLDER hands [--swap left:right] [--examples N]
    python benchmarks/any_hand.py FOLDER gloves [--examples N]

``sizes`` shows every picture to a camera of 640 x 480 from ever further away and prints how often
the sense finds what it looks for. ``hands`` teaches the first half of every class (25 pictures) and
shows the last 40 % as they are, by the other hand, and beside a second person who is half as large
and shows another pose; then it teaches by both hands. ``gloves`` does so in gloves. Both print how
often a hand is found, and how often the answer is right, unknown and wrong. ``--swap`` names
classes that trade places when the other hand shows them. The pictures are made of real ones by
``bridge/collage.py``.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bridge.backbones import Backbone
from bridge.challenges import Shown
from bridge.collage import GLOVES, beside, further, gloved, mirrored
from bridge.dataset import Dataset
from bridge.folders import Picture, read_folder
from bridge.knn import Recogniser
from bridge.landmarks.blocks import LandmarkBlocks
from bridge.landmarks.combined import open_combined
from bridge.pictures import load_image, resize
from bridge.protocols import Split, same_session, spread, thinned
from bridge.rows import varied
from bridge.training import variants_of
from bridge.types import Image

SHARES = (1.0, 0.7, 0.5, 0.35, 0.25, 0.18, 0.12)


def sizes(pictures: Sequence[Picture], sense: str, count: int) -> None:
    """Print how often the sense finds something by how large it is."""
    backbone = LandmarkBlocks([sense])
    chosen = [pictures[at] for at in spread(len(pictures), count)]
    images = [_as_camera(load_image(picture.path)) for picture in chosen]
    print("share of the picture  median size, px  found")
    for share in SHARES:
        seen = backbone.embed([further(image, share) for image in images])
        found = [e.blocks[f"{sense}_place"][2] * 480 for e in seen if f"{sense}_place" in e.blocks]
        middle = sorted(found)[len(found) // 2] if found else 0.0
        print(f"{share:21.0%} {middle:16.0f} {len(found) / len(images):6.0%}", flush=True)


def hands(backbone: Backbone, split: Split, swap: dict[str, str]) -> None:
    """Print how often the answer is right, unknown and wrong by the other hand and in company."""
    taught, tested = loaded(split.train), loaded(split.test)

    def other_hand(shown: Shown) -> Shown:
        return Shown(swap.get(shown.label, shown.label), mirrored(shown.image))

    bare = learned(backbone, taught)
    show("bare        bare", bare, backbone, tested)
    show("bare        the other hand", bare, backbone, [other_hand(shown) for shown in tested])
    half = len(tested) // 2
    company = [
        Shown(shown.label, beside(shown.image, further(other.image, 0.5)))
        for shown, other in zip(tested, tested[half:] + tested[:half], strict=True)
    ]
    show("bare        smaller one beside", bare, backbone, company)
    both = [other_hand(shown) if at % 2 else shown for at, shown in enumerate(taught)]
    ambidextrous = learned(backbone, both)
    show("both hands  bare", ambidextrous, backbone, tested)
    show("both hands  the other hand", ambidextrous, backbone, [other_hand(s) for s in tested])


def gloves(backbone: Backbone, split: Split) -> None:
    """Print the same for gloves, taught with bare hands and in gloves."""
    taught, tested = loaded(split.train), loaded(split.test)

    def dressed(shown: Shown, glove: str) -> Shown:
        (seen,) = backbone.embed([shown.image])
        worn = [skeleton for skeleton in seen.skeletons if skeleton.name == "hand"]
        return Shown(shown.label, gloved(shown.image, worn, GLOVES[glove]))

    bare = learned(backbone, taught)
    for glove in GLOVES:
        worn = [dressed(shown, glove) for shown in tested]
        show(f"bare        {glove} gloves", bare, backbone, worn)
        used = learned(backbone, [dressed(shown, glove) for shown in taught])
        show(f"in gloves   {glove} gloves", used, backbone, worn)


def loaded(pictures: Sequence[Picture]) -> list[Shown]:
    """Read the pictures."""
    return [Shown(picture.label, load_image(picture.path)) for picture in pictures]


def show(name: str, recogniser: Recogniser, backbone: Backbone, tested: Sequence[Shown]) -> None:
    """Print one line."""
    seen = backbone.embed([shown.image for shown in tested])
    answers = [recogniser.predict(embedding).label for embedding in seen]
    found = sum("hand" in embedding.blocks for embedding in seen)
    right = sum(a == shown.label for a, shown in zip(answers, tested, strict=True))
    unknown = answers.count(None)
    rates = (found, right, unknown, len(tested) - right - unknown)
    print(f"{name:32}" + "".join(f"{rate / len(tested):9.1%}" for rate in rates), flush=True)


def learned(backbone: Backbone, taught: Sequence[Shown]) -> Recogniser:
    """Return a recogniser as the player would have it after teaching these pictures."""
    wanted = varied([shown.label for shown in taught])
    dataset = Dataset()
    with dataset.one_step():
        for at, shown in enumerate(taught):
            (embedding,) = backbone.embed([shown.image])
            variants = variants_of(backbone, shown.image, at) if at in wanted else ()
            dataset.add(shown.label, embedding, variants=variants)
    recogniser = Recogniser(dataset)
    recogniser.refit()
    return recogniser


def _as_camera(image: Image) -> Image:
    return resize(image, round(image.shape[1] * 480 / image.shape[0]), 480)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("what", choices=["sizes", "hands", "gloves"])
    parser.add_argument("--sense", default="hand")
    parser.add_argument("--pictures", type=int, default=40)
    parser.add_argument("--examples", type=int, default=25)
    parser.add_argument("--swap", default="")
    options = parser.parse_args()
    pictures = read_folder(options.folder)
    if options.what == "sizes":
        sizes(pictures, options.sense, options.pictures)
        return
    split = thinned(same_session(pictures)[0], options.examples)
    print("taught      shown                   found    right  unknown    wrong")
    if options.what == "gloves":
        gloves(open_combined(), split)
        return
    a, _, b = options.swap.partition(":")
    hands(open_combined(), split, {a: b, b: a})


if __name__ == "__main__":
    main()
