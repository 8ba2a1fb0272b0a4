"""Everything that keeps the network from being built or trained well, each with its repairs, and what the doctor finds."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from cnn.analysis.problems import Problem
from cnn.analysis.repairs import Repair
from cnn.doctor.finding import Finding
from cnn.words.language import filled
from gui.document import Document
from gui.document.checkup import Checkup
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.findings.finding_note import FindingNote
from gui.widgets.findings.problem_note import ProblemNote

#: more than these nobody reads; the first ones are the causes
MOST = 100


class Problems(QWidget):
    """The list of problems, and above it what a training showed; choosing one selects its node."""

    def __init__(self, document: Document, checkup: Checkup | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setProperty("look", "panel")
        self._document, self._checkup = document, checkup
        self._shown: tuple[Problem, ...] = ()
        well = QLabel(self.tr("Nothing is wrong: the network can be built. Press Train, or look at its numbers in Summary."))
        well.setProperty("look", "secondary")
        well.setAlignment(Qt.AlignmentFlag.AlignCenter)
        well.setWordWrap(True)
        content = QWidget()
        content.setProperty("look", "panel")
        self._notes = QVBoxLayout(content)
        self._notes.setContentsMargins(16, 8, 16, 8)
        self._notes.setSpacing(4)
        area = ScrollingColumn(content)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(well)
        self._pages.addWidget(area)
        document.analysisChanged.connect(self._follow)
        document.hiddenChanged.connect(self._follow)
        if checkup is not None:
            checkup.findingsChanged.connect(self._fill)
            self._fill()
        self._follow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill()

    def _follow(self, *_: object) -> None:
        problems = self._document.shown.problems  # where numbers are to be told first, they stand in none of them
        if problems != self._shown:
            self._shown = problems
            self._fill()

    def _fill(self, *_: object) -> None:
        focus = self.window().focusWidget()
        held = focus is not None and (focus is self or self.isAncestorOf(focus))
        if held:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # Qt would give the keys to whatever comes next in the window
        while (item := self._notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        findings = () if self._checkup is None else self._checkup.findings
        for finding in findings:
            self._notes.addWidget(self._finding(finding))
        for problem in self._shown[:MOST]:
            self._notes.addWidget(self._note(problem))
        if len(self._shown) > MOST:
            self._notes.addWidget(QLabel(filled(self.tr("… and {0} more."), len(self._shown) - MOST)))
        self._notes.addStretch(1)
        self._pages.setCurrentIndex(1 if self._shown or findings else 0)
        first = self._notes.itemAt(0)
        if held and first is not None and (note := first.widget()) is not None:  # behind the last note is only a space
            note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, problem: Problem) -> ProblemNote:
        note = ProblemNote(problem)
        note.clicked.connect(lambda: self._select(problem))
        note.repairWanted.connect(self._repair)
        return note

    def _finding(self, finding: Finding) -> FindingNote:
        assert self._checkup is not None
        checkup, done = self._checkup, self._checkup.is_done(finding)
        remark = ""
        if finding.suggestion is not None and not finding.suggestion.panel:
            if done:
                remark = self.tr("Done; it counts for the next training.")
            elif checkup.counts_later:
                remark = self.tr("It counts for the next training.")
        note = FindingNote(finding, remark=remark, done=done)
        note.clicked.connect(lambda: checkup.go_to(finding))
        note.suggestionWanted.connect(checkup.apply)
        note.dismissed.connect(checkup.dismiss)
        return note

    def _select(self, problem: Problem) -> None:
        if problem.node is not None:
            self._document.reveal(problem.node)

    def _repair(self, repair: Repair) -> None:
        self._document.edit(repair.title, repair.apply)
