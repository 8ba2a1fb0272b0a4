"""A note of something that wants to be looked at: a click, or Enter on it, goes there; its menu has what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QWidget

from gui.style import icons


class Note(QWidget):
    """The text, and what all notes do with a click, a key and their menu."""

    clicked = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # else its frame, which shows the focus, is not painted
        self.setAccessibleName(text)
        self.message = QLabel(text)
        self.message.setObjectName("message")
        self.message.setWordWrap(True)
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What its buttons and a click do, and its text to take along."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu().popup(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())

    def menu(self) -> QMenu:
        """What can be done about it; where it leads to a layer, `leads` says so."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self.offer_cures(menu)
        if self.leads:
            menu.addAction(icons.icon("crosshair"), self.tr("Go to the layer"), self.clicked.emit)
        menu.addAction(icons.icon("copy"), self.tr("Copy the text"), self._copy)
        return menu

    @property
    def leads(self) -> bool:
        """Whether a click goes to a layer."""
        raise NotImplementedError

    def offer_cures(self, menu: QMenu) -> None:
        """Puts what would help first in the menu, with a line below it."""
        raise NotImplementedError

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
