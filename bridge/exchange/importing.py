"""From pictures or vectors of other tools to examples of a profile."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from bridge.backbones import Backbone
from bridge.errors import DataError
from bridge.exchange.arff import read_arff
from bridge.exchange.csvtable import read_csv
from bridge.exchange.knnjson import read_knn_json
from bridge.exchange.pictures import check_there, check_view, read_pictures, view_of
from bridge.exchange.samples import LabelledPicture, VectorFile, network_mark
from bridge.pictures import decode_image
from bridge.profile import LabelInfo, Profile, is_neutral, new_profile
from bridge.training import BATCH, Advance, add_variants, kept_jpeg, quietly
from bridge.types import Embedding

READERS = {".json": read_knn_json, ".csv": read_csv, ".arff": read_arff}

# Widths that others' features have, and the network that makes them.
_KNOWN_WIDTHS = {
    256: "MobileNet V1 at a quarter of its width (ml5, ml2scratch)",
    1000: "the 1000 ImageNet classes of MobileNet (older ml5)",
    1024: "MobileNet V1 (tfjs)",
    1280: "MobileNet V2 (tfjs, Teachable Machine)",
}


def import_profile(
    source: Path,
    backbone: Backbone,
    into: Profile | None = None,
    *,
    keep_pictures: bool = True,
    same_network: bool = False,
    advance: Advance = quietly,
) -> Profile:
    """Return a new profile, or ``into`` with more examples, from what is at ``source``.

    A folder, a zip, a ``.tm`` project or a folder of zips are pictures; ``.csv``, ``.arff`` and
    ``.json`` are features, which have to be of this very network: the file says so, or
    ``same_network`` does. Pictures of Teachable Machine are added only to a profile that flips and
    crops as it does. Raises DataError, and then ``into`` has got nothing.
    """
    check_there(source)
    profile = into or new_profile(source.stem, backbone, view_of(source))
    read = READERS.get(source.suffix.lower()) if source.is_file() else None
    if read is not None:
        add_vectors(profile, backbone, read(source), source, trusted=same_network)
    else:
        check_view(source, profile.view)
        pictures = read_pictures(source)
        add_pictures(profile, backbone, pictures, keep_pictures=keep_pictures, advance=advance)
        add_variants(profile, backbone, advance)
    return profile


def add_pictures(
    profile: Profile,
    backbone: Backbone,
    pictures: Iterable[LabelledPicture],
    *,
    keep_pictures: bool = True,
    advance: Advance = quietly,
) -> int:
    """Embed pictures and add them as one step; returns their number.

    Nothing is added when one of them cannot be read (DataError). The pictures are taken as seen
    through the profile's view.
    """
    found: list[tuple[LabelledPicture, Embedding, bytes | None]] = []
    for batch in _batches(pictures):
        images = [decode_image(picture.data, picture.name) for picture in batch]
        for picture, image, embedding in zip(batch, images, backbone.embed(images), strict=True):
            found.append((picture, embedding, kept_jpeg(image) if keep_pictures else None))
        advance(len(batch))
    with profile.dataset.one_step():
        for picture, embedding, jpeg in found:
            profile.dataset.add(picture.label, embedding, picture.session, jpeg=jpeg)
    _add_labels(profile)
    return len(found)


def add_vectors(
    profile: Profile, backbone: Backbone, file: VectorFile, source: Path, *, trusted: bool = False
) -> int:
    """Add vectors that this very network made; returns their number.

    The file has to name the network, or ``trusted`` says that it was this one; the width must be
    that of the block in any case. Raises DataError, since vectors of another network would be
    compared with nonsense.
    """
    if not file.examples:
        raise DataError(f'"{source}" holds no examples.')
    _check_network(backbone, file, source, trusted=trusted)
    checked = []
    for example in file.examples:
        blocks = {}
        for name, vector in example.blocks.items():
            block = name or _block_of_width(backbone, len(vector), source)
            if backbone.blocks.get(block) != len(vector):
                raise DataError(
                    f'"{source}" has {len(vector)} features in the block "{block}", '
                    f"where {backbone.name} has {backbone.blocks.get(block, 'no such block')}.",
                )
            blocks[block] = vector
        checked.append((example, Embedding(blocks)))
    with profile.dataset.one_step():
        for example, embedding in checked:
            profile.dataset.add(example.label, embedding, example.session)
    _add_labels(profile)
    return len(checked)


def _check_network(backbone: Backbone, file: VectorFile, source: Path, *, trusted: bool) -> None:
    ours = network_mark(backbone.name, backbone.sha256)
    if file.network == ours or (trusted and not file.network):
        return
    width = max(len(vector) for vector in file.examples[0].blocks.values())
    if file.network:
        made_by = f"the network {file.network.split(' ')[0]}"
    else:
        made_by = _KNOWN_WIDTHS.get(width, "a network that it does not name")
    raise DataError(
        f'"{source}" holds {width} features an example, made by {made_by}: '
        f"{backbone.name} cannot compare them with what it sees.",
        "import the pictures instead, or name the network with --backbone and, "
        "if it is surely the same, --same-network",
    )


def _block_of_width(backbone: Backbone, width: int, source: Path) -> str:
    fitting = [name for name, size in backbone.blocks.items() if size == width]
    if len(fitting) != 1:
        raise DataError(
            f'"{source}" has {width} features an example, and no block of {backbone.name} has.',
            "its blocks are: " + ", ".join(f"{n} ({size})" for n, size in backbone.blocks.items()),
        )
    return fitting[0]


def _batches(pictures: Iterable[LabelledPicture]) -> Iterator[list[LabelledPicture]]:
    waiting = iter(pictures)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _add_labels(profile: Profile) -> None:
    known = {label.name for label in profile.labels}
    fresh = [label for label in profile.dataset.labels if label not in known]
    profile.labels += tuple(LabelInfo(label, neutral=is_neutral(label)) for label in fresh)
