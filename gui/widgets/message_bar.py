"""A bar for what went wrong: one sentence, what to do about it, and what can be looked at. It never stops the work."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.icons import icon

#: buttons: what stands on each, and what it does
Actions = tuple[tuple[str, Callable[[], object]], ...]


class MessageBar(QFrame):
    """Hidden until `show_message`; the person closes it, or `hide` does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "problemCard")
        self.setObjectName("messageBar")
        self.sign = QLabel()
        self.sign.setPixmap(icon("warning-circle", "problem").pixmap(18, 18))
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = QHBoxLayout()
        close = QPushButton(icon("x", "secondary"), "")
        close.setProperty("look", "flat")
        close.setAccessibleName(self.tr("Close this message"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self.sign)
        row.addWidget(self.text, 1)
        row.addLayout(self._buttons)
        row.addWidget(close)
        self.hide()

    def show_message(self, message: str, hint: str = "", actions: Actions = ()) -> None:
        """Says what went wrong and what to do; each action is a button."""
        self.text.setText(f"<b>{_escaped(message)}</b> {_escaped(hint)}".strip())
        self.setAccessibleName(f"{message} {hint}")
        while item := self._buttons.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for label, slot in actions:
            button = QPushButton(label)
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            self._buttons.addWidget(button)
        self.show()


class LogWindow(QDialog):
    """The last words of a process, to read and to copy; the window behind it stays usable."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("log")
        self.setWindowTitle(title)
        self.resize(760, 420)
        self.text = text
        view = QPlainTextEdit(text)
        view.setReadOnly(True)
        view.setProperty("look", "card")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(view)
        column.addWidget(buttons)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
