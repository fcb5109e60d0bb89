"""Faces: 468 points of a face, from a face detector and a face network."""

from dataclasses import dataclass

from bridge.landmarks.detector import Detection, Detector
from bridge.landmarks.network import Array, Network, sigmoid
from bridge.landmarks.region import Bones, Region, heading
from bridge.types import Image

RIGHT_EYE_CORNER, LEFT_EYE_CORNER = 33, 263
FOREHEAD, CHIN, NOSE_TIP = 10, 152, 1
MOUTH = (61, 0, 291, 17)
BONES: Bones = (
    *((10, 338), (338, 332), (332, 251), (251, 454), (454, 361), (361, 397), (397, 378)),
    *((378, 152), (152, 149), (149, 172), (172, 132), (132, 234), (234, 21), (21, 103)),
    *((103, 109), (109, 10), (61, 0), (0, 291), (291, 17), (17, 61), (6, 1)),
    *((33, 159), (159, 133), (133, 145), (145, 33), (263, 386), (386, 362), (362, 374), (374, 263)),
)

_MARGIN = 1.5


@dataclass(frozen=True, slots=True)
class Face:
    """One face: ``points`` (468, 3) in pixels and ``score``, how surely it is a face, 0..1."""

    points: Array
    score: float

    @property
    def bones(self) -> Bones:
        """Pairs of points to draw lines between: the outline, eyes, nose and mouth."""
        return BONES

    @property
    def region(self) -> Region:
        """Where to look for this face in the next frame."""
        low, high = self.points[:, :2].min(axis=0), self.points[:, :2].max(axis=0)
        x, y = (low + high) / 2
        angle = heading(self.points[RIGHT_EYE_CORNER], self.points[LEFT_EYE_CORNER], 0.0)
        return Region(float(x), float(y), float((high - low).max()) * _MARGIN, angle)


class FaceReader:
    """Finds faces and reads their points."""

    small = True

    def __init__(self, faces: Network, landmarks: Network) -> None:
        self._faces = Detector(faces)
        self._landmarks = landmarks

    def find(self, image: Image, window: Region) -> list[Region]:
        """Return where faces are seen in a window, the biggest first."""
        found = [_face_region(face) for face in self._faces.find(image, window)]
        return sorted(found, key=lambda region: -region.side)

    def read(self, image: Image, region: Region) -> Face:
        """Return the face in a region; its score is low when there is none."""
        size = self._landmarks.size
        outputs = self._landmarks.run(region.cut(image, size))
        points = region.place(outputs["points"].reshape(-1, 3), size)
        return Face(points, float(sigmoid(outputs["presence"]).item()))


def _face_region(face: Detection) -> Region:
    angle = heading(face.keypoints[0], face.keypoints[1], 0.0)
    return Region(face.x, face.y, max(face.width, face.height) * _MARGIN, angle)
