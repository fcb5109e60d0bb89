import json
from pathlib import Path

import numpy as np
import pytest

from bridge.backbones import engine, measuring
from bridge.backbones.engine import (
    Choice,
    Engine,
    Measured,
    candidates,
    choose,
    engine_for,
    recall_choice,
    remember_choice,
)
from bridge.backbones.measuring import GAP_S, measure, settled
from bridge.backbones.onnx import OnnxBackbone
from bridge.backbones.store import find_card

ONE, TWO, SPINNING = Engine(1), Engine(2), Engine(2, spins=True)
CHOICE = Choice(TWO, "2 threads: 7.0 ms")


def chosen(*times: tuple[float, float]) -> Engine:
    """Return the choice for wall and processor milliseconds of one, two and spinning threads."""
    engines = (ONE, TWO, SPINNING)[: len(times)]
    return choose([Measured(e, *own) for e, own in zip(engines, times, strict=True)]).engine


def test_a_second_thread_must_make_it_a_fifth_quicker_without_much_more_work() -> None:
    assert chosen((11.2, 11.2)) == ONE
    assert chosen((11.2, 11.2), (7.1, 14.2), (6.9, 33.0)) == TWO
    assert chosen((10.9, 11.4), (9.5, 14.0), (9.4, 41.0)) == ONE
    assert chosen((10.9, 11.4), (8.0, 20.9), (7.5, 41.0)) == ONE


def test_spinning_is_chosen_only_where_it_gains_again() -> None:
    assert chosen((10.0, 10.0), (7.0, 12.0), (5.0, 14.0)) == SPINNING
    assert chosen((10.0, 10.0), (7.0, 12.0), (6.0, 14.0)) == TWO


def test_what_costs_no_more_need_only_be_quicker() -> None:
    assert chosen((10.9, 11.4), (9.5, 12.0)) == TWO
    assert chosen((15.8, 15.9), (11.9, 21.5), (10.5, 20.5)) == SPINNING
    assert chosen((15.8, 15.9), (11.9, 21.5), (11.8, 20.5)) == TWO


def test_every_time_is_told() -> None:
    why = choose([Measured(ONE, 11.23, 11.3), Measured(SPINNING, 9.4, 41.0)]).why
    assert (
        why == "1 thread: 11.2 ms, 11.3 of processor; 2 threads spinning: 9.4 ms, 41.0 of processor"
    )


@pytest.mark.parametrize(("count", "most"), [(1, 1), (2, 2), (3, 2), (4, 4), (32, 4)])
def test_no_more_threads_are_tried_than_there_are_cores(count: int, most: int) -> None:
    tried = candidates(count)
    assert tried[0] == ONE
    assert max(one.threads for one in tried) == most
    assert not any(one.spins and one.threads == 1 for one in tried)


@pytest.mark.parametrize(
    ("engine_used", "count", "helpers"),
    [(ONE, 2, set()), (SPINNING, 2, {1}), (TWO, 2, {1}), (SPINNING, 4, set()), (ONE, 1, set())],
)
def test_threads_have_cores_of_their_own_where_there_are_no_more_cores(
    engine_used: Engine, count: int, helpers: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "cores", lambda: count)
    monkeypatch.setattr(engine, "allowed", lambda: list(range(count)))
    assert engine_used.helpers == helpers


def test_two_streams_are_a_crowd_where_their_threads_outnumber_the_cores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for count, crowded in ((1, [True, True]), (2, [False, True]), (4, [False, False])):
        monkeypatch.setattr(engine, "cores", lambda count=count: count)
        assert [one.crowded for one in (ONE, TWO)] == crowded


def test_a_choice_is_remembered_for_this_machine_and_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "cores", lambda: 4)
    path = tmp_path / "choice.json"
    remember_choice("abc", CHOICE, path)
    assert recall_choice("abc", path) == CHOICE
    assert recall_choice("another network", path) is None
    with monkeypatch.context() as other:
        other.setattr(engine, "processor", lambda: "another processor")
        assert recall_choice("abc", path) is None
    with monkeypatch.context() as other:
        other.setattr(engine.onnxruntime, "__version__", "99")
        assert recall_choice("abc", path) is None
    assert recall_choice("abc", path) == CHOICE


@pytest.mark.parametrize(
    "change",
    [{"threads": 64}, {"threads": 0}, {"threads": "x"}, {"threads": None}, {"why": None}],
)
def test_a_file_that_says_something_impossible_is_not_obeyed(
    change: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "cores", lambda: 4)
    path = tmp_path / "choice.json"
    remember_choice("abc", CHOICE, path)
    ((key, row),) = json.loads(path.read_text()).items()
    path.write_text(json.dumps({key: {**row, **change}}))
    assert (recall_choice("abc", path) is None) is ("threads" in change)
    for content in (b"", b"[]", b"{", b"\xff", b" " * 20_000):
        path.write_bytes(content)
        assert recall_choice("abc", path) is None


def test_where_nothing_can_be_written_the_usual_engine_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(engine, "cache_folder", lambda kind: tmp_path / "file" / kind)
    remember_choice("abc", CHOICE)
    monkeypatch.setattr(engine, "cores", lambda: 2)
    assert engine_for("abc") == Engine(1)
    monkeypatch.setattr(engine, "cores", lambda: 8)
    assert engine_for("abc") == Engine(2)


def test_a_network_that_was_not_measured_is_run_like_the_one_that_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "cache_folder", lambda kind: tmp_path / kind)
    monkeypatch.setattr(engine, "cores", lambda: 2)
    assert engine_for("another") == ONE
    remember_choice("abc", Choice(SPINNING, ""))
    assert engine_for("abc") == engine_for("another") == SPINNING
    assert recall_choice("another") is None


def test_it_is_measured_once_and_anew_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "cache_folder", lambda kind: tmp_path / kind)
    for module in (engine, measuring):
        monkeypatch.setattr(module, "cores", lambda: 2)
    times = iter([(10.0, 7.0), (10.0, 9.9)])
    asked = []

    def fake(card: object, engines: list[Engine]) -> list[Measured]:
        asked.append(engines)
        return [Measured(e, wall, wall) for e, wall in zip(engines, next(times), strict=False)]

    monkeypatch.setattr(measuring, "measure", fake)
    card = find_card("default")
    assert settled(card).engine == TWO
    assert settled(card).engine == engine_for(card.sha256) == TWO
    assert settled(card, anew=True).engine == ONE
    assert asked == [[ONE, TWO, SPINNING]] * 2


def test_on_a_busy_machine_nothing_is_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "cache_folder", lambda kind: tmp_path / kind)
    monkeypatch.setattr(measuring, "cores", lambda: 2)
    busy = [Measured(ONE, 30.0, 10.0), Measured(TWO, 7.0, 10.0), Measured(SPINNING, 9.0, 10.0)]
    monkeypatch.setattr(measuring, "measure", lambda *_: busy)
    choice = settled(find_card("default"))
    assert choice.engine == ONE
    assert "busy" in choice.why
    assert not list(tmp_path.rglob("*.json"))


def test_engines_are_measured_and_answer_alike() -> None:
    card = find_card("default")
    measured = measure(card, [ONE, TWO], rounds=2)
    assert [one.engine for one in measured] == [ONE, TWO]
    assert all(one.wall > 0 and one.busy > 0 for one in measured)
    image = np.random.default_rng(0).integers(0, 255, (64, 64, 3)).astype(np.uint8)
    alone, shared = (OnnxBackbone(card, engine=one).embed([image])[0] for one in (ONE, TWO))
    for name, vector in alone.blocks.items():
        np.testing.assert_allclose(shared.blocks[name], vector, rtol=1e-3, atol=1e-4)


def test_threads_that_spin_are_not_counted_as_another_engine_s_work() -> None:
    _, quiet = measure(find_card("default"), [SPINNING, ONE])
    assert quiet.busy < 1.5 * quiet.wall


def test_threads_that_spin_stop_when_their_picture_is_done() -> None:
    (spinning,) = measure(find_card("default"), [SPINNING])
    assert spinning.busy < 2 * spinning.wall + 1000 * GAP_S / 2
