"""Weights, activations and gradients of a layer over the epochs of a run, as they were recorded in its folder."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.runs.recorded.histograms import KINDS, Histogram, Kind, read
from gui.background.task import Newest
from gui.style import theme
from gui.style.number_colours import Colours, colours
from gui.widgets.network.histogram_plot import HistogramPlot, Shaded


class EpochHistograms(QWidget):
    """Reads the file of a run away from the GUI thread whenever it is to be shown; keeps nothing of it."""

    recordWanted = Signal()  # somebody wants them in the next training

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("epochHistograms")
        self._reading = Newest(self)
        titles: dict[Kind, str] = {
            "weights": self.tr("Weights"),
            "activations": self.tr("Activations"),
            "gradients": self.tr("Gradients"),
        }
        nothing: dict[Kind, str] = {
            "weights": self.tr("This layer has no weights."),
            "activations": self.tr("Its output was not recorded."),
            "gradients": self.tr("Nothing here learns."),
        }
        self.plots = {kind: HistogramPlot(titles[kind], nothing[kind]) for kind in KINDS}
        self._text = QLabel(self)
        self._text.setObjectName("epochHistogramsText")
        self._text.setProperty("look", "secondary")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self._record = QPushButton(self.tr("Record them in the next training"), self)
        self._record.setObjectName("recordHistograms")
        self._record.clicked.connect(self.recordWanted)
        self._build()

    def show_layer(self, run: Path | None, layer: str, *, recording: bool) -> None:
        """Shows those of a layer (its name; "": none is selected) in a run's file of histograms; `recording` says that the next
        training will record them."""
        self._record.setVisible(not recording)
        if run is None:
            self._say(self.tr("No run yet. A training can record histograms of each layer over its epochs."))
        elif not layer:
            self._record.hide()
            self._say(self.tr("Select one layer to see how its numbers went over the epochs."))
        else:
            scheme = colours(theme.current())
            self._reading.ask(lambda: _shaded(run, layer, scheme), self._show, self._on_refused)

    @property
    def text(self) -> str:
        """What is said instead of pictures; "" while there are some."""
        return "" if self._pages.currentIndex() else self._text.text()

    # ------------------------------------------------------------------ inside

    def _show(self, found: dict[Kind, Shaded] | None) -> None:
        if not found:
            self._record.hide()
            self._say(self.tr("The run has recorded nothing of this layer."))
            return
        for kind, plot in self.plots.items():
            plot.show_histograms(found.get(kind))
        self._pages.setCurrentIndex(1)

    def _on_refused(self, error: LayerloomError) -> None:
        self._say(error.message)

    def _say(self, text: str) -> None:
        self._reading.forget()
        self._text.setText(text)
        for plot in self.plots.values():
            plot.show_histograms(None)
        self._pages.setCurrentIndex(0)

    def _build(self) -> None:
        self._pages = QStackedLayout(self)
        empty, shown = QWidget(self), QWidget(self)
        column = QVBoxLayout(empty)
        column.addStretch(1)
        column.addWidget(self._text)
        column.addWidget(self._record, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        row = QHBoxLayout(shown)
        row.setContentsMargins(12, 4, 12, 8)
        row.setSpacing(16)
        for plot in self.plots.values():
            row.addWidget(plot, 1)
        self._pages.addWidget(empty)
        self._pages.addWidget(shown)


def _shaded(run: Path, layer: str, scheme: Colours) -> dict[Kind, Shaded]:
    """The pictures there are of a layer; runs on a thread. Raises `FileError`."""
    found = read(run)
    by_kind: dict[Kind, list[tuple[int, Histogram]]] = {kind: found.of(layer, kind) for kind in KINDS}
    return {kind: Shaded(records, scheme) for kind, records in by_kind.items() if records}
