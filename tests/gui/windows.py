"""What tests of the whole window share: finding actions, making an edit, answering a question."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMessageBox

from cnn.layers import Conv2D
from gui.window.main_window import MainWindow

Maker = Callable[..., MainWindow]


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, name)
    assert found is not None
    return found


def notice(window: MainWindow) -> str:
    return window.notice.text.text() if window.notice.isVisible() else ""


def settle() -> None:
    """What waits is done: what is laid out asks for another round."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()


def widen(window: MainWindow) -> None:
    node = window.document.graph.named("conv2d")
    assert isinstance(node.layer, Conv2D)
    window.document.edit("Widen", lambda graph: graph.replace_layer(node.id, node.layer.replace(filters=8)))


def answer(button: QMessageBox.StandardButton, seen: list[str] | None = None) -> None:
    """Answers the question that comes up next."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        if seen is not None:
            seen.append(box.text())
        box.button(button).click()

    QTimer.singleShot(0, press)
