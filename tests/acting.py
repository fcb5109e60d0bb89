"""Picture folders of the drawn player, for tests that teach and play with files."""

from pathlib import Path

from bridge.cameras.synthetic import SyntheticPlayer
from bridge.pictures import encode_jpeg


def show(player: SyntheticPlayer, pose: str, count: int, folder: Path) -> None:
    """Write pictures of a pose to a new folder, once the arms have come to rest."""
    folder.mkdir(parents=True)
    player.show(pose)
    frames = [player.read() for _ in range(count + 15)]
    for number, frame in enumerate(frames[15:]):
        (folder / f"{number:03}.jpg").write_bytes(encode_jpeg(frame.image))
