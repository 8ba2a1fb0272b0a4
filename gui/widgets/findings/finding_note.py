"""A finding of the doctor: its picture, a line of explanation, and the one edit that would help as a button."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from cnn.doctor.examine import DISEASES
from cnn.doctor.finding import Finding
from cnn.words.language import tr
from gui.style import icons
from gui.widgets.basic.wrapping import WrappingButton
from gui.widgets.findings.evidence_picture import EvidencePicture


class FindingNote(QWidget):
    """Shows a finding; a click on it goes to its layer, one on the button asks for what would help."""

    clicked = Signal()
    suggestionWanted = Signal(object)  # Finding
    dismissed = Signal(str)  # its kind

    def __init__(self, finding: Finding, *, remark: str = "", done: bool = False, parent: QWidget | None = None) -> None:
        """`remark` is said below the button; `done` says that the edit was made already."""
        super().__init__(parent)
        self.finding, self._done = finding, done
        self.setObjectName("finding")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(finding.message)
        title = QLabel(tr(DISEASES[finding.kind].title))
        title.setProperty("look", "warning")
        message = QLabel(finding.message)
        message.setObjectName("message")
        message.setWordWrap(True)
        message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addWidget(title)
        lines.addWidget(message)
        lines.addLayout(self._ways(remark))
        lines.addStretch(1)
        dismiss = QToolButton()
        dismiss.setObjectName("dismiss")
        dismiss.setIcon(icons.icon("x", "secondary"))
        dismiss.setAutoRaise(True)
        dismiss.setToolTip(self.tr("Say nothing more of this kind"))
        dismiss.setAccessibleName(dismiss.toolTip())
        dismiss.clicked.connect(lambda: self.dismissed.emit(finding.kind))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 8)
        layout.setSpacing(12)
        layout.addWidget(EvidencePicture(finding.evidence), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(lines, 1)
        layout.addWidget(dismiss, 0, Qt.AlignmentFlag.AlignTop)

    def _ways(self, remark: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        suggestion = self.finding.suggestion
        if suggestion is not None:
            button = WrappingButton(suggestion.title)
            button.setObjectName("suggestion")
            button.setProperty("look", "repair")
            button.setIcon(icons.icon("check" if self._done else "wrench", "secondary"))
            button.setIconSize(QSize(14, 14))
            button.setEnabled(not self._done)
            button.clicked.connect(lambda: self.suggestionWanted.emit(self.finding))
            row.addWidget(button)
        if remark:
            said = QLabel(remark)
            said.setObjectName("remark")
            said.setProperty("look", "secondary")
            row.addWidget(said)
        row.addStretch(1)
        return row

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
        """What can be done about the finding."""
        menu = QMenu(self)
        menu.setObjectName("findingMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        if self.finding.suggestion is not None and not self._done:
            menu.addAction(icons.icon("wrench"), self.finding.suggestion.title, lambda: self.suggestionWanted.emit(self.finding))
            menu.addSeparator()
        if self.finding.layer:
            menu.addAction(icons.icon("crosshair"), self.tr("Go to the layer"), self.clicked.emit)
        menu.addAction(icons.icon("copy"), self.tr("Copy the text"), self._copy)
        menu.addAction(icons.icon("x"), self.tr("Say nothing more of this kind"), lambda: self.dismissed.emit(self.finding.kind))
        return menu

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.finding.message)
