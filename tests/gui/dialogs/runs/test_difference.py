"""Two runs beside each other in a dialog."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from cnn.layers import Dropout
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.folder import RunFolder
from cnn.runs.listed.notes import change_notes
from gui.dialogs.runs.difference import RunDifferenceDialog


def trained(place: Path, project: Project, **best: float) -> RunFolder:
    run = RunFolder.create(project, place)
    run.update_record(state="finished", epochs=2, planned_epochs=2, best={"epoch": 2, **best})
    lines = [
        f'{{"event": "epoch", "run": "{run.id}", "time": {epoch}, "epoch": {epoch}, "epochs": 2, "seconds": 1, '
        f'"images_per_second": 9, "logs": {{"loss": {1 / epoch}, "accuracy": {0.4 * epoch}, "val_loss": 1}}}}\n'
        for epoch in (1, 2)
    ]
    run.events.write_text("".join(lines))
    run.model.touch()
    return run


@pytest.fixture
def project() -> Project:
    return Project(graph=PRESETS["lenet5"].graph(), recipe=PRESETS["lenet5"].recipe)


def shown(qtbot: QtBot, first: Path, second: Path) -> RunDifferenceDialog:
    dialog = RunDifferenceDialog(first, second)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.shown is not None, timeout=10_000)
    return dialog


def cells(table: QTableWidget) -> list[list[str]]:
    return [[table.item(row, column).text() for column in range(table.columnCount())] for row in range(table.rowCount())]


@pytest.mark.slow
def test_result_recipe_and_design(dressed: QApplication, qtbot: QtBot, tmp_path: Path, project: Project) -> None:
    first = trained(tmp_path / "a", project, val_loss=0.5, val_accuracy=0.75)
    graph = project.graph.insert_after(project.graph.named("dense_1").id, Dropout(rate=0.5))[0]
    other = replace(project, graph=graph, recipe=project.recipe.changed(learning_rate=0.01))
    second = trained(tmp_path / "b", other, val_loss=0.25, val_accuracy=0.5)
    change_notes(second.path, name="with dropout")
    dialog = shown(qtbot, first.path, second.path)
    found = {row[0]: row[1:] for row in cells(dialog.results)}
    assert found["Validation loss"] == ["0.5000", "0.2500", "\N{MINUS SIGN}0.2500", "with dropout"]
    assert found["Validation accuracy"][:3] == ["0.7500", "0.5000", "\N{MINUS SIGN}0.2500"]
    assert found["Validation accuracy"][3].startswith("lenet5 ")
    assert cells(dialog.recipe) == [["Learning rate", "0.001", "0.01"]]
    assert "Layers 10 → 11 (+1)" in dialog.designs.totals.text()
    assert dialog.designs.table.topLevelItemCount() == 1
    assert [side.title.text() for side in dialog.designs.sides][1] == "with dropout"
    assert not dialog.loss.empty
    with qtbot.waitSignal(dialog.imagesWanted) as wanted:
        qtbot.mouseClick(dialog.images_button, Qt.MouseButton.LeftButton)
    assert wanted.args == [first.path, second.path]


@pytest.mark.slow
def test_the_same_twice_and_what_is_damaged(dressed: QApplication, qtbot: QtBot, tmp_path: Path, project: Project) -> None:
    first, second = trained(tmp_path / "a", project, val_loss=0.5), trained(tmp_path / "b", project, val_loss=0.5)
    record = first.record()
    second.update_record(created=record.created)
    dialog = shown(qtbot, first.path, second.path)
    assert " · a and lenet5" in dialog.windowTitle()  # else both had one name
    assert dialog.same_recipe.text() == "Both were trained in the same way, on the same data."
    assert dialog.designs.totals.text() == "The two are the same."
    second.project.write_text("{")
    second.model.unlink()
    dialog = shown(qtbot, first.path, second.path)
    assert "project.loom" in dialog.note.text()
    assert "can't be compared" in dialog.designs.note.text()
    assert dialog.results.rowCount() > 0
    assert not dialog.images_button.isEnabled()


@pytest.mark.slow
def test_a_run_beside_a_log_of_another_program(dressed: QApplication, qtbot: QtBot, tmp_path: Path, project: Project) -> None:
    run = trained(tmp_path / "a", project, val_loss=0.5, val_accuracy=0.75)
    table = tmp_path / "theirs.csv"
    table.write_text("epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,1.0,0.6,0.9\n1,0.7,0.6,0.8,0.4\n")
    dialog = shown(qtbot, run.path, table)
    found = {row[0]: row[1:] for row in cells(dialog.results)}
    assert found["Validation accuracy"] == ["0.7500", "0.8000", "+0.0500", "theirs.csv"]
    assert found["Epochs"][:3] == ["2", "2", "0"]
    assert "Parameters" not in found
    assert dialog.same_recipe.text() == "The recipes can't be compared: one of them is not there."
    assert dialog.recipe.isHidden()
    assert not dialog.no_results.isVisible()
    (run.path / "run.json").write_text("{")
    dialog = shown(qtbot, run.path, table)
    assert dialog.results.isHidden()
    assert dialog.no_results.isVisible()
