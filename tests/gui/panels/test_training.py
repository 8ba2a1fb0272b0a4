"""The training panel: what is typed reaches the document, what is told reaches the person."""

from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from cnn import client
from cnn.datasets.sizes import Facts, Sizes
from cnn.layers import Dense
from cnn.plan import checks
from cnn.project import load
from cnn.runs.messages import Failed
from cnn.runs.queued import queue
from cnn.words.quantities import spell_bytes
from gui.background import worker_thread
from gui.background.training_session import State, TrainingSession
from gui.document import Document
from gui.panels.training import TrainingPanel
from gui.widgets.basic.asking import FileDialog
from gui.widgets.basic.message_bar import LogWindow
from tests.gui.sessions import pretending
from tests.gui.training_panels import begin, find, shown, stop, train, write

pytestmark = pytest.mark.worker


def buttons(panel: TrainingPanel) -> dict[str, QPushButton]:
    offered = [button for button in panel.message.findChildren(QPushButton) if not button.isHidden()]
    return {button.text(): button for button in offered if button.text()}


# ---------------------------------------------------------------------- settings


def test_every_setting_reaches_the_document_and_comes_back_with_undo(
    qtbot: QtBot, panel: TrainingPanel, document: Document
) -> None:
    before = document.project
    write(qtbot, find(panel, QSpinBox, "epochs"), "25")
    write(qtbot, find(panel, QSpinBox, "batchSize"), "128")
    write(qtbot, find(panel, QLineEdit, "learningRate"), "3e-4", enter=True)
    optimizer = find(panel, QComboBox, "optimizer")
    optimizer.setCurrentText("SGD")
    recipe = document.recipe
    assert (recipe.epochs, recipe.batch_size, recipe.learning_rate, recipe.optimizer) == (25, 128, 3e-4, "SGD")
    assert document.dirty
    for _ in range(4):
        document.undo()
    assert document.project == before
    assert find(panel, QSpinBox, "epochs").value() == before.recipe.epochs
    assert find(panel, QLineEdit, "learningRate").text() == "0.001"
    assert optimizer.currentText() == "Adam"


def test_a_dataset_can_be_chosen_by_name(panel: TrainingPanel, document: Document) -> None:
    box = find(panel, QComboBox, "dataset")
    assert box.currentData() == "mnist-sample"
    place = box.findData("fashion-mnist")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    assert document.dataset == "fashion-mnist"
    document.undo()
    assert box.currentData() == "mnist-sample"


@pytest.mark.parametrize(
    ("entry", "asker"),
    [
        ("Folder…", "getExistingDirectory"),
        ("NPZ file…", "getOpenFileName"),
        ("IDX files…", "getOpenFileNames"),
        ("CSV table…", "getOpenFileName"),
    ],
)
def test_a_dataset_can_be_a_folder_or_a_file(
    panel: TrainingPanel, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, asker: str
) -> None:
    chosen = str(tmp_path / "pictures")
    answers = {"getExistingDirectory": chosen, "getOpenFileName": (chosen, ""), "getOpenFileNames": ([chosen], "")}
    monkeypatch.setattr(FileDialog, asker, lambda *_: answers[asker])
    box = find(panel, QComboBox, "dataset")
    box.activated.emit(box.findText(entry))
    assert document.dataset == chosen
    assert box.currentText() == "pictures"
    assert box.toolTip() == chosen


def test_a_dialog_that_is_cancelled_changes_nothing(
    panel: TrainingPanel, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FileDialog, "getExistingDirectory", lambda *_: "")
    box = find(panel, QComboBox, "dataset")
    box.setCurrentIndex(box.findText("Folder…"))
    box.activated.emit(box.findText("Folder…"))
    assert document.dataset == "mnist-sample"
    assert box.currentData() == "mnist-sample"


@pytest.mark.parametrize("text", ["much", "-1", "0", "nan", ""])
def test_a_learning_rate_that_cannot_work_is_refused_in_words_once_it_is_typed(
    qtbot: QtBot, panel: TrainingPanel, document: Document, text: str
) -> None:
    line, refusals = find(panel, QLineEdit, "learningRate"), []
    document.refused.connect(refusals.append)
    write(qtbot, line, text)
    if not text:
        qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert not line.property("problem")
    assert not refusals
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert document.recipe.learning_rate == 0.001
    assert len(refusals) == 1
    assert line.text() == "0.001"
    assert not line.property("problem")


def test_a_learning_rate_of_many_digits_is_no_problem_and_stays(qtbot: QtBot, panel: TrainingPanel, document: Document) -> None:
    """As one that a search found."""
    rate = 0.06343840746442035
    document.set_recipe(learning_rate=rate)
    line = find(panel, QLineEdit, "learningRate")
    assert not line.property("problem")
    assert (line.text(), line.cursorPosition()) == (str(rate), 0)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert document.recipe.learning_rate == rate


def test_a_pause_is_enough_and_leaves_the_text_alone(qtbot: QtBot, panel: TrainingPanel, document: Document) -> None:
    line = find(panel, QLineEdit, "learningRate")
    write(qtbot, line, "1e-2")
    assert document.recipe.learning_rate == 0.001
    qtbot.waitUntil(lambda: document.recipe.learning_rate == 0.01, timeout=10_000)
    assert line.text() == "1e-2"
    write(qtbot, line, "1e-")
    panel.form._typed_rate._clock.timeout.emit()  # a pause in the middle of a number
    assert not line.property("problem")
    assert (line.text(), document.recipe.learning_rate) == ("1e-", 0.01)
    qtbot.keyClicks(line, "3")
    assert not line.property("problem")
    find(panel, QSpinBox, "epochs").setFocus()
    assert document.recipe.learning_rate == 0.001
    assert line.text() == "0.001"


def test_training_begins_with_what_was_typed_not_with_a_part_of_it(
    panel: TrainingPanel, qtbot: QtBot, document: Document, session: TrainingSession
) -> None:
    document.set_recipe(epochs=1)
    write(qtbot, find(panel, QLineEdit, "learningRate"), "1e-4")
    train(qtbot, panel, session)
    assert session.project is not None
    assert session.project.recipe.learning_rate == 1e-4


# ---------------------------------------------------------------------- before a run


def test_what_would_be_trained_is_worked_out_when_it_is_seen(
    panel: TrainingPanel, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.hide()
    told: list[str] = []
    panel.readinessChanged.connect(told.append)
    worked_out: list[object] = []
    honest = panel.readiness.told
    monkeypatch.setattr(panel.readiness, "told", lambda: (worked_out.append(1), honest())[1])
    document.edit("Narrow", lambda graph: graph.replace_layer(graph.named("dense").id, Dense(units=1)))
    document.edit("Break it", lambda graph: graph.add(Dense(units=3)))
    assert "dense" in told[-1], "buttons elsewhere know at once"
    document.undo()
    assert (told[-1], worked_out) == ("", [])
    panel.show()
    assert f"{document.analysis.trainable_params:,}" in panel.idle.text.text()
    assert worked_out


def test_a_network_with_errors_cannot_be_trained_and_says_why(
    panel: TrainingPanel, document: Document, session: TrainingSession
) -> None:
    told = []
    panel.readinessChanged.connect(told.append)
    document.edit("Break it", lambda graph: graph.add(Dense(units=3)))
    assert told[-1] == panel.obstacle
    assert "dense" in panel.obstacle
    assert panel.idle.text.text() == panel.obstacle
    panel.train()
    assert not session.busy
    assert panel.message.isVisible()
    document.undo()
    assert told[-1] == ""
    assert "61,706" in panel.idle.text.text()


def test_numbers_that_are_to_be_told_first_are_not_told_by_what_keeps_the_training(
    panel: TrainingPanel, document: Document
) -> None:
    last, before = (document.graph.named(name).id for name in ("dense_2", "dense_1"))
    document.edit("Take the classifier away", lambda graph: graph.remove(last))
    assert "84" in panel.idle.text.text()
    document.hide("lecture", [before])
    assert "84" not in panel.idle.text.text()
    assert "hidden until you have told them" in panel.idle.text.text()
    document.hide("lecture", [])
    assert "84" in panel.idle.text.text()


def test_too_few_outputs_are_found_before_a_worker_is_asked_and_can_be_cured(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession
) -> None:
    last = document.graph.outputs[0]
    document.edit("Five", lambda graph: graph.replace_layer(last, graph.node(last).layer.replace(units=5)))
    panel.train()
    assert not session.busy
    assert panel.message.isVisible()
    repair = next(button for text, button in buttons(panel).items() if "10" in text)
    qtbot.mouseClick(repair, Qt.MouseButton.LeftButton)
    assert document.analysis.named(document.graph.nodes[last].name).output_shape == (10,)
    assert not panel.message.isVisible()
    train(qtbot, panel, session)
    assert session.has_model


def test_why_training_did_not_begin_follows_the_network(
    panel: TrainingPanel, document: Document, session: TrainingSession
) -> None:
    """Neither its words nor its cure may speak of the network as it was when Train was pressed."""
    last = document.graph.outputs[0]
    document.edit("Five", lambda graph: graph.replace_layer(last, graph.node(last).layer.replace(units=5)))
    panel.train()
    document.edit("Seven", lambda graph: graph.insert_after(last, Dense(units=7)))
    now = document.graph.outputs[0]
    assert now != last
    assert document.graph.nodes[now].name in panel.message.text.text()
    next(button for text, button in buttons(panel).items() if "10" in text).click()
    assert document.graph.outputs == (now,)
    assert document.analysis.named(document.graph.nodes[now].name).output_shape == (10,)
    assert document.analysis.named(document.graph.nodes[last].name).output_shape == (5,)
    assert panel.message.isHidden()
    document.undo()
    panel.train()
    assert panel.message.isVisible()
    document.edit("Ten", lambda graph: graph.replace_layer(now, graph.node(now).layer.replace(units=10)))
    assert panel.message.isHidden()
    assert not session.busy


def test_ready_is_said_only_when_training_can_begin(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, tmp_path: Path
) -> None:
    """Whatever Train would refuse is said before it is pressed."""

    def refused() -> bool:
        said = panel.idle.text.text()
        panel.train()
        qtbot.waitUntil(lambda: said in panel.message.text.text().replace("&amp;", "&"))
        assert not session.busy
        return not said.startswith("Ready")

    assert panel.idle.text.text().startswith("Ready")
    last = document.graph.outputs[0]
    document.edit("Five", lambda graph: graph.replace_layer(last, graph.node(last).layer.replace(units=5)))
    assert refused()
    document.undo()
    document.set_dataset(str(tmp_path / "gone.npz"))
    qtbot.waitUntil(lambda: not panel.idle.text.text().startswith("Ready"))
    assert refused()
    document.undo()
    assert document.set_recipe(freeze_until="nowhere")
    assert refused()
    document.undo()
    document.set_dataset(str(tmp_path))
    document.learn_facts(str(tmp_path), Facts(3, Sizes.of([(28, 28, 1)])))
    assert refused()
    document.undo()
    assert panel.idle.text.text().startswith("Ready")


# ---------------------------------------------------------------------- a run


def test_progress_is_told_while_a_run_goes_on(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession
) -> None:
    document.set_recipe(epochs=500)
    progress = find(panel, QProgressBar, "progress")
    panel.train()
    qtbot.waitUntil(lambda: panel.progress.where.text().startswith("Epoch 2 of 500, batch "), timeout=10_000)
    assert progress.isVisible()
    assert progress.value() > 0
    assert "images/s" in panel.progress.speed.text()
    assert "left" in panel.progress.left.text()
    stop(qtbot, panel, session)


def test_only_learning_rate_and_epochs_can_be_changed_during_a_run(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession
) -> None:
    begin(qtbot, panel, document, session)
    connection = session.workers.serving
    for kind, name in ((QComboBox, "dataset"), (QSpinBox, "batchSize"), (QComboBox, "optimizer")):
        assert not find(panel, kind, name).isEnabled()
    write(qtbot, find(panel, QLineEdit, "learningRate"), "0.5", enter=True)
    qtbot.waitUntil(lambda: "learning rate 0.5" in connection.worker.last_log_lines(), timeout=10_000)
    write(qtbot, find(panel, QSpinBox, "epochs"), "700")
    qtbot.waitUntil(lambda: "epochs 700" in connection.worker.last_log_lines(), timeout=10_000)
    assert "epochs 7\n" not in connection.worker.last_log_lines(), "a number that is being typed is not sent"
    stop(qtbot, panel, session)
    assert find(panel, QSpinBox, "batchSize").isEnabled()


def test_a_finished_run_trains_on_for_more_epochs(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession
) -> None:
    document.set_recipe(epochs=1)
    train(qtbot, panel, session)
    run, more = session.run, panel.result.more
    assert not more.isEnabled()
    write(qtbot, find(panel, QSpinBox, "epochs"), "3")
    assert more.isEnabled()
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not session.busy and "3 of 3 epochs" in panel.result.figures.text(), timeout=10_000)
    assert session.run.path == run.path
    assert not more.isEnabled()


def test_where_memory_ran_out_a_smaller_batch_goes_on(
    qtbot: QtBot, qapp: QApplication, document: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pretending(qapp, monkeypatch, tmp_path, "starve") as session:
        panel = shown(qtbot, document, session)
        document.set_recipe(epochs=1, batch_size=40)
        train(qtbot, panel, session)
        qtbot.mouseClick(buttons(panel)["Continue with batch size 20"], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not session.busy and session.has_model, timeout=10_000)
        assert document.recipe.batch_size == 20
        assert not panel.message.isVisible()


def test_pause_and_resume(qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession) -> None:
    begin(qtbot, panel, document, session)
    panel.pause()
    qtbot.waitUntil(lambda: session.state == State.PAUSED, timeout=10_000)
    assert "Paused" in panel.progress.where.text()
    panel.train()
    qtbot.waitUntil(lambda: session.state == State.TRAINING, timeout=10_000)
    panel.pause()
    qtbot.waitUntil(lambda: session.state == State.PAUSED, timeout=10_000)
    panel.pause()
    qtbot.waitUntil(lambda: session.state == State.TRAINING, timeout=10_000)


def test_the_final_figures_stay_and_lead_on(
    qtbot: QtBot,
    panel: TrainingPanel,
    document: Document,
    session: TrainingSession,
) -> None:
    document.set_recipe(epochs=2)
    train(qtbot, panel, session)
    assert panel.result.isVisible()
    text = panel.result.figures.text()
    assert "validation accuracy 0.9000" in text
    assert "2 of 2 epochs" in text
    assert "500 images/s" in text
    assert str(session.run.path) in panel.result.figures.toolTip()
    found = {button.text(): button for button in panel.result.findChildren(QPushButton)}
    with qtbot.waitSignal(session.evaluationWanted):
        qtbot.mouseClick(found["Evaluate"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.exportWanted) as wanted:  # in the dialog that every other export has
        qtbot.mouseClick(found["Export…"], Qt.MouseButton.LeftButton)
    assert wanted.args == [session.run.path]


def test_a_failure_is_told_in_the_panel_with_its_log(
    qtbot: QtBot, qapp: QApplication, document: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pretending(qapp, monkeypatch, tmp_path, "die") as session:
        panel = shown(qtbot, document, session)
        train(qtbot, panel, session)
        assert "SIGKILL" in panel.message.text.text()
        assert "memory ran out" in panel.message.text.text()
        qtbot.mouseClick(buttons(panel)["Show log"], Qt.MouseButton.LeftButton)
        (log,) = panel.findChildren(LogWindow)
        assert not log.isModal()
        assert "Killed by a test" in log.text
        assert log.windowTitle() == "Log of the run"
        assert log.findChild(QLabel, "logFile").text() == f"From {session.run.log}"  # type: ignore[union-attr]
        found = {button.text(): button for button in panel.result.findChildren(QPushButton)}
        assert not found["Evaluate"].isEnabled()
        assert found["Show folder"].isEnabled()
        log.close()
        qtbot.mouseClick(buttons(panel)["Continue"], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not session.busy and session.has_model, timeout=10_000)
        assert not panel.message.isVisible()
        assert session.has_model


def test_what_only_the_worker_can_explain_is_told_with_its_log(qtbot: QtBot, panel: TrainingPanel, tmp_path: Path) -> None:
    (tmp_path / "worker.log").write_text("the whole story")
    told = Failed(time=1.0, error="OSError", message="It can't be.", log_file=str(tmp_path / "worker.log"))
    panel._session.failed.emit(told)
    qtbot.mouseClick(buttons(panel)["Show log"], Qt.MouseButton.LeftButton)
    (log,) = panel.findChildren(LogWindow)
    assert (log.windowTitle(), log.text) == ("Log", "the whole story")
    log.close()


def test_a_message_leaves_the_settings_their_room(panel: TrainingPanel) -> None:
    before = panel.form.geometry()
    panel.message.show_message("Something is wrong.", "Do something about it.")
    QApplication.processEvents()
    assert panel.message.isVisible()
    assert panel.form.geometry() == before


def test_a_refused_training_leaves_the_settings_as_they_were(
    qtbot: QtBot, qapp: QApplication, document: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pretending(qapp, monkeypatch, tmp_path, "refuse") as session:
        panel = shown(qtbot, document, session)
        train(qtbot, panel, session)
        assert "The images are gone." in panel.message.text.text()
        assert "Put them back." in panel.message.text.text()
        assert panel.idle.isVisible()
        assert find(panel, QSpinBox, "epochs").isEnabled()
        close = next(button for button in panel.message.findChildren(QPushButton) if not button.text())
        qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
        assert not panel.message.isVisible()


def test_until_the_worker_says_something_the_panel_says_what_is_waited_for(
    qtbot: QtBot, panel: TrainingPanel, session: TrainingSession
) -> None:
    """A new run, and one that goes on or back: the folder is ready, and the worker still has to start."""
    said: list[str] = []
    session.started.connect(lambda _: said.append(panel.progress.where.text()))
    train(qtbot, panel, session)
    assert session.run is not None
    assert session.go_on(session.run.path, epochs=20)
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    assert said == ["Starting …", "Starting …"]


# ---------------------------------------------------------------------- will it fit?


def test_what_training_needs_is_told_before_it_begins(qtbot: QtBot, panel: TrainingPanel) -> None:
    def said() -> float:
        return float(panel.idle.text.text().partition("about ")[2].partition(" GB")[0].partition(" MB")[0])

    assert "about " in panel.idle.text.text()
    before = said()
    write(qtbot, find(panel, QSpinBox, "batchSize"), "2048")
    assert said() > before


def test_it_is_one_figure_wherever_it_stands(panel: TrainingPanel, document: Document) -> None:
    from cnn.plan.training_memory import training_memory
    from gui.widgets.network.facts import network_facts

    need = training_memory(document.analysis, document.recipe, document.dataset)
    told = spell_bytes(need.total if need else None)
    assert f"about {told} of memory" in panel.idle.text.text()
    assert network_facts(document.analysis, document.recipe, document.dataset)[-1][1] == told


def test_where_memory_is_short_the_person_decides(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "free_memory", lambda: 900 << 20)
    write(qtbot, find(panel, QSpinBox, "batchSize"), "8192")
    panel.train()
    assert not session.busy
    assert "900 MB are free" in panel.message.text.text()
    assert "Train anyway" in buttons(panel)
    smaller = next(button for text, button in buttons(panel).items() if text.startswith("Use a batch of"))
    size = int(smaller.text().split()[-1])
    assert size < 8192
    smaller.click()
    assert document.recipe.batch_size == size
    assert session.busy
    assert panel.message.isHidden()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)


def test_train_anyway_is_offered_only_while_training_could_begin(
    qtbot: QtBot, panel: TrainingPanel, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "free_memory", lambda: 900 << 20)
    write(qtbot, find(panel, QSpinBox, "batchSize"), "8192")
    panel.train()
    assert "Train anyway" in buttons(panel)
    last = document.graph.outputs[0]
    document.edit("Five", lambda graph: graph.replace_layer(last, graph.node(last).layer.replace(units=5)))
    assert not any(text == "Train anyway" and button.isVisible() for text, button in buttons(panel).items())
    document.undo()
    write(qtbot, find(panel, QSpinBox, "batchSize"), "16")
    assert panel.message.isHidden()


# ---------------------------------------------------------------------- a worker that keeps one waiting


def test_a_worker_that_hangs_is_said_and_can_be_ended(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "SILENT", 0.3)
    monkeypatch.setattr(worker_thread, "LOOK", 50)
    document.set_recipe(epochs=500)
    panel.train()
    qtbot.waitUntil(lambda: panel.progress.where.text().startswith("Epoch 3 of 500"), timeout=10_000)
    worker = psutil.Process(session.workers.serving.worker.pid)
    worker.suspend()
    way_out = find(panel, QPushButton, "wayOut")
    qtbot.waitUntil(way_out.isVisible, timeout=10_000)
    assert panel.progress.where.text().startswith("The worker has not answered for ")
    assert (panel.progress.speed.text(), panel.progress.left.text()) == ("", ""), "it has no speed, and nobody knows what is left"
    worker.resume()
    qtbot.waitUntil(lambda: panel.progress.where.text().startswith("Epoch") and not way_out.isVisible(), timeout=10_000)
    worker.suspend()
    panel.stop()
    qtbot.waitUntil(lambda: way_out.isVisible() and way_out.text() == "End it now", timeout=10_000)
    qtbot.mouseClick(way_out, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    assert "didn't answer" in panel.message.text.text()
    qtbot.mouseClick(buttons(panel)["Continue"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.state == State.TRAINING, timeout=10_000)
    stop(qtbot, panel, session)


def test_the_validation_after_a_stop_is_said_and_can_be_skipped(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRETEND", "validate")
    document.set_recipe(epochs=500)
    panel.train()
    qtbot.waitUntil(lambda: session.state == State.TRAINING, timeout=10_000)
    panel.stop()
    qtbot.waitUntil(lambda: panel.progress.where.text().startswith("Finishing validation: batch "), timeout=10_000)
    way_out = find(panel, QPushButton, "wayOut")
    assert (way_out.isVisible(), way_out.text()) == (True, "Skip the validation")
    qtbot.mouseClick(way_out, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    assert session.has_model


def test_a_worker_that_does_not_obey_can_be_ended(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRETEND", "mute")
    panel.train()
    qtbot.waitUntil(lambda: session.state == State.TRAINING, timeout=10_000)
    panel.stop()
    way_out = find(panel, QPushButton, "wayOut")
    assert not way_out.isVisible()
    panel._waiting.timeout.emit()
    assert way_out.isVisible()
    qtbot.mouseClick(way_out, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)


def test_what_is_open_goes_into_the_queue_or_it_is_said_why_not(
    qtbot: QtBot, panel: TrainingPanel, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    document.set_recipe(epochs=7)
    with qtbot.waitSignal(panel.enqueued) as added:
        panel.enqueue()
    assert added.args == [True]
    (entry,) = queue.read().entries
    assert load(queue.project_of(entry.number)).recipe.epochs == 7
    document.new()
    with qtbot.waitSignal(panel.enqueued) as added:
        panel.enqueue()
    assert added.args == [False]
    assert panel.message.isVisible()
    assert len(queue.read().entries) == 1
