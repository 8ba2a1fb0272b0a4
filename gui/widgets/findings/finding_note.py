"""A finding of the doctor: its picture, a line of explanation, and the one edit that would help as a button."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from cnn.doctor.examine import DISEASES
from cnn.doctor.finding import Finding
from cnn.words.language import tr
from gui.style import icons
from gui.widgets.basic.wrapping import WrappingButton
from gui.widgets.findings.evidence_picture import EvidencePicture
from gui.widgets.findings.note import Note


class FindingNote(Note):
    """Shows a finding; a click on it goes to its layer, one on the button asks for what would help."""

    suggestionWanted = Signal(object)  # Finding
    dismissed = Signal(str)  # its kind

    def __init__(self, finding: Finding, *, remark: str = "", done: bool = False, parent: QWidget | None = None) -> None:
        """`remark` is said below the button; `done` says that the edit was made already."""
        super().__init__(finding.message, parent)
        self.finding, self._done = finding, done
        self.setObjectName("finding")
        title = QLabel(tr(DISEASES[finding.kind].title))
        title.setProperty("look", "warning")
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addWidget(title)
        lines.addWidget(self.message)
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
        layout.setContentsMargins(8, 6, 8, 8)
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

    @property
    def leads(self) -> bool:
        return bool(self.finding.layer)

    def offer_cures(self, menu: QMenu) -> None:
        menu.setObjectName("findingMenu")
        suggestion = self.finding.suggestion
        if suggestion is not None and not self._done:
            menu.addAction(icons.icon("wrench"), suggestion.title, lambda: self.suggestionWanted.emit(self.finding))
            menu.addSeparator()

    def menu(self) -> QMenu:
        menu = super().menu()
        menu.addAction(icons.icon("x"), self.tr("Say nothing more of this kind"), lambda: self.dismissed.emit(self.finding.kind))
        return menu
