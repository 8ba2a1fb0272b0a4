"""Rows of a form: the words are level with what they name."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFormLayout, QLabel, QLayoutItem, QWidget
from pytestqt.qtbot import QtBot

from cnn.formats.files import KINDS
from cnn.presets import PRESETS
from cnn.project import Project
from gui.dialogs.export import ExportDialog
from gui.dialogs.picture import PictureDialog
from gui.dialogs.preferences import PreferencesDialog
from gui.dialogs.report import ReportDialog
from gui.document import Document
from gui.widgets.training.split_choice import SplitChoice


def middle(item: QLayoutItem) -> int:
    return item.geometry().center().y()


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [
        lambda: ExportDialog(KINDS, "lenet5", Path(), ".tflite"),
        lambda: PictureDialog(Document(Project(graph=PRESETS["lenet5"].graph()))),
        lambda: PreferencesDialog(),
        lambda: ReportDialog(Path("run")),
        lambda: SplitChoice(),
    ],
    ids=["export", "picture", "preferences", "report", "split"],
)
def test_the_words_are_level_with_their_field(make: Callable[[], QWidget], dressed: QApplication, qtbot: QtBot) -> None:
    widget = make()
    widget.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(widget)
    widget.show()
    seen = 0
    for form in widget.findChildren(QFormLayout):
        for row in range(form.rowCount()):
            words, field = form.itemAt(row, QFormLayout.ItemRole.LabelRole), form.itemAt(row, QFormLayout.ItemRole.FieldRole)
            label = words.widget() if words else None
            if isinstance(label, QLabel) and label.text():
                seen += 1
                assert abs(middle(words) - middle(field)) <= 1, label.text()
    assert seen
