"""Data: what the chosen dataset holds: images per class, what was noticed while reading, and a sheet of samples."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cnn.datasets import Dataset, known, open_dataset
from cnn.errors import LayerloomError
from gui.document import Document
from gui.widgets import numbers
from gui.widgets.background import Background
from gui.widgets.bars import Bar, Bars
from gui.widgets.message_bar import MessageBar
from gui.widgets.sample_sheet import Sample, SampleSheet, samples_of


class Contents(NamedTuple):
    """A dataset as it is shown."""

    source: str
    dataset: Dataset
    samples: tuple[Sample, ...]


class DataPanel(QWidget):
    """Reads the document's dataset on a thread of its own, as soon as somebody looks."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data")
        self._document = document
        self._shown = ""
        self._reading: Background | None = None
        self.message = MessageBar(self)
        self.title, self.facts, self.notes = QLabel(), QLabel(), QLabel()
        self.counts = Bars()
        self.sheet = SampleSheet()
        self._lay_out()
        document.datasetChanged.connect(self._look)

    @property
    def reading(self) -> bool:
        """Whether a dataset is being read."""
        return self._reading is not None

    def showEvent(self, event: QShowEvent) -> None:
        """Reads when it is looked at for the first time."""
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        source = self._document.dataset
        if source == self._shown or not self.isVisible() or self._reading is not None:
            return
        self._shown = source
        self.message.hide()
        self.title.setText(_title(source))
        self.facts.setText(self.tr("Reading …"))
        self._reading = Background(lambda: _read(source), self)
        self._reading.done.connect(self._show)
        self._reading.refused.connect(self._refuse)

    def _show(self, contents: Contents) -> None:
        self._reading = None
        if contents.source == self._document.dataset:
            self._show_dataset(contents.dataset)
            self.sheet.show_samples(contents.samples)
        self._look()

    def _refuse(self, error: LayerloomError) -> None:
        self._reading = None
        self.facts.clear()
        self.notes.clear()
        self.counts.show_bars(())
        self.sheet.show_samples(())
        self.message.show_message(error.message, error.hint)
        self._look()

    def _show_dataset(self, dataset: Dataset) -> None:
        shape = numbers.shape(dataset.image_shape) if dataset.image_shape else self.tr("of different sizes")
        splits = dataset.info()
        words = {"train": self.tr("training"), "validation": self.tr("validation"), "test": self.tr("test")}
        parts = [f"{numbers.exact(sum(counts.values()))} {words[name]}" for name, counts in splits.items()]
        self.facts.setText(
            self.tr("{0} images, {1}, {2} classes").format(numbers.exact(dataset.size), shape, len(dataset.classes))
            + "\n"
            + ", ".join(parts)
        )
        self.notes.setText("\n".join(dataset.notes))
        self.notes.setVisible(bool(dataset.notes))
        totals = [sum(counts[name] for counts in splits.values()) for name in dataset.classes]
        largest = max(totals, default=1) or 1
        self.counts.show_bars(
            [Bar(name, total / largest, numbers.exact(total)) for name, total in zip(dataset.classes, totals, strict=True)]
        )

    def _lay_out(self) -> None:
        for label, look in ((self.title, "title"), (self.facts, "secondary"), (self.notes, "warning")):
            label.setProperty("look", look)
            label.setWordWrap(True)
        self.notes.hide()
        left = QVBoxLayout()
        left.setSpacing(4)
        for label in (self.title, self.facts, self.notes):
            left.addWidget(label)
        left.addStretch(1)
        counts = QScrollArea()
        counts.setWidgetResizable(True)
        counts.setWidget(self.counts)
        self.counts.setContentsMargins(0, 0, 12, 0)
        parts = QHBoxLayout()
        parts.setSpacing(24)
        parts.addLayout(left, 2)
        parts.addWidget(counts, 3)
        parts.addWidget(self.sheet, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addLayout(parts, 1)


def _title(source: str) -> str:
    return next((info.title for info in known() if info.name == source), Path(source).name)


def _read(source: str) -> Contents:
    dataset = open_dataset(source)
    return Contents(source, dataset, samples_of(dataset))
