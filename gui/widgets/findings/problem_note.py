"""A problem in one line, with its repairs as buttons."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cnn.analysis.problems import Problem
from cnn.analysis.repairs import Repair
from gui.style import icons
from gui.widgets.basic.action_words import literal
from gui.widgets.basic.wrapping import WrappingButton
from gui.widgets.findings.note import Note


class ProblemNote(Note):
    """Shows a problem; a click on it goes there, a click on a repair asks for the repair."""

    repairWanted = Signal(object)  # Repair

    def __init__(self, problem: Problem, *, narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(problem.message, parent)
        self.problem = problem
        self._leads = problem.node is not None and not narrow  # in the narrow room beside the layer one is there already
        self.setObjectName("problem")
        colour = "problem" if problem.severity == "error" else "warning"
        sign = icons.Sign(icons.icon("warning-circle" if problem.severity == "error" else "warning", colour))
        self.message.setProperty("look", colour)
        self.message.setToolTip(problem.message)  # a long name can't be wrapped
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addWidget(self.message)
        if problem.repairs:
            lines.addLayout(self._repair_buttons(problem.repairs, narrow))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6 if narrow else 8, 4, 6 if narrow else 8, 4)
        layout.setSpacing(8)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(lines, 1)

    @property
    def leads(self) -> bool:
        return self._leads

    def offer_cures(self, menu: QMenu) -> None:
        menu.setObjectName("problemMenu")
        for repair in self.problem.repairs:
            menu.addAction(icons.icon("wrench"), literal(repair.title), partial(self.repairWanted.emit, repair))
        if self.problem.repairs:
            menu.addSeparator()

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
