"""A training panel on its own, and hands for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.panels.training import TrainingPanel


def shown(qtbot: QtBot, document: Document, session: TrainingSession) -> TrainingPanel:
    panel = TrainingPanel(document, session, QWidget())
    qtbot.addWidget(panel)
    panel.resize(1200, 260)
    panel.show()
    return panel


def find(panel: QWidget, kind: type, name: str) -> QWidget:
    found = panel.findChild(kind, name)
    assert found is not None, name
    return found


def write(qtbot: QtBot, field: QWidget, text: str, *, enter: bool = False) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    if enter:
        qtbot.keyClick(field, Qt.Key.Key_Return)


def train(qtbot: QtBot, panel: TrainingPanel, session: TrainingSession) -> None:
    panel.train()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)


def begin(qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession) -> None:
    """Trains for longer than any test takes, and returns when the first batches are done."""
    document.set_recipe(epochs=500)
    panel.train()
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()


def stop(qtbot: QtBot, panel: TrainingPanel, session: TrainingSession) -> None:
    """Stops a training and waits for its end."""
    panel.stop()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
