"""All folds in one click: a run for each, one after the other, and what is said of them."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cnn.runs.history import past_runs
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.panels.training import TrainingPanel
from tests.gui.training_panels import find

pytestmark = pytest.mark.worker


def click(qtbot: QtBot, panel: TrainingPanel, name: str) -> None:
    qtbot.mouseClick(find(panel, QPushButton, name), Qt.MouseButton.LeftButton)


def test_all_folds_are_trained_and_told(qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession) -> None:
    document.set_recipe(epochs=2, fold="2/3")
    said: list[str] = []
    text = find(panel, QLabel, "foldsText")
    session.started.connect(lambda _: said.append(text.text()))
    assert find(panel, QPushButton, "trainFolds").text() == "All 3 folds"
    click(qtbot, panel, "trainFolds")
    qtbot.waitUntil(lambda: not panel.repeats.going, timeout=20_000)
    assert [f"fold {number} of 3" in words for number, words in enumerate(said, start=1)] == [True] * 3
    records = past_runs()
    assert sorted(record.data for record in records) == [f"{document.dataset}, fold {number}/3" for number in (1, 2, 3)]
    assert {record.state for record in records} == {"finished"}
    assert text.text().endswith("validation accuracy 0.9000 ± 0.0000")
    assert text.isVisible()
    assert "3 folds" in text.text()
    assert document.recipe.fold == "2/3", "the settings stay"
    click(qtbot, panel, "compareFolds")
    assert len(session.compared) == 2, "beside the last one, which is shown"
    document.set_recipe(epochs=1)
    panel.train()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    assert not text.isVisible(), "another training"


def test_stop_ends_the_rest(qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession) -> None:
    document.set_recipe(epochs=500, fold="1/5")
    click(qtbot, panel, "trainFolds")
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    assert not find(panel, QPushButton, "trainFolds").isEnabled()
    panel.stop()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    QApplication.processEvents()
    assert not panel.repeats.going
    assert len(past_runs()) == 1


def test_a_fold_that_fails_is_the_last(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRETEND", "refuse")
    document.set_recipe(fold="1/5")
    click(qtbot, panel, "trainFolds")
    qtbot.waitUntil(lambda: not panel.repeats.going, timeout=10_000)
    assert panel.message.isVisible()
    assert not session.busy


def test_how_many_is_asked_where_the_settings_name_none(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession
) -> None:
    document.set_recipe(epochs=1)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        assert dialog.intValue() == 5
        dialog.setIntValue(2)
        dialog.accept()

    QTimer.singleShot(0, answer)
    click(qtbot, panel, "trainFolds")
    qtbot.waitUntil(lambda: not panel.repeats.going, timeout=10_000)
    assert len(past_runs()) == 2


def test_beside_validation_data_there_are_no_folds(qtbot: QtBot, panel: TrainingPanel, document: Document) -> None:
    document.set_recipe(fold="1/2", validation_data="mnist-sample")
    click(qtbot, panel, "trainFolds")
    qtbot.waitUntil(panel.message.isVisible)
    assert "validation data" in panel.message.accessibleName()


def test_folds_go_on_while_another_network_is_open_and_are_not_taken_for_its_own(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession
) -> None:
    document.set_recipe(epochs=2, fold="1/2")
    click(qtbot, panel, "trainFolds")
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    document.open("alexnet")
    qtbot.waitUntil(lambda: not panel.repeats.going, timeout=20_000)
    assert {record.network for record in past_runs()} == {"lenet5"}
    assert len(past_runs()) == 2
    assert not panel.result.isVisible(), "it is not AlexNet's"


def test_several_seeds_are_trained_and_told(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.set_recipe(epochs=1, seed=4)
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (2, True))
    said: list[str] = []
    text = find(panel, QLabel, "foldsText")
    session.started.connect(lambda _: said.append(text.text()))
    panel.train_seeds()
    qtbot.waitUntil(lambda: len(said) == 2 and not panel.repeats.going, timeout=20_000)
    assert ["run 1 of 2" in said[0], "run 2 of 2" in said[1]] == [True, True]
    assert sorted(record.seed for record in past_runs()) == [4, 5]
    assert "2 seeds" in text.text()
    assert text.text().endswith("validation accuracy 0.9000 ± 0.0000")
    with qtbot.waitSignal(panel.spreadWanted) as wanted:
        click(qtbot, panel, "spreadOfRuns")
    assert len(wanted.args[0]) == 2
