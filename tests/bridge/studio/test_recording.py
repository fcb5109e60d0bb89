from bridge.studio.recording import ARM_S, COUNTDOWN_S, HANDS_FREE_S, Recorder


def test_a_short_touch_records_nothing() -> None:
    recorder = Recorder()
    recorder.press("left", "pointer", 0.0)
    recorder.tick(ARM_S - 0.01)
    assert recorder.label is None
    recorder.release("pointer")
    recorder.tick(1.0)
    assert recorder.label is None


def test_holding_records_until_it_is_let_go() -> None:
    recorder = Recorder()
    recorder.press("left", "key 1", 0.0)
    recorder.tick(ARM_S)
    assert recorder.label == "left"
    recorder.tick(60.0)
    assert recorder.label == "left"
    recorder.release("key 1")
    assert recorder.label is None


def test_only_what_holds_can_let_go() -> None:
    recorder = Recorder()
    recorder.press("left", "key 1", 0.0)
    recorder.press("right", "pointer", 0.05)
    recorder.tick(0.2)
    recorder.release("pointer")
    assert recorder.label == "left"


def test_release_without_a_source_stops_everything() -> None:
    recorder = Recorder()
    recorder.count_down("up", 0.0)
    recorder.release()
    assert recorder.take is None


def test_hands_free_counts_beeps_records_and_stops() -> None:
    recorder = Recorder()
    recorder.count_down("up", 10.0)
    heard, labels, shown = [], set(), []
    for step in range(700):
        time = 10.0 + step / 100
        heard += recorder.tick(time)
        labels.add(recorder.label)
        shown.append(recorder.seconds_left(time))
    assert heard == ["tick", "tick", "tick", "go", "done"]
    assert labels == {None, "up"}
    assert list(dict.fromkeys(shown)) == [3, 2, 1, None]


def test_hands_free_records_as_long_as_it_says() -> None:
    recorder = Recorder()
    recorder.count_down("up", 0.0)
    recorder.tick(COUNTDOWN_S)
    recorder.tick(COUNTDOWN_S + HANDS_FREE_S - 0.01)
    assert recorder.label == "up"
    recorder.tick(COUNTDOWN_S + HANDS_FREE_S)
    assert recorder.label is None


def test_a_top_up_starts_at_once() -> None:
    recorder = Recorder()
    recorder.top_up("none", 5.0)
    assert recorder.label == "none"
    assert recorder.tick(5.0 + HANDS_FREE_S) == ("done",)
