"""A problem in one line, with its repairs as buttons."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from cnn.analysis.problems import Problem
from cnn.analysis.repairs import Repair
from gui.style import icons
from gui.widgets.basic.wrapping import WrappingButton


class ProblemNote(QWidget):
    """Shows a problem; a click on it goes there, a click on a repair asks for the repair."""

    clicked = Signal()
    repairWanted = Signal(object)  # Repair

    def __init__(self, problem: Problem, *, narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = problem
        self._leads = problem.node is not None and not narrow  # in the narrow room beside the layer one is there already
        self.setObjectName("problem")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(problem.message)
        colour = "problem" if problem.severity == "error" else "warning"
        sign = icons.Sign(icons.icon("warning-circle" if problem.severity == "error" else "warning", colour))
        message = QLabel(problem.message)
        message.setObjectName("message")
        message.setProperty("look", colour)
        message.setWordWrap(True)
        message.setToolTip(problem.message)  # a long name can't be wrapped
        message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addWidget(message)
        if problem.repairs:
            lines.addLayout(self._repair_buttons(problem.repairs, narrow))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(8)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(lines, 1)

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
        """What can be done about the problem."""
        menu = QMenu(self)
        menu.setObjectName("problemMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        for repair in self.problem.repairs:
            menu.addAction(icons.icon("wrench"), repair.title, partial(self.repairWanted.emit, repair))
        if self.problem.repairs:
            menu.addSeparator()
        if self._leads:
            menu.addAction(icons.icon("crosshair"), self.tr("Go to the layer"), self.clicked.emit)
        menu.addAction(icons.icon("copy"), self.tr("Copy the text"), self._copy)
        return menu

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.problem.message)

    def _repair_buttons(self, repairs: tuple[Repair, ...], narrow: bool) -> QBoxLayout:
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(direction)
        row.setSpacing(4 if narrow else 8)
        for repair in repairs:
            button = WrappingButton(repair.title)
            button.setObjectName("repair")
            button.setProperty("look", "repair")
            button.setIcon(icons.icon("wrench", "secondary"))
            button.setIconSize(QSize(14, 14))
            button.clicked.connect(lambda _=False, chosen=repair: self.repairWanted.emit(chosen))
            row.addWidget(button)
        if not narrow:
            row.addStretch(1)
        return row
