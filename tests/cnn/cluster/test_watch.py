"""The line between processes: they meet, hear each other, and notice at once when one is gone; strangers are shown out."""

import queue
import socket
import threading
from collections.abc import Iterator

import pytest

from cnn.cluster.group import Group, free_port
from cnn.cluster.watch import OverError, Watch
from cnn.cluster.words import Agreed, Hello, write_word
from cnn.errors import CalledOffError, GroupError

HERE = "127.0.0.1"
WORD = Agreed(seconds=1.5, stop=False, skip=False, abandoned=False, paused=False, rates=(0.1, None))


class Meeting:
    """Two processes' ends in one; `lost` has what each was told."""

    def __init__(self) -> None:
        group = Group.of(f"{HERE}:{free_port()}", 2, 0)
        self.lost: queue.SimpleQueue[tuple[int, str]] = queue.SimpleQueue()
        self.first = Watch(group, lambda message, _hint: self.lost.put((0, message)))
        self.second = Watch(group.member(1), lambda message, _hint: self.lost.put((1, message)))

    def meet(self) -> None:
        thread = threading.Thread(target=self.second.meet, daemon=True)
        thread.start()
        self.first.meet()
        thread.join()

    def close(self) -> None:
        self.first.close()
        self.second.close()


@pytest.fixture
def apart() -> Iterator[Meeting]:
    found = Meeting()
    yield found
    found.close()


@pytest.fixture
def meeting(apart: Meeting) -> Meeting:
    apart.meet()
    return apart


def test_what_the_first_says_is_heard(meeting: Meeting) -> None:
    meeting.first.tell(WORD)
    assert meeting.second.next(Agreed) == WORD
    asked = threading.Event()
    meeting.first.asked = asked.set
    meeting.second.ask_to_stop()
    assert asked.wait(30)


def test_who_is_gone_is_missed_at_once(meeting: Meeting) -> None:
    meeting.second.close()
    rank, message = meeting.lost.get(timeout=30)
    assert (rank, message[:16]) == (0, "Process 1 of 2 (")
    assert message.endswith("is gone.")


def test_what_went_wrong_is_told_to_the_others(meeting: Meeting) -> None:
    meeting.second.finish("The disk is full.", "Free some space.")
    rank, message = meeting.lost.get(timeout=30)
    assert rank == 0
    assert message.endswith(": The disk is full.")


def test_an_end_in_order_is_no_loss(meeting: Meeting) -> None:
    meeting.first.finish()
    with pytest.raises(OverError):
        meeting.second.next(Agreed)
    meeting.first.close()
    assert meeting.lost.empty()


@pytest.mark.parametrize(
    "said",
    [
        b"\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"x" * 10_000 + b"\n",
        b"\xff\x00\n",
        write_word(WORD),
        write_word(Hello(rank=7, processes=2, version="0", host="x")),
        b'{"word":"hello","rank":1,"processes":2,"version":"0","host":"x","more":1}\n',
    ],
)
def test_strangers_are_shown_out_and_the_others_still_meet(apart: Meeting, said: bytes) -> None:
    meeting = apart
    thread = threading.Thread(target=meeting.first.meet, daemon=True)
    thread.start()
    while True:
        try:
            stranger = socket.create_connection((HERE, meeting.first.group.watch_port))
            break
        except ConnectionRefusedError:
            continue
    with stranger:
        stranger.sendall(said)
        stranger.settimeout(30)
        try:
            answer = stranger.makefile("rb").read()
        except ConnectionResetError:
            answer = b""
    assert b"welcome" not in answer
    meeting.second.meet()
    thread.join()
    assert meeting.lost.empty()


def test_a_port_that_is_taken_is_told(apart: Meeting) -> None:
    meeting = apart
    with socket.create_server((HERE, meeting.first.group.watch_port)), pytest.raises(GroupError, match="can't listen at"):
        meeting.first.meet()


def test_who_does_not_come_is_named(apart: Meeting) -> None:
    meeting = apart
    with pytest.raises(GroupError, match="Process 1 of 2"):
        meeting.first.meet(patience=0.1)
    with pytest.raises(GroupError, match="did not answer"):
        meeting.second.meet(patience=0.1)


@pytest.mark.parametrize("others", [False, True])
def test_who_waits_for_the_others_can_be_called_off(apart: Meeting, others: bool) -> None:
    """Before anybody is there, and when the first is but one more is missing."""
    meeting = apart
    group = meeting.first.group.model_copy(update={"processes": 3})
    first = Watch(group, lambda *told: None)
    waiting = [first, Watch(group.member(1), lambda message, _hint: meeting.lost.put((1, message)))] if others else [first]
    unwanted = threading.Event()
    found: queue.SimpleQueue[Exception] = queue.SimpleQueue()

    def meet(watch: Watch) -> None:
        try:
            watch.meet(unwanted=unwanted.is_set if watch is waiting[-1] else lambda: False)
        except (GroupError, CalledOffError) as error:
            found.put(error)

    threads = [threading.Thread(target=meet, args=(watch,), daemon=True) for watch in waiting]
    for thread in threads:
        thread.start()
    if others:
        with first._change:
            assert first._change.wait_for(lambda: first._lines, 30)
    unwanted.set()
    assert isinstance(found.get(timeout=30), CalledOffError)
    for watch in waiting:
        watch.close()


def test_a_member_that_waits_for_the_first_can_be_called_off(apart: Meeting) -> None:
    with pytest.raises(CalledOffError):
        apart.second.meet(patience=2, unwanted=lambda: True)
