import sys

import pytest

from bridge.cameras.names import Device, devices, find_device
from bridge.errors import CameraError

KNOWN = [Device(0, "Integrated Webcam"), Device(2, "Logitech C920")]


def test_a_part_of_the_name_is_enough_in_any_case():
    assert find_device("logi", KNOWN).index == 2


def test_an_unknown_name_lists_what_is_there():
    with pytest.raises(CameraError, match='"Obsbot"') as caught:
        find_device("Obsbot", KNOWN)
    assert "Logitech C920" in caught.value.hint
    with pytest.raises(CameraError) as caught:
        find_device("Obsbot", [])
    assert "no camera is plugged in" in caught.value.hint


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists its webcams as files")
def test_linux_lists_one_node_for_each_webcam(tmp_path):
    for node, (index, name) in {
        "video2": ("0", "Logitech C920"),
        "video3": ("1", "Logitech C920"),
        "video0": ("0", "Cam"),
    }.items():
        (tmp_path / node).mkdir()
        (tmp_path / node / "index").write_text(index + "\n")
        (tmp_path / node / "name").write_text(name + "\n")
    assert devices(tmp_path) == [Device(0, "Cam"), Device(2, "Logitech C920")]
