"""Which cores a thread may use."""

import os

import pytest

from bridge.machine import allowed, cores, keep_off, kept_off

needs_two = pytest.mark.skipif(cores() < 2, reason="one core")
needs_linux = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="no thread can be kept off a core here"
)


def mine() -> list[int]:
    """Return the cores that the calling thread may use."""
    return sorted(os.sched_getaffinity(0))


def test_there_are_as_many_cores_as_this_process_may_use():
    assert cores() == len(allowed()) >= 1
    assert allowed() == sorted(set(allowed()))


@needs_two
@needs_linux
def test_a_thread_keeps_off_cores_and_others_go_on_as_before():
    assert kept_off(allowed()[1:], mine) == allowed()[:1]
    assert mine() == allowed()


@needs_linux
def test_a_thread_that_would_have_no_core_left_keeps_all():
    assert kept_off(allowed(), mine) == allowed()


@needs_two
@needs_linux
def test_where_a_sandbox_forbids_it_nothing_happens(monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "sched_setaffinity", refuse)
    keep_off(allowed()[1:])
    assert mine() == allowed()


def test_what_fails_on_a_thread_of_its_own_is_told():
    with pytest.raises(ZeroDivisionError):
        kept_off((), lambda: 1 / 0)
