"""A fork is asked for in a dialog."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.checkpoints import Kept
from cnn.runs.folder import RunFolder
from cnn.runs.rewind import Position
from gui.background.training_session import TrainingSession
from gui.dialogs.runs import fork
from gui.dialogs.runs.fork import ForkDialog


def shown(qtbot: QtBot, run: Path, session: TrainingSession, now: Recipe | None = None) -> ForkDialog:
    dialog = ForkDialog(run, session, now)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.epochs.value() > 1 or dialog.problem.isVisible(), timeout=10_000)
    return dialog


def test_what_is_chosen_is_trained(dressed: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = RunFolder.create(Project(PRESETS["lenet5"].graph(), PRESETS["lenet5"].recipe), tmp_path / "a")
    kept = [
        Kept(run.checkpoints / f"epoch-{epoch:06}.npz", Position(epoch), {"val_accuracy": 0.5}, None, False) for epoch in (40, 20)
    ]
    monkeypatch.setattr(fork, "kept_checkpoints", lambda _: tuple(kept))
    session = TrainingSession()
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(session, "fork", lambda *what, **changes: asked.append((*what, changes)) or True)
    dialog = shown(qtbot, run.path, session)
    assert dialog.epochs.value() == 50
    assert [dialog.checkpoints.itemText(row) for row in range(2)][1] == "epoch 20 · validation accuracy 0.5000"
    dialog.checkpoints.setCurrentIndex(1)
    dialog.learning_rate.setText("0")
    qtbot.mouseClick(dialog.train_button, Qt.MouseButton.LeftButton)
    assert asked == []
    assert dialog.problem.isVisible()
    dialog.learning_rate.setText("0.25")
    qtbot.mouseClick(dialog.train_button, Qt.MouseButton.LeftButton)
    assert asked == [(run.path, kept[1], {"epochs": 50, "batch_size": 64, "learning_rate": 0.25})]
    assert not dialog.isVisible()


def test_all_settings_of_the_open_network_can_be_taken_but_those_of_the_images(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = PRESETS["lenet5"].recipe
    run = RunFolder.create(Project(PRESETS["lenet5"].graph(), recipe), tmp_path / "a")
    kept = Kept(run.checkpoints / "epoch-000002.npz", Position(2), {}, None, False)
    monkeypatch.setattr(fork, "kept_checkpoints", lambda _: (kept,))
    session = TrainingSession()
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(session, "fork", lambda *_, **changes: asked.append(changes) or True)
    now = recipe.changed(optimizer="SGD", momentum=0.9, learning_rate=0.06343840746442035, seed=9)
    dialog = shown(qtbot, run.path, session, now)
    assert not dialog.differences.isVisible()
    dialog.settings.setCurrentIndex(1)
    told = dialog.differences.text().splitlines()
    assert told[:2] == ["Optimizer: SGD instead of Adam", "Momentum: 0.9 instead of none"]
    assert "The optimizer begins anew" in told[2]
    qtbot.mouseClick(dialog.train_button, Qt.MouseButton.LeftButton)
    assert asked == [{"optimizer": "SGD", "momentum": 0.9, "epochs": 12, "batch_size": 64, "learning_rate": 0.06343840746442035}]


def test_a_run_without_checkpoints_can_not_be_forked(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    run = RunFolder.create(Project(PRESETS["lenet5"].graph()), tmp_path / "a")
    dialog = shown(qtbot, run.path, TrainingSession())
    qtbot.waitUntil(dialog.problem.isVisible)
    assert not dialog.train_button.isEnabled()
