"""Data: what the chosen dataset holds: images per class and split, pixels in figures, what may spoil a training, samples."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from cnn.analysis import problems_with_classes
from cnn.datasets import Dataset, open_dataset
from cnn.datasets.sources import Source, table, title
from cnn.errors import LayerloomError
from cnn.repairs import Repair
from gui.background import Background
from gui.dataset_download import DatasetDownload
from gui.document import Document
from gui.widgets import dataset_files, numbers
from gui.widgets.bars import Bar, Bars, part_colours
from gui.widgets.dataset_facts import DatasetFacts, split_words
from gui.widgets.download_bar import DownloadBar
from gui.widgets.message_bar import MessageBar
from gui.widgets.sample_chooser import SampleChooser
from gui.widgets.sample_sheet import Choice, Sample, samples_of
from gui.widgets.scrolling import ScrollingColumn

#: images in memory up to this size are kept for the next look at samples; larger datasets are read again
KEPT_BYTES = 64 << 20


class Contents(NamedTuple):
    """A dataset as it is shown, and itself when it is small enough to keep."""

    source: str
    classes: tuple[str, ...]
    counts: dict[str, dict[str, int]]
    samples: tuple[Sample, ...]
    columns: tuple[str, ...]  # of a table, from which the labels may be taken
    dataset: Dataset


class DataPanel(QWidget):
    """Reads the document's dataset on a thread of its own, as soon as somebody looks."""

    def __init__(self, document: Document, download: DatasetDownload | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data")
        self._document = document
        self._download = download or DatasetDownload(self)
        self._shown = ""
        self._dataset: Dataset | None = None
        self._reading: Background | None = None
        self._sampling: Background | None = None
        self.message = MessageBar(self)
        self.download_bar = DownloadBar(self._download)
        self.facts = DatasetFacts()
        self.legend = QLabel()
        self.counts = Bars()
        self.samples = SampleChooser()
        self.sheet = self.samples.sheet
        self.open_button = self._make_open_button()
        self._lay_out()
        document.datasetChanged.connect(self._look)
        self._download.arrived.connect(self._look_again)
        self.samples.wanted.connect(self._sample)
        self.facts.label_chosen.connect(self._take_label)
        self.facts.repair_wanted.connect(self._repair)

    @property
    def reading(self) -> bool:
        """Whether a dataset is being read."""
        return self._reading is not None or self._sampling is not None

    def showEvent(self, event: QShowEvent) -> None:
        """Reads when it is looked at for the first time."""
        super().showEvent(event)
        self._look()

    # ------------------------------------------------------------------ reading

    def _look(self) -> None:
        source = self._document.dataset
        if source == self._shown or not self.isVisible() or self._reading is not None:
            return
        self._shown = source
        self._clear(title(source))
        if self._download.missing is not None and self._download.missing.name == source:
            return
        self.facts.say(self.tr("Reading …"))
        self._reading = Background(partial(_read, source), self)
        self._reading.done.connect(self._show)
        self._reading.refused.connect(self._refuse)

    def _look_again(self, _name: str) -> None:
        self._shown = ""
        self._look()

    def _show(self, contents: Contents) -> None:
        self._reading = None
        if contents.source == self._document.dataset:
            self._show_counts(contents)
            self.samples.show_choices(tuple(contents.counts), contents.classes)
            self.sheet.show_samples(contents.samples)
            self.facts.show_dataset(contents.dataset)
            self.facts.show_columns(contents.columns, Source.of(contents.source).label)
            self._compare(len(contents.classes))
            self._document.learn_classes(contents.source, len(contents.classes))
            self._dataset = contents.dataset if _size(contents.dataset) <= KEPT_BYTES else None
            self._reading = Background(partial(_survey, contents.dataset), self)
            self._reading.done.connect(partial(self._show_survey, contents.source))
            self._reading.refused.connect(self._refuse)
        else:
            self._look()

    def _compare(self, classes: int) -> None:
        """Says when the network has not as many outputs as there are classes."""
        for problem in problems_with_classes(self._document.analysis, classes):
            repairs = tuple((repair.title, partial(self._mend, repair)) for repair in problem.repairs)
            self.message.show_message(problem.message, actions=repairs)

    def _mend(self, repair: Repair) -> None:
        if self._document.edit(repair.title, repair.apply):
            self.message.hide()

    def _show_survey(self, source: str, survey: object) -> None:
        self._reading = None
        if source == self._document.dataset:
            self.facts.show_survey(survey)
        self._look()

    def _refuse(self, error: LayerloomError) -> None:
        self._reading = None
        self._clear(title(self._shown))
        self.message.show_message(error.message, error.hint)
        self._look()

    def _clear(self, name: str) -> None:
        self._dataset = None
        self.message.hide()
        self.facts.clear(name)
        self.counts.show_bars(())
        self.samples.show_choices((), ())
        self.sheet.show_samples(())

    # ------------------------------------------------------------------ what the person does

    def _sample(self, choice: Choice) -> None:
        if self._sampling is not None or self._reading is not None:
            return
        source, dataset = self._document.dataset, self._dataset
        self._sampling = Background(lambda: samples_of(dataset or open_dataset(source), choice=choice), self)
        self._sampling.done.connect(partial(self._show_samples, source, choice))
        self._sampling.refused.connect(self._refuse_samples)

    def _show_samples(self, source: str, choice: Choice, samples: tuple[Sample, ...]) -> None:
        self._sampling = None
        if source == self._document.dataset:
            self.sheet.show_samples(samples)
            if self.samples.choice != choice:
                self._sample(self.samples.choice)

    def _refuse_samples(self, error: LayerloomError) -> None:
        self._sampling = None
        self.message.show_message(error.message, error.hint)

    def _take_label(self, column: str) -> None:
        source = Source.of(self._document.dataset)
        self._document.set_dataset(str(Source(source.path, label=column)))

    def _repair(self, kind: str) -> None:
        if kind == "imbalance":
            self._document.set_recipe(class_weight="balanced")

    def _open(self, kind: str) -> None:
        if source := dataset_files.ask(kind, self):
            self._document.set_dataset(source)

    # ------------------------------------------------------------------ showing

    def _show_counts(self, contents: Contents) -> None:
        """A bar per class, as long as it has images, with a part for each split."""
        self._show_legend()
        rows = {name: [counts[name] for counts in contents.counts.values()] for name in contents.classes}
        largest = max(map(sum, rows.values()), default=1) or 1
        places = [list(split_words()).index(split) for split in contents.counts]
        self.counts.show_bars([_bar(name, row, places, largest) for name, row in rows.items()])

    def _make_open_button(self) -> QPushButton:
        button = QPushButton(self.tr("Open…"))
        button.setObjectName("openDataset")
        button.setToolTip(self.tr("Train on other images: a folder, an NPZ file, IDX files or a table"))
        menu = QMenu(button)
        for kind, words in dataset_files.titles().items():
            slot: Callable[[], None] = partial(self._open, kind)
            menu.addAction(words).triggered.connect(lambda _=False, slot=slot: slot())
        button.setMenu(menu)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.facts.title, 1)
        head.addWidget(self.open_button)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(head)
        left.addWidget(ScrollingColumn(self.facts), 1)
        self.counts.setContentsMargins(0, 0, 12, 0)
        middle = QVBoxLayout()
        middle.setSpacing(4)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setWordWrap(True)
        self.legend.setProperty("look", "secondary")
        self._show_legend()
        middle.addWidget(self.legend)
        middle.addWidget(ScrollingColumn(self.counts), 1)
        parts = QHBoxLayout()
        parts.setSpacing(24)
        parts.addLayout(left, 4)
        parts.addLayout(middle, 3)
        parts.addWidget(self.samples, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.download_bar)
        column.addLayout(parts, 1)

    def _show_legend(self) -> None:
        """In the colours of the theme that is worn now."""
        signs = zip(split_words().values(), part_colours(), strict=True)
        words = (f'<span style="color:{colour.name()}">■</span>&nbsp;{split}' for split, colour in signs)
        self.legend.setText("&nbsp; ".join(words))


def _bar(name: str, row: list[int], places: list[int], largest: int) -> Bar:
    total, parts = sum(row), [0.0, 0.0, 0.0]
    for place, count in zip(places, row, strict=True):
        parts[place] = count / total if total else 0.0
    return Bar(name, total / largest, " + ".join(map(numbers.exact, row)), parts=tuple(parts))


def _read(source: str) -> Contents:
    dataset = open_dataset(source)
    path = table(source)
    columns: tuple[str, ...] = ()
    if path is not None:
        from cnn.datasets.tables import Table

        columns = Table.of(path).choices
    return Contents(source, dataset.classes, dataset.info(), samples_of(dataset), columns, dataset)


def _survey(dataset: Dataset) -> object:
    from cnn.datasets.statistics import survey

    return survey(dataset)


def _size(dataset: Dataset) -> int:
    return sum(split.images.nbytes for split in dataset.splits().values() if split.images is not None)
