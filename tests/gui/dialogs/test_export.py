"""The export dialog by itself; what is written is asked in `tests/gui/window/test_export.py`."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.formats.files import kind_of
from gui.dialogs.export import ExportDialog


def test_return_pressed_twice_exports_once_and_calls_nothing_off(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    kind = kind_of(Path("net.onnx"))
    assert kind is not None
    dialog = ExportDialog([kind], "net", tmp_path, ".onnx")
    dialog.show()
    wanted: list[str] = []
    dialog.exportWanted.connect(lambda *_: (wanted.append("export"), dialog.show_progress("Loading the model")))
    dialog.cancelled.connect(lambda: wanted.append("cancel"))
    for first in (dialog.path, dialog.export_button, dialog.kind):
        wanted.clear()
        first.setFocus()
        for _ in range(3):
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        assert wanted == ["export"], first.objectName()
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
        assert wanted == ["export", "cancel"]
        assert dialog.focusWidget() is first
    dialog.export_button.click()
    dialog.show_result(["Written."])
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)  # the third thing that Return may mean
    assert not dialog.isVisible()
