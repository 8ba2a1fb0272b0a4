"""Which worker has which work, against workers that pretend."""

import os
import signal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cnn.backends import TENSORFLOW
from cnn.errors import WorkerError
from gui.background.training_session import TrainingSession

pytestmark = [pytest.mark.worker, pytest.mark.skipif(os.name != "posix", reason="signals")]


def test_the_spare_gets_the_next_work_and_one_work_only(session: TrainingSession) -> None:
    workers = session.workers
    workers.start_spare()
    spare = workers.spare
    workers.start_spare()
    assert workers.spare is spare  # one waits at most
    run = workers.for_run(TENSORFLOW)
    assert run is spare
    assert workers.spare is None
    workers.serve(run)
    assert workers.for_question("a", busy=True) is run  # the questions about its model as well
    lent, taken = workers.for_file("b", Path("x.onnx")), workers.take()
    assert len({run, lent, taken}) == 3


def test_the_next_run_ends_the_worker_of_the_last(session: TrainingSession) -> None:
    workers = session.workers
    first, second = workers.for_run(TENSORFLOW), workers.for_run(TENSORFLOW)
    workers.serve(first)
    workers.serve(second)
    assert not first.alive
    assert second.alive


def test_one_that_was_lent_ends_with_its_question(session: TrainingSession) -> None:
    workers = session.workers
    answered, called_off = workers.for_file("a", Path("a.onnx")), workers.for_file("b", Path("b.onnx"))
    workers.give_back("a")
    assert not answered.alive
    workers.call_off("b")
    assert not called_off.alive
    assert not workers.lent
    workers.give_back("unknown")


def test_an_end_tells_whose_work_is_lost(qtbot: QtBot, session: TrainingSession) -> None:
    workers, told = session.workers, []
    workers.ended.connect(lambda death, lost, served: told.append((death is not None, lost, served)))
    run, lent, taken = workers.for_run(TENSORFLOW), workers.for_file("a", Path("a.onnx")), workers.take()
    workers.serve(run)
    with qtbot.waitSignal(taken.ended):
        os.kill(taken.worker.pid, signal.SIGKILL)
    assert not told  # whoever took it hears its own signals
    with qtbot.waitSignal(workers.ended):
        os.kill(lent.worker.pid, signal.SIGKILL)
    with qtbot.waitSignal(workers.ended):
        os.kill(run.worker.pid, signal.SIGKILL)
    assert told == [(True, ["a"], False), (True, [], True)]
    assert workers.serving is None
    workers.end(taken)


def test_after_the_end_none_starts(session: TrainingSession) -> None:
    workers = session.workers
    run, taken = workers.for_run(TENSORFLOW), workers.take()
    workers.serve(run)
    workers.close(1)
    assert run.over
    assert taken.over
    workers.start_spare()
    assert workers.spare is None
    with pytest.raises(WorkerError, match="being closed"):
        workers.take()
