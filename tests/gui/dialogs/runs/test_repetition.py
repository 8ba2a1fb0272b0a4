"""Several runs together in a dialog."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.project import Project
from gui.dialogs.runs.repetition import RepetitionDialog
from tests.gui.dialogs.runs.test_difference import cells, trained


def shown(qtbot: QtBot, folders: list[Path]) -> RepetitionDialog:
    dialog = RepetitionDialog(folders)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.shown is not None, timeout=10_000)
    return dialog


@pytest.mark.slow
def test_mean_and_spread_of_seeds_of_two_designs(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    folders = []
    for name, accuracies in (("nin", (0.5, 0.75)), ("lenet5", (0.25, 0.75))):
        project = Project(graph=PRESETS[name].graph(), recipe=PRESETS["lenet5"].recipe)
        for seed, accuracy in enumerate(accuracies):
            seeded = replace(project, recipe=project.recipe.changed(seed=seed))
            folders.append(trained(tmp_path / f"{name}{seed}", seeded, val_accuracy=accuracy).path)
    (tmp_path / "torn").mkdir()
    dialog = shown(qtbot, [*folders, tmp_path / "torn"])
    assert cells(dialog.table) == [
        ["nin", "seed 0", "0.5000"],
        ["nin", "seed 1", "0.7500"],
        ["nin", "mean", "0.6250"],
        ["nin", "±", "0.1768"],
        ["lenet5", "seed 0", "0.2500"],
        ["lenet5", "seed 1", "0.7500"],
        ["lenet5", "mean", "0.5000"],
        ["lenet5", "±", "0.3536"],
    ]
    assert "lenet5 of" in dialog.words.text() or "of lenet5" in dialog.words.text()
    assert "may well be chance" in dialog.words.text()
    assert "torn" in dialog.note.text()
    assert not dialog.loss.empty
    bands = [trace.band for trace in dialog.loss.ground.traces]
    assert len(bands) == 2
    assert None not in bands


def test_a_single_run_has_no_band(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    run = trained(tmp_path / "a", Project(graph=PRESETS["lenet5"].graph()), val_accuracy=0.5)
    dialog = shown(qtbot, [run.path])
    assert dialog.table.rowCount() == 1
    assert [trace.band for trace in dialog.loss.ground.traces] == [None]
    assert pytest.approx(0.5) == float(dialog.table.item(0, 2).text())
