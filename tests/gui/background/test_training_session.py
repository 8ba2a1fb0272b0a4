"""The session against workers that pretend: what is heard, what is not, and that nothing is left behind."""

import gc
import json
import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn import client
from cnn.project import LastRun
from cnn.runs.history import past_runs
from cnn.runs.messages import Answer, Epoch, Failed, Finished
from gui.background import training_session, worker_thread
from gui.background.training_session import State, TrainingSession
from tests.gui.sessions import children, lenet, pretending

pytestmark = [pytest.mark.worker, pytest.mark.skipif(os.name != "posix", reason="signals")]


class Heard(list):
    """Everything a session tells, in order."""

    def __init__(self, session: TrainingSession) -> None:
        super().__init__()
        for name in ("phaseChanged", "batchFinished", "epochFinished", "finished", "failed", "answerReceived"):
            getattr(session, name).connect(self.append)

    def of(self, kind: type) -> list:
        return [event for event in self if isinstance(event, kind)]


def begin(qtbot: QtBot, session: TrainingSession, epochs: int = 500) -> None:
    """Starts a run and waits until its worker was told."""
    with qtbot.waitSignal(session.started, timeout=10_000):
        assert session.start(lenet(epochs=epochs))


def finish(qtbot: QtBot, session: TrainingSession) -> None:
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)


def test_a_run_goes_from_start_to_finish(qtbot: QtBot, session: TrainingSession) -> None:
    heard, states = Heard(session), []
    session.stateChanged.connect(states.append)
    assert session.start(lenet(epochs=2))
    finish(qtbot, session)
    assert states == [State.STARTING, State.TRAINING, State.IDLE]
    assert [event.epoch for event in heard.of(Epoch)] == [1, 2]
    assert [event.state for event in heard.of(Finished)] == ["finished"]
    assert session.has_model
    assert session.run.model.exists()
    assert session.run.record().params == 61_706


def test_signals_come_on_the_gui_thread(qtbot: QtBot, session: TrainingSession) -> None:
    threads = set()
    session.batchFinished.connect(lambda _: threads.add(threading.current_thread()))
    session.start(lenet(epochs=1))
    finish(qtbot, session)
    assert threads == {threading.main_thread()}


def test_the_spare_is_used_and_replaced_after_the_first_epoch(qtbot: QtBot, session: TrainingSession) -> None:
    session.workers.start_spare()
    (spare,) = children()
    begin(qtbot, session, epochs=3)
    assert children() == [spare]
    qtbot.waitSignal(session.epochFinished, timeout=10_000).wait()
    assert len(children()) == 2
    assert spare in children()
    finish(qtbot, session)


def test_the_next_run_ends_the_worker_of_the_last_one(qtbot: QtBot, session: TrainingSession) -> None:
    begin(qtbot, session, epochs=1)
    (first,) = children()
    finish(qtbot, session)
    session.start(lenet(epochs=1))
    finish(qtbot, session)
    qtbot.waitUntil(lambda: not psutil.pid_exists(first), timeout=10_000)


def test_stop_keeps_the_model(qtbot: QtBot, session: TrainingSession) -> None:
    heard = Heard(session)
    session.start(lenet(epochs=500))
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    session.stop()
    assert session.state == State.STOPPING
    finish(qtbot, session)
    assert [event.state for event in heard.of(Finished)] == ["stopped"]
    assert session.has_model


def test_a_stop_before_the_first_batch_is_obeyed(qtbot: QtBot, session: TrainingSession) -> None:
    heard = Heard(session)
    session.start(lenet(epochs=500))
    session.stop()
    finish(qtbot, session)
    assert [event.state for event in heard.of(Finished)] == ["stopped"]


def test_pause_halts_and_resume_goes_on(qtbot: QtBot, session: TrainingSession, monkeypatch: pytest.MonkeyPatch) -> None:
    heard, sent = Heard(session), []
    begin(qtbot, session, epochs=3)
    send = session.workers.serving.send
    monkeypatch.setattr(session.workers.serving, "send", lambda command: (sent.append(command.command), send(command)))
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    session.pause()
    qtbot.waitUntil(lambda: session.state == State.PAUSED, timeout=10_000)
    assert sent == ["pause"]
    session.resume()
    finish(qtbot, session)
    assert sent == ["pause", "resume"]
    phases = [getattr(event, "phase", "") for event in heard]
    assert phases[phases.index("paused") + 1] == "train", "nothing between the halt and going on"
    assert [event.epoch for event in heard.of(Epoch)] == [1, 2, 3]


def test_a_new_learning_rate_reaches_the_worker(qtbot: QtBot, session: TrainingSession) -> None:
    begin(qtbot, session)
    connection = session.workers.serving
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    session.set_learning_rate(0.25)
    qtbot.waitUntil(lambda: "learning rate 0.25" in connection.worker.last_log_lines(), timeout=10_000)


def test_only_one_run_at_a_time(qtbot: QtBot, session: TrainingSession) -> None:
    begin(qtbot, session)
    run = session.run
    assert not session.start(lenet())
    assert session.run is run


def test_the_device_is_told(qtbot: QtBot, session: TrainingSession) -> None:
    with qtbot.waitSignal(session.deviceChanged, timeout=10_000) as told:
        session.workers.start_spare()
    assert told.args == ["CPU · 2 cores"]
    assert session.device.reason == "no GPU"


def test_a_killed_worker_is_a_failure_and_the_next_run_works(qtbot: QtBot, session: TrainingSession) -> None:
    heard = Heard(session)
    session.start(lenet(epochs=500))
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    os.kill(session.workers.serving.worker.pid, signal.SIGKILL)
    finish(qtbot, session)
    (failure,) = heard.of(Failed)
    assert "SIGKILL" in failure.message
    assert failure.hint
    assert session.run.record().state == "failed"
    session.start(lenet(epochs=1))
    finish(qtbot, session)
    assert heard.of(Finished)


def test_the_last_words_of_a_worker_come_with_its_death(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pretending(qapp, monkeypatch, tmp_path, "die") as session:
        heard = Heard(session)
        session.start(lenet(epochs=3))
        finish(qtbot, session)
        assert "Killed by a test" in heard.of(Failed)[0].log


def test_a_killed_spare_costs_nothing(qtbot: QtBot, session: TrainingSession) -> None:
    heard = Heard(session)
    session.workers.start_spare()
    qtbot.waitSignal(session.deviceChanged, timeout=10_000).wait()
    os.kill(session.workers.spare.worker.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: session.workers.spare is None, timeout=10_000)
    assert not heard
    session.start(lenet(epochs=1))
    finish(qtbot, session)
    assert heard.of(Finished)


def test_what_training_refuses_is_told(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pretending(qapp, monkeypatch, tmp_path, "refuse") as session:
        heard = Heard(session)
        session.start(lenet())
        finish(qtbot, session)
        assert [event.message for event in heard.of(Failed)] == ["The images are gone."]


def test_a_run_that_is_refused_is_none(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pretending(qapp, monkeypatch, tmp_path) as session:
        session.start(lenet(epochs=1))
        finish(qtbot, session)
        run, project = session.run, session.project
        monkeypatch.setenv("PRETEND", "refuse")
        session.workers.end_spare()
        heard = Heard(session)
        session.start(lenet())
        finish(qtbot, session)
        assert [(event.refused, event.log) for event in heard.of(Failed)] == [(True, "looked everywhere")]
        assert (session.run, session.project) == (run, project)
        assert [record.id for record in past_runs()] == [run.id]
        session.go_on(run.path, epochs=5)
        finish(qtbot, session)
        assert run.model.is_file()


def test_lines_that_are_no_events_are_passed_over(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pretending(qapp, monkeypatch, tmp_path, "garbage") as session:
        heard = Heard(session)
        session.start(lenet(epochs=1))
        finish(qtbot, session)
        assert heard.of(Finished)


def test_a_word_from_a_run_that_is_over_is_not_heard(qtbot: QtBot, session: TrainingSession) -> None:
    begin(qtbot, session, epochs=1)
    first = session.workers.serving
    finish(qtbot, session)
    begin(qtbot, session)
    heard = Heard(session)
    late = json.dumps({"event": "finished", "run": "an older run", "time": 0, "state": "finished", "best": {}}).encode()
    session.workers.serving._read(late)
    first._read(late.replace(b"an older run", session.run.id.encode()))
    assert not heard.of(Finished)
    assert session.busy


def test_a_runs_folder_that_cannot_be_made_is_told(
    qtbot: QtBot, session: TrainingSession, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "file" / "runs"))
    heard = Heard(session)
    session.start(lenet())
    finish(qtbot, session)
    assert heard.of(Failed)[0].message


def test_a_worker_that_cannot_start_leaves_no_folder(
    qtbot: QtBot, session: TrainingSession, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(client, "_command_line", lambda *_: [str(tmp_path / "no such program")])
    heard = Heard(session)
    session.start(lenet())
    finish(qtbot, session)
    assert "can't be started" in heard.of(Failed)[0].message
    assert not list(tmp_path.glob("*/run.json"))


def test_a_run_that_died_goes_on(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pretending(qapp, monkeypatch, tmp_path, "die") as session:
        heard = Heard(session)
        session.start(lenet(epochs=3))
        finish(qtbot, session)
        run = session.run
        assert session.go_on(run.path, epochs=4, batch_size=32)
        finish(qtbot, session)
        assert session.run.path == run.path
        assert (session.resumes, session.project.recipe.epochs, session.project.recipe.batch_size) == (True, 4, 32)
        assert [event.epoch for event in heard.of(Epoch)] == [1, 2, 3, 4]


def test_a_complete_run_does_not_go_on(qtbot: QtBot, session: TrainingSession) -> None:
    session.start(lenet(epochs=1))
    finish(qtbot, session)
    heard = Heard(session)
    session.go_on(session.run.path)
    finish(qtbot, session)
    assert "is complete" in heard.of(Failed)[0].message
    assert session.has_model, "it stays as it was"


def test_another_number_of_epochs_reaches_the_worker(qtbot: QtBot, session: TrainingSession) -> None:
    begin(qtbot, session)
    connection = session.workers.serving
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    session.set_epochs(20)
    qtbot.waitUntil(lambda: "epochs 20" in connection.worker.last_log_lines(), timeout=10_000)


def test_a_window_that_closes_at_once_leaves_no_folder(session: TrainingSession, tmp_path: Path) -> None:
    session.start(lenet())
    session.close(timeout=1)
    assert not list(tmp_path.glob("*/run.json"))


def test_a_question_is_answered_by_the_worker_of_the_run(
    qtbot: QtBot, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRETEND_ANSWER", '{"loss": 0.5}')
    session.start(lenet(epochs=1))
    finish(qtbot, session)
    connection = session.workers.serving
    with qtbot.waitSignal(session.answerReceived, timeout=10_000) as told:
        request = session.predict([Path("a.png")])
    assert told.args[0].request == request
    assert told.args[0].result == {"loss": 0.5}
    assert session.workers.serving is connection


def test_a_question_that_is_refused_is_told_with_its_id(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    run.mkdir()
    (run / "model.keras").touch()
    with pretending(qapp, monkeypatch, tmp_path, "refuse") as session:
        with qtbot.waitSignal(session.failed, timeout=10_000) as told:
            request = session.predict([tmp_path / "a.png"], run)
        assert told.args[0].request == request


def test_a_question_without_a_model_says_so(qtbot: QtBot, session: TrainingSession) -> None:
    with qtbot.waitSignal(session.failed, timeout=10_000) as told:
        request = session.predict([Path("a.png")])
    assert told.args[0].request == request
    assert "no trained model" in told.args[0].message


def test_a_worker_that_dies_over_a_question_says_so(qtbot: QtBot, session: TrainingSession) -> None:
    session.start(lenet(epochs=1))
    finish(qtbot, session)
    os.kill(session.workers.serving.worker.pid, signal.SIGSTOP)
    request = session.predict([Path("a.png")])
    with qtbot.waitSignal(session.failed, timeout=10_000) as told:
        os.kill(session.workers.serving.worker.pid, signal.SIGKILL)
    assert told.args[0].request == request
    assert session.state == State.IDLE


@pytest.mark.story
def test_export_takes_the_weights_that_layers_still_have(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    project = lenet(epochs=1)
    session.start(project)
    finish(qtbot, session)
    last = LastRun(session.run.id, str(session.run.path))
    moved = project.graph.place({"n1": (5.0, 5.0)})
    for name, asked, weights in (
        ("a", replace(project, run=last), "5 of 5 layers trained"),
        ("b", replace(project, graph=moved, run=last), "5 of 5 layers trained"),
        ("c", replace(project, graph=project.graph.remove("n3"), run=last), "3 of 4 layers trained, 1 fresh (conv2d_1)"),
        ("d", project, "0 of 5 layers trained"),
        ("e", None, "5 of 5 layers trained"),
    ):
        with qtbot.waitSignal(session.answerReceived, timeout=10_000) as told:
            session.export(tmp_path / name, asked)
        assert isinstance(told.args[0], Answer)
        assert told.args[0].result["weights"].startswith(weights)
        assert (tmp_path / name).read_text() == ("fresh" if name == "d" else "weights")


def test_closing_during_training_keeps_the_model(qtbot: QtBot, session: TrainingSession) -> None:
    session.start(lenet(epochs=500))
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    session.workers.start_spare()
    session.close(timeout=10)
    assert children() == []
    assert session.run.model.exists()
    assert session.run.record().state == "stopped"
    assert [item.name for item in session.run.path.iterdir() if item.suffix == ".tmp" or item.name.startswith(".")] == []
    assert not [thread for thread in threading.enumerate() if thread.name == "end of a worker"]


def test_closing_ends_a_worker_that_does_not_listen(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pretending(qapp, monkeypatch, tmp_path, "mute") as session:
        session.start(lenet())
        qtbot.waitUntil(lambda: session.state == State.TRAINING, timeout=10_000)
        session.close(timeout=0.2)
        assert children() == []


def test_nothing_starts_after_closing(session: TrainingSession) -> None:
    session.close()
    session.workers.start_spare()
    assert not session.start(lenet())
    assert children() == []


def test_nothing_is_collected_by_itself_once_a_worker_is_listened_to(qtbot: QtBot, session: TrainingSession) -> None:
    gc.enable()
    session.workers.start_spare()
    qtbot.waitSignal(session.deviceChanged, timeout=10_000).wait()
    assert not gc.isenabled()
    session.close()
    assert not gc.isenabled()


def test_compared_runs_are_told_once(session: TrainingSession, tmp_path: Path) -> None:
    told = []
    session.comparedChanged.connect(told.append)
    session.compare([tmp_path / "a", tmp_path / "b", tmp_path / "a"])
    session.compare([tmp_path / "a", tmp_path / "b"])
    assert told == [(tmp_path / "a", tmp_path / "b")]


# ---------------------------------------------------------------------- a worker that hangs


def stopped(session: TrainingSession) -> psutil.Process:
    """The worker in use, stopped as a hung one is."""
    assert session.workers.serving is not None
    process = psutil.Process(session.workers.serving.worker.pid)
    process.suspend()
    return process


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SILENT", 0.3)
    monkeypatch.setattr(client, "SILENT_AT_FIRST", 30.0)
    monkeypatch.setattr(worker_thread, "LOOK", 50)


@pytest.mark.usefixtures("impatient")
def test_a_worker_that_hangs_is_told_and_heard_again(qtbot: QtBot, session: TrainingSession) -> None:
    silences: list[float] = []
    session.silenceChanged.connect(silences.append)
    begin(qtbot, session)
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    process = stopped(session)
    qtbot.waitUntil(lambda: len(silences) > 2, timeout=10_000)
    assert silences == sorted(silences)
    assert silences[0] >= 0.3
    process.resume()
    qtbot.waitUntil(lambda: silences[-1] == 0, timeout=10_000)
    session.stop()
    finish(qtbot, session)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("after_stop", [True, False])
def test_a_worker_that_hangs_can_be_ended_and_its_run_goes_on(qtbot: QtBot, session: TrainingSession, after_stop: bool) -> None:
    heard = Heard(session)
    begin(qtbot, session)
    qtbot.waitUntil(lambda: len(heard.of(Epoch)) > 1, timeout=10_000)
    stopped(session)
    if after_stop:
        session.stop()
        assert session.state == State.STOPPING
    qtbot.waitSignal(session.silenceChanged, timeout=10_000).wait()
    session.end_now()
    finish(qtbot, session)
    (death,) = heard.of(Failed)
    assert death.error == "WorkerDied"
    assert "answer" in death.message
    run = session.run
    assert run.record().state == "interrupted"
    done = run.record().epochs
    assert session.go_on(run.path)
    qtbot.waitUntil(lambda: run.record().epochs > done, timeout=10_000)
    session.stop()
    finish(qtbot, session)


@pytest.mark.usefixtures("impatient")
def test_one_that_hangs_and_is_told_to_stop_is_ended(
    qtbot: QtBot, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_session, "HUNG", 0.6)
    heard = Heard(session)
    begin(qtbot, session)
    qtbot.waitUntil(lambda: len(heard.of(Epoch)) > 1, timeout=10_000)
    stopped(session)
    session.stop()
    finish(qtbot, session)
    assert [death.error for death in heard.of(Failed)] == ["WorkerDied"]
    assert session.run.record().state == "interrupted"


@pytest.mark.usefixtures("impatient")
def test_a_spare_that_hangs_is_not_used(qtbot: QtBot, session: TrainingSession) -> None:
    session.workers.start_spare()
    spare = session.workers.spare
    qtbot.waitUntil(lambda: session.device is not None, timeout=10_000)
    process = psutil.Process(spare.worker.pid)
    process.suspend()
    qtbot.waitUntil(lambda: bool(spare.silence), timeout=10_000)
    assert session.start(lenet(epochs=1))
    finish(qtbot, session)
    assert session.has_model


@pytest.mark.usefixtures("impatient")
def test_closing_does_not_wait_for_a_worker_that_hangs(qtbot: QtBot, session: TrainingSession) -> None:
    begin(qtbot, session)
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    stopped(session)
    qtbot.waitSignal(session.silenceChanged, timeout=10_000).wait()
    session.close(timeout=3600)
    assert children() == []
