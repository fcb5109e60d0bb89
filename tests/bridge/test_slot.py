import threading

from bridge.slot import Slot


def test_the_newest_value_wins_and_the_lost_ones_are_counted():
    slot: Slot[int] = Slot()
    for value in (1, 2, 3):
        slot.put(value)
    assert slot.take(0) == 3
    assert slot.dropped == 2


def test_a_value_is_taken_once_but_can_be_looked_at_again():
    slot: Slot[str] = Slot()
    slot.put("frame")
    assert slot.take(0) == "frame"
    assert slot.take(0) is None
    assert slot.peek() == "frame"


def test_closing_wakes_a_waiting_reader():
    slot: Slot[int] = Slot()
    taken: list[int | None] = []
    reader = threading.Thread(target=lambda: taken.append(slot.take(10)))
    reader.start()
    slot.close()
    reader.join(5)
    assert taken == [None]
    assert slot.closed


def test_what_was_put_before_closing_can_still_be_taken():
    slot: Slot[int] = Slot()
    slot.put(7)
    slot.close()
    assert slot.take() == 7
    assert slot.take() is None
