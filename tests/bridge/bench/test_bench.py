import json

import numpy as np
import pytest
from click.testing import CliRunner

from bridge.backbones.store import NETWORK, find_card, open_backbone
from bridge.bench.formats import measure_formats
from bridge.bench.machine import describe
from bridge.bench.neighbours import measure_neighbours
from bridge.bench.replay import Replay, as_jpegs, drawn_profile, moving_pictures, still_pictures
from bridge.bench.steps import STAGES, WARM_UP, measure_steps
from bridge.cli.bench import bench


def test_every_stage_is_measured_beside_the_bare_network() -> None:
    backbone = open_backbone(NETWORK)
    report = measure_steps(
        drawn_profile(backbone),
        backbone,
        find_card("default"),
        as_jpegs(moving_pictures(WARM_UP + 4)),
    )
    assert tuple(report.stages) == STAGES
    assert all(0 <= times["p50"] <= times["p95"] for times in report.stages.values())
    assert report.stages["embed"]["p50"] > report.stages["decide"]["p50"]
    assert 0 < report.network < report.step_p95


def test_the_small_network_is_compared_with_the_wide_one() -> None:
    formats = measure_formats(moving_pictures(2))
    assert formats["cosine"] > 0.9
    assert formats["int8_ms"] > 0


def test_neighbours_are_measured_by_number_of_examples() -> None:
    times = measure_neighbours({"pooled": 64}, (10, 50))
    assert list(times) == ["10", "50"]
    assert all(time > 0 for time in times.values())


def test_still_pictures_differ_by_noise_only() -> None:
    one, other = still_pictures(2)
    difference = np.abs(one.astype(int) - other)
    assert 0 < difference.mean() < 5


def test_a_replay_begins_again_at_its_end() -> None:
    camera = Replay(as_jpegs(moving_pictures(2)), rate=1000)
    images = [camera.read() for _ in range(3)]
    assert np.array_equal(images[0], images[2])
    assert not np.array_equal(images[0], images[1])


def test_the_machine_is_described() -> None:
    facts = describe()
    assert facts["cores"] >= 1
    assert facts["onnxruntime"] != "?"


@pytest.mark.slow
def test_the_command_reports_what_it_promises() -> None:
    result = CliRunner().invoke(
        bench, ["--json", "--seconds", "0.5", "--most", "1000"], catch_exceptions=False
    )
    report = json.loads(result.stdout)
    assert set(report) >= {
        "machine", "stages_ms", "network_ms", "step_ms", "step_over_network",
        "knn_ms", "startup_s", "cpu_share", "rss_mb",
    }  # fmt: skip
    assert set(report["cpu_share"]) == {"moving", "playing", "still"}
    assert 0 < report["cpu_share"]["still"] < report["cpu_share"]["moving"] <= 1
