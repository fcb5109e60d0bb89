import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bridge.backbones.store import NETWORK, find_card, open_backbone
from bridge.bench.formats import Verdict, judge_int8, measure_formats, same_nearest
from bridge.bench.machine import describe, memory_mb
from bridge.bench.neighbours import measure_neighbours
from bridge.bench.replay import Replay, as_jpegs, drawn_profile, moving_pictures, still_pictures
from bridge.bench.senses import measure_senses
from bridge.bench.steps import STAGES, WARM_UP, measure_steps
from bridge.cli.bench import bench
from bridge.pictures import encode_jpeg
from bridge.profile import new_profile
from bridge.types import Embedding


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
    assert report.network > 0
    assert 0 < report.step <= report.step_p95
    assert report.busy_ratio > 0


def test_the_small_network_is_compared_with_the_wide_one() -> None:
    formats = measure_formats(moving_pictures(2))
    # Processors without VNNI add 8-bit products with saturation: 0.88 to 0.90 instead of 0.99.
    assert formats["cosine"] > 0.85
    assert formats["int8_ms"] > 0
    assert formats["same_nearest"] == 1  # of two pictures


def test_a_changed_nearest_example_is_counted() -> None:
    def seen(*places: float) -> list[Embedding]:
        turns = [(np.cos(place), np.sin(place)) for place in places]
        return [Embedding({"pooled": np.array(turn, np.float32)}) for turn in turns]

    assert same_nearest(seen(0, 0.1, 1, 1.2), seen(0, 0.1, 1, 1.2)) == 1
    assert same_nearest(seen(0, 0.1, 1, 1.2), seen(0, 0.1, 0.3, 1.2)) == 0.75


def test_8_bits_are_advised_only_where_they_are_quick_and_change_nothing() -> None:
    assert Verdict(1.8, 0.995).advised
    assert not Verdict(1.8, 0.93).advised
    assert not Verdict(1.1, 1.0).advised


def test_a_profile_is_judged_by_its_own_pictures() -> None:
    profile = new_profile("me", open_backbone(NETWORK))
    assert judge_int8(profile) is None
    for image in moving_pictures(3):
        jpeg = encode_jpeg(image)
        profile.dataset.add("left", Embedding({}), jpeg=jpeg)
    profile.dataset.add("left", Embedding({}), jpeg=b"damaged")
    verdict = judge_int8(profile)
    assert verdict is not None
    assert verdict.times_faster > 0
    assert 0 <= verdict.same_nearest <= 1


def test_neighbours_are_measured_by_number_of_examples() -> None:
    times = measure_neighbours({"pooled": 64}, (10, 50))
    assert list(times) == ["10", "50"]
    assert all(time > 0 for time in times.values())


def test_every_sense_tells_what_finding_and_reading_cost() -> None:
    costs = measure_senses(moving_pictures(1)[0])
    assert list(costs) == ["hand", "body", "head"]
    assert all(cost["find"] > 0 and cost["read"] > 0 for cost in costs.values())
    assert costs["head"]["read"] < costs["body"]["read"]


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


def test_memory_that_was_freed_does_not_count() -> None:
    before = memory_mb()
    if before is None or not Path("/proc/self/statm").exists():
        pytest.skip("the system tells only the most that was taken")
    held = np.ones(40_000_000)
    taken = memory_mb()
    del held
    assert taken > before + 250
    assert memory_mb() < taken - 250


@pytest.mark.slow
def test_the_command_reports_what_it_promises() -> None:
    result = CliRunner().invoke(
        bench, ["--json", "--seconds", "0.5", "--most", "1000"], catch_exceptions=False
    )
    report = json.loads(result.stdout)
    assert set(report) >= {
        "machine", "engine", "stages_ms", "network_ms", "step_ms", "step_over_network",
        "senses_ms", "knn_ms", "startup_s", "cpu_share", "rss_mb",
    }  # fmt: skip
    assert set(report["cpu_share"]) == {"moving", "playing", "still"}
    assert 0 < report["cpu_share"]["still"] < report["cpu_share"]["moving"] <= 1
