import threading

import pytest

from bridge.abreast import Abreast


@pytest.fixture
def abreast():
    made = Abreast("test")
    yield made
    made.close()


def test_works_are_done_at_the_same_time_and_answer_in_order(abreast):
    met = threading.Barrier(3, timeout=5)  # passes only when all three are under way
    for _ in range(2):
        answers = abreast.do([lambda n=n: (met.wait(), n)[1] for n in range(3)])
        assert answers == [0, 1, 2]


def test_one_work_is_done_on_the_calling_thread_and_none_is_nothing(abreast):
    assert abreast.do([threading.get_ident]) == [threading.get_ident()]
    assert abreast.do([]) == []


@pytest.mark.parametrize("failing", [0, 1])
def test_a_failure_is_raised_when_the_others_have_ended(abreast, failing):
    done = []

    def work(n):
        if n == failing:
            raise ZeroDivisionError(n)
        done.append(n)

    with pytest.raises(ZeroDivisionError, match=str(failing)):
        abreast.do([lambda n=n: work(n) for n in range(3)])
    assert sorted(done) == [n for n in range(3) if n != failing]
    assert abreast.do([lambda: "on", lambda: "goes on"]) == ["on", "goes on"]


def test_closing_ends_the_threads():
    made = Abreast("closing")
    made.do([lambda: None] * 3)
    threads = [thread for thread in threading.enumerate() if thread.name.startswith("closing")]
    assert len(threads) == 2
    made.close()
    made.close()
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()
