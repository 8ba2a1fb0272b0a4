"""The small sign in the line of a training that the doctor has found something; a click shows what."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from cnn.doctor.examine import DISEASES
from cnn.doctor.finding import Finding
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.quantities import number_of
from gui.style import icons


class FindingsBadge(QPushButton):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.setProperty("look", "repair")
        self.setIconSize(QSize(14, 14))
        self._shown: Sequence[Finding] = ()
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Says how many there are, or what the only one is."""
        self._shown = findings
        self.setIcon(icons.icon("warning", "warning"))
        titles = [tr(DISEASES[finding.kind].title) for finding in findings]
        self.setText(titles[0] if len(titles) == 1 else number_of(self.tr("{0} finding|{0} findings"), len(titles)))
        self.setToolTip("\n".join(finding.message for finding in findings))
        self.setAccessibleName(listed(titles))
        self.setVisible(bool(findings))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.show_findings(self._shown)
