"""Many images tried at once: how far it is, what came out, what the marks mean, and the way to a file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.words.language import filled
from cnn.words.quantities import digits
from gui.background.dataset_reader import DatasetReader
from gui.background.predictions import Asked, Predictions
from gui.widgets.basic import asking
from gui.widgets.dataset.prediction_table import MARKS, PredictionModel, prediction_view
from gui.widgets.watching.quiet_bar import QuietBar


class PredictionPage(QWidget):
    """Looks at images, and shows a row for each as it comes."""

    backWanted = Signal()
    refused = Signal(object)  # LayerloomError

    def __init__(self, session: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predictions")
        self._reader = DatasetReader(self)
        self.job = Predictions(session, self)
        self.model = PredictionModel(self._reader, self)
        self.table = prediction_view(self.model)
        self.table.setAccessibleName(self.tr("What was seen in each image"))
        self.back_button = QPushButton(self.tr("Back to scores"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.save_button = QPushButton(self.tr("Save as CSV…"))
        self.watch_box = QCheckBox(self.tr("Watch the folder"))
        self.watch_box.setToolTip(self.tr("Looks at images that come into the folder as well, once they are written completely."))
        self.status, self.legend = QLabel(), QLabel()
        self.progress = QuietBar()
        self._lay_out()
        self.back_button.clicked.connect(self.backWanted)
        self.cancel_button.clicked.connect(self.job.cancel)
        self.save_button.clicked.connect(self._save)
        self.watch_box.toggled.connect(lambda on: self.job.watch(on=on))
        self.job.watchingChanged.connect(self.watch_box.setChecked)
        self.job.found.connect(self._on_found)
        self.job.rowsAdded.connect(self._on_rows)
        self.job.ended.connect(self._on_ended)

    def start(self, places: Sequence[Path], run: Path | None) -> None:
        """Looks at these images, and those in these folders."""
        self.model.clear()
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.legend.hide()
        self.status.setText(self.tr("Looking for images …"))
        self.progress.setRange(0, 0)
        self._show_running(running=True)
        self.job.start(places, run)

    def close_files(self) -> None:
        """Nothing is read or asked any more."""
        self.job.close()
        self._reader.close()

    # ------------------------------------------------------------------ hearing

    def _on_found(self, count: int) -> None:
        self._show_running(running=True)
        self.progress.setRange(0, count)
        self._show_how_far()

    def _on_rows(self, rows: Sequence[object]) -> None:
        self.model.add(rows, self.job.marks)  # type: ignore[arg-type]  # what comes with the signal
        self._show_how_far()

    def _show_how_far(self) -> None:
        done = len(self.job.rows)
        self.progress.setValue(done)
        self.status.setText(filled(self.tr("{0} of {1} images"), digits(done), digits(self.job.total)))

    def _on_ended(self, error: LayerloomError | None) -> None:
        self._show_running(running=False)
        done, total = len(self.job.rows), self.job.total
        ended = "" if done == total else filled(self.tr(" – ended before the other {0}"), digits(total - done))
        self.status.setText(f"{self.job.tally.words(self.job.left_out)}{ended}" if done else "")
        self._show_legend()
        header = self.table.horizontalHeader()
        if header.sortIndicatorSection() >= 0:
            self.model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        if error is not None:
            self.refused.emit(error)

    def _show_legend(self) -> None:
        """What the marks mean that are seen, and what there is to know of the model."""
        words = {"uncertain": self.tr("uncertain"), "unlike": self.tr("unlike anything seen")}
        counts = {"uncertain": self.job.tally.uncertain, "unlike": self.job.tally.unlike}
        lines = [
            filled(self.tr("{0}: {1}."), words[mark], self.job.marks[mark])
            for mark in words
            if counts[mark] and mark in self.job.marks
        ]
        self.legend.setText("\n".join((*lines, *self.job.notes)))
        self.legend.setVisible(bool(self.legend.text()))

    def _show_running(self, *, running: bool) -> None:
        self.progress.setVisible(running)
        self.cancel_button.setVisible(running)
        self.watch_box.setVisible((not running and self.job.folder is not None) or self.job.watching)
        self.save_button.setEnabled(not running and bool(self.job.rows))

    # ------------------------------------------------------------------ the file

    def _save(self) -> None:
        kinds = self.tr("Table (*.csv)")
        if name := asking.for_new_file(self, self.tr("Save what was seen"), "predictions.csv", kinds, "images"):
            path = Path(name)
            path = path if path.suffix else path.with_suffix(".csv")
            self.save_button.setEnabled(False)
            work = self.job.save(path)
            work.done.connect(self._on_saved)
            work.refused.connect(self._on_not_saved)

    def _on_saved(self, path: Path) -> None:
        self.save_button.setEnabled(True)
        self.status.setText(filled(self.tr("{0} is written."), path.name))

    def _on_not_saved(self, error: LayerloomError) -> None:
        self.save_button.setEnabled(True)
        self.refused.emit(error)

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        buttons = {"Back": self.back_button, "Cancel": self.cancel_button, "Watch": self.watch_box, "Save": self.save_button}
        for name, widget in {**buttons, "Progress": self.progress, "Status": self.status}.items():
            widget.setObjectName(f"prediction{name}")
        for label in (self.status, self.legend):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("look", "secondary")
        self.legend.setWordWrap(True)
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(160)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.back_button)
        top.addWidget(self.status, 1)
        for widget in (self.progress, self.cancel_button, self.watch_box, self.save_button):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.legend)
        column.addWidget(self.table, 1)
        self.table.setColumnWidth(MARKS, 230)
        self._show_running(running=False)
