"""Everything that keeps the network from being built or trained well, each with its repairs."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QStackedLayout, QWidget

from cnn.analysis import Analysis
from cnn.problems import Problem
from cnn.repairs import Repair
from gui.document import Document
from gui.widgets.problem_note import ProblemNote


class Problems(QWidget):
    """The list of problems; choosing one selects its node."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setProperty("look", "panel")
        self._document = document
        self._shown: tuple[Problem, ...] = ()
        self.list = QListWidget()
        self.list.setObjectName("problemList")
        self.list.setAccessibleName(self.tr("Problems"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        well = QLabel(self.tr("Nothing is wrong: the network can be built and trained."))
        well.setProperty("look", "secondary")
        well.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(8, 8, 8, 8)
        self._pages.addWidget(well)
        self._pages.addWidget(self.list)
        document.analysisChanged.connect(self._on_analysis_changed)
        self._on_analysis_changed(document.analysis)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill()

    def _on_analysis_changed(self, analysis: Analysis) -> None:
        if analysis.problems != self._shown:
            self._shown = analysis.problems
            self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for problem in self._shown:
            self._add(problem)
        self._pages.setCurrentIndex(1 if self._shown else 0)

    def _add(self, problem: Problem) -> None:
        note = ProblemNote(problem)
        note.setContentsMargins(8, 0, 8, 0)
        note.clicked.connect(lambda: self._select(problem))
        note.repair_wanted.connect(self._repair)
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, problem.message)
        item.setData(Qt.ItemDataRole.UserRole, problem)
        self.list.addItem(item)
        self.list.setItemWidget(item, note)
        item.setSizeHint(note.sizeHint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem() is not None:
            self._go(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    def _go(self, item: QListWidgetItem) -> None:
        self._select(item.data(Qt.ItemDataRole.UserRole))

    def _select(self, problem: Problem) -> None:
        if problem.node is not None:
            self._document.reveal(problem.node)

    def _repair(self, repair: Repair) -> None:
        self._document.edit(repair.title, repair.apply)
