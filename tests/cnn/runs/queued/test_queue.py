"""The queue's file: what each action makes of it."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.errors import FileError, UsageError
from cnn.presets import PRESETS
from cnn.program import began
from cnn.project import Project, load
from cnn.runs.queued import queue as queued
from cnn.runs.queued.queue import Entry, Queue

#: the process of this test, as the one that trains
OURSELVES: dict[str, Any] = {"pid": os.getpid(), "began": began(os.getpid())}


@pytest.fixture(autouse=True)
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Runs, and with them the queue, in a folder of the test's own."""
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    return tmp_path / "runs"


def _project(name: str = "lenet5") -> Project:
    return Project(PRESETS[name].graph(), dataset="mnist-sample")


def _three() -> list[int]:
    return [entry.number for entry in queued.add([(name, _project()) for name in "abc"])]


def _order() -> list[str]:
    return [entry.title for entry in queued.read().entries]


def test_nothing_was_ever_queued() -> None:
    assert queued.read() == Queue()
    assert not queued.folder().exists()


def test_what_is_added_is_kept_as_it_was_then() -> None:
    (entry,) = queued.add([("mine", _project())], computer="lab", auto_batch=True)
    assert queued.read().entries == (entry,)
    assert (entry.title, entry.data, entry.computer, entry.auto_batch) == ("mine", "mnist-sample", "lab", True)
    assert load(queued.project_of(entry.number)).graph == _project().graph


def test_moving() -> None:
    first, _, last = _three()
    queued.move(last, 1)
    assert _order() == ["c", "a", "b"]
    queued.move(first, 99)
    assert _order() == ["c", "b", "a"]


@given(st.permutations(range(4)), st.integers(1, 4), st.integers(1, 9))
def test_moving_keeps_the_others_in_their_order(numbers: list[int], which: int, place: int) -> None:
    entries = tuple(Entry(number=number + 1) for number in numbers)
    with pytest.MonkeyPatch.context() as patch:
        kept = [Queue(entries=entries)]
        patch.setattr(queued, "change", lambda how: kept.append(how(kept[-1])))
        queued.move(which, place)
    after = [entry.number for entry in kept[-1].entries]
    assert after.index(which) == min(place, 4) - 1
    assert [number for number in after if number != which] == [entry.number for entry in entries if entry.number != which]


def test_a_number_is_never_given_twice() -> None:
    numbers = _three()
    for number in numbers:
        queued.remove(number)
    assert queued.read().entries == ()
    assert not list(queued.folder().glob("*.loom"))
    assert _three() == [4, 5, 6]


def test_who_is_next() -> None:
    first, second, third = _three()
    queued.skip(first)
    assert queued.read().next_for("here").number == second  # type: ignore[union-attr]
    assert queued.read().next_for("lab") is None
    queued.change(lambda queue: queue.changed(third, computer=""))
    assert queued.read().next_for("lab").number == third  # type: ignore[union-attr]
    queued.want(first)
    assert queued.read().next_for("here").number == first  # type: ignore[union-attr]


def test_what_is_trained_is_neither_removed_nor_cleared() -> None:
    first, second, _ = _three()
    queued.change(lambda queue: queue.changed(first, **OURSELVES).changed(second, over=True))
    with pytest.raises(UsageError, match="is being trained"):
        queued.remove(first)
    assert queued.clear() == 1
    assert _order() == ["a", "c"]
    assert not queued.project_of(second).exists()


def test_what_was_trained_by_a_process_that_was_killed_is_not_being_trained() -> None:
    """Its number may be that of another process by now."""
    first, second, third = _three()
    queued.change(lambda queue: queue.changed(first, **{**OURSELVES, "began": 1.0}).changed(second, pid=2**22 + 1, began=1.0))
    queued.change(lambda queue: queue.changed(third, **OURSELVES))
    assert [entry.as_it_is().told(None) for entry in queued.read().entries] == ["waiting", "waiting", "running"]
    queued.remove(first)
    queued.remove(second)
    assert _order() == ["c"]


def test_a_pause_ends_what_is_trained_only_when_it_is_to_be_now() -> None:
    first, second, _ = _three()
    queued.change(lambda queue: queue.changed(first, pid=1))
    queued.pause()
    assert queued.read().paused
    assert queued.read().entry(first).wanted == "train"
    queued.pause(now=True)
    assert [queued.read().entry(number).wanted for number in (first, second)] == ["pause", "train"]
    queued.go_on()
    assert queued.read().entry(first).wanted == "train"
    assert not queued.read().paused


@pytest.mark.parametrize("content", ["", "[", "[]", '{"entries": [{"number": "x"}]}', '{"entries": 3}'])
def test_a_damaged_file_is_said_and_stays(content: str) -> None:
    _three()
    path = queued.folder() / "queue.json"
    path.write_text(content)
    with pytest.raises(FileError, match="is damaged"):
        queued.add([("d", _project())])
    assert path.read_text() == content
    path.unlink()  # as one is told to
    kept = queued.project_of(1).read_bytes()
    (entry,) = queued.add([("e", _project("nin"))])
    assert entry.number == 4
    assert queued.project_of(1).read_bytes() == kept


@pytest.mark.parametrize("action", [queued.skip, queued.want, queued.remove, lambda number: queued.move(number, 1)])
def test_a_number_that_is_none_of_the_queue(action: object) -> None:
    with pytest.raises(UsageError, match="no entry 7"):
        action(7)  # type: ignore[operator]
