"""How a foreign file came in: what is unknown, what was adapted, and whether its weights add up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from cnn.formats.report import ImportReport
from cnn.words.language import filled
from cnn.words.lists import phrases
from cnn.words.quantities import number_of
from gui.widgets.basic import numbers


class ImportReportDialog(QDialog):
    """Follows one report; the lists can be copied."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("importReport")
        self.setWindowTitle(filled(self.tr("How {0} came in"), report.path.name))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 24, 24, 16)
        self._layout.setSpacing(12)
        title = QLabel(report.path.name)
        title.setProperty("look", "title")
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._layout.addWidget(title)
        self._add_text("importTotals", self._totals(report))
        self._add_text("importWeights", self._weights(report))
        self._add_list(
            "importUnknown",
            report.unknown,
            self.tr("Every layer is known."),
            self.tr("Unknown layers, kept to the letter and never run ({0}):"),
        )
        self._add_list(
            "importAdapted",
            report.adapted,
            self.tr("Nothing had to be adapted."),
            self.tr("Adapted, so that it can be edited here ({0}):"),
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._layout.addStretch(1)
        self._layout.addWidget(buttons)
        self.setMinimumWidth(520)

    def _add_text(self, name: str, text: str) -> None:
        label = QLabel(text)
        label.setObjectName(name)
        label.setWordWrap(True)
        self._layout.addWidget(label)

    def _add_list(self, name: str, items: tuple[str, ...], none: str, some: str) -> None:
        self._add_text(f"{name}Title", filled(some, numbers.exact(len(items))) if items else none)
        if items:
            listing = QPlainTextEdit("\n".join(items))
            listing.setObjectName(name)
            listing.setAccessibleName(filled(some, len(items)))
            listing.setReadOnly(True)
            listing.setMaximumHeight(min(len(items), 8) * listing.fontMetrics().lineSpacing() + 24)
            self._layout.addWidget(listing)

    def _totals(self, report: ImportReport) -> str:
        layers = number_of(self.tr("{0} layer|{0} layers"), report.layers)
        if report.params is None:
            return filled(self.tr("{0}; how many parameters can't be known."), layers)
        params = number_of(self.tr("{0} parameter|{0} parameters"), report.params)
        return filled(self.tr("{0}."), phrases((layers, params)))

    def _weights(self, report: ImportReport) -> str:
        if not report.has_weights:
            return self.tr("This kind of file keeps no weights; the network starts with fresh ones.")
        if report.stored is None:
            return self.tr("Its weights are not counted yet, or can't be read.")
        if report.agrees is None:
            return filled(self.tr("The file keeps {0} numbers as weights."), numbers.exact(report.stored))
        if report.agrees:
            return filled(
                self.tr("The file keeps {0} numbers as weights: exactly those of the network."), numbers.exact(report.stored)
            )
        return filled(
            self.tr("The file keeps {0} numbers as weights, which is not what the network has."), numbers.exact(report.stored)
        )
