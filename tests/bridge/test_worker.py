import threading

import pytest

from bridge.worker import Worker


def test_it_turns_until_told_that_there_is_no_more():
    turns = iter([True, True, False])
    ended: list[str] = []
    worker = Worker("test", lambda: next(turns), lambda: ended.append("finish"))
    worker.start()
    assert worker.join(5)
    assert ended == ["finish"]
    assert next(turns, "empty") == "empty"
    worker.check()


def test_it_begins_on_its_own_thread_and_a_failure_there_is_told():
    threads: list[object] = []
    worker = Worker("test", lambda: False, begin=lambda: threads.append(threading.current_thread()))
    worker.start()
    assert worker.join(5)
    assert threads != [threading.current_thread()]
    assert len(threads) == 1

    def fail() -> None:
        raise ValueError("no room")

    worker = Worker("test", lambda: False, begin=fail)
    worker.start()
    worker.join(5)
    with pytest.raises(ValueError, match="no room"):
        worker.check()


def test_a_failure_is_kept_and_raised_where_it_is_asked_for():
    def fail() -> bool:
        raise ValueError("the camera fell off")

    ended: list[str] = []
    worker = Worker("test", fail, lambda: ended.append("finish"))
    worker.start()
    worker.join(5)
    with pytest.raises(ValueError, match="fell off"):
        worker.check()
    assert ended == ["finish"]


def test_the_first_failure_is_the_one_that_is_told():
    def fail() -> bool:
        raise ValueError("first")

    def finish() -> None:
        raise OSError("second")

    worker = Worker("test", fail, finish)
    worker.start()
    worker.join(5)
    with pytest.raises(ValueError, match="first"):
        worker.check()


def test_stop_ends_it_and_joining_one_that_never_started_is_fine():
    worker = Worker("test", lambda: True)
    assert worker.join(0.01)
    worker.start()
    assert worker.running
    worker.stop()
    assert worker.join(5)
