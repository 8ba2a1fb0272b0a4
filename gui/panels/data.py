"""Data: what the chosen dataset holds: images per class and split, pixels in figures, what may spoil a training, samples."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cnn.datasets import info_of
from cnn.datasets.pixels.pixel_range import TYPE
from cnn.datasets.questions import Answer, Choice, Contents, Question
from cnn.datasets.sources import Source, for_window, title
from cnn.errors import CalledOffError, LayerloomError
from cnn.words.language import filled
from gui.background.dataset_download import DatasetDownload
from gui.background.dataset_reader import DatasetReader
from gui.background.task import promptly
from gui.document import Document
from gui.document.data_fit import DataFit
from gui.document.image_review import ImageReview
from gui.widgets.basic import numbers
from gui.widgets.basic.message_bar import Actions, MessageBar
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.dataset import dataset_files
from gui.widgets.dataset.dataset_facts import SEVERAL, DatasetFacts, split_words
from gui.widgets.dataset.download_bar import DownloadBar
from gui.widgets.dataset.fit_bar import FitBar
from gui.widgets.dataset.image_browser import ImageBrowser
from gui.widgets.dataset.image_list import SIDE
from gui.widgets.dataset.label_columns import LabelColumns
from gui.widgets.dataset.sample_chooser import SampleChooser
from gui.widgets.dataset.sample_sheet import pictures
from gui.widgets.plot.bars import Bar, Bars, part_colours

#: milliseconds before a Cancel button stands beside what is said; most datasets are read by then
PATIENCE = 300
#: milliseconds without a word of progress before it is said what is waited for: a share may hang
STALLED = 8000


class DataPanel(QWidget):
    """Has the document's dataset read by a process of its own, as soon as somebody looks."""

    def __init__(
        self,
        document: Document,
        download: DatasetDownload | None = None,
        reader: DatasetReader | None = None,
        fit: DataFit | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("data")
        self._document = document
        self._download = download or DatasetDownload(self)
        self._shown, self._range = "", TYPE
        self._columns: tuple[str, ...] = ()  # of a table
        self._reader = reader or DatasetReader(self)
        self._reads_alone = reader is None
        self._turn = self._waiting = 0  # of the datasets that were shown; for how many answers about this one
        self._fit = fit or DataFit(document, parent=self)
        self._pages = QStackedWidget(self)  # what gets another parent is dressed again with all that stands on it
        self._overview = QWidget(self._pages)
        self._pages.addWidget(self._overview)
        self.browser = ImageBrowser(self._pages)
        self._pages.addWidget(self.browser)
        self.message = MessageBar(self)
        self._label_columns = LabelColumns(self._reader, self.message, self)
        self._label_columns.chosen.connect(document.set_dataset)
        self.fit_bar = FitBar(("error", "warning", "note"))
        self.download_bar = DownloadBar(self._download)
        self.facts = DatasetFacts()
        self.legend = QLabel()
        self.counts = Bars()
        self.samples = SampleChooser()
        self.sheet = self.samples.sheet
        self.review = ImageReview(document, self._reader, self)
        self.images_button = self._make_images_button()
        self.open_button = self._make_open_button()
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setObjectName("cancelReading")
        self.cancel_button.setToolTip(self.tr("Stop reading this dataset"))
        self.cancel_button.clicked.connect(self._reader.cancel)
        self._clock = QTimer(self, singleShot=True, interval=PATIENCE)
        self._clock.timeout.connect(lambda: self.cancel_button.setVisible(self.reading))
        self._stalled = QTimer(self, singleShot=True, interval=STALLED)
        self._stalled.timeout.connect(self._tell_stalled)
        self._lay_out()
        self._join_review()
        self._reader.progressChanged.connect(self._tell_progress)
        document.datasetChanged.connect(self._look)
        document.curationChanged.connect(self._look_again)
        document.recipeChanged.connect(self._follow_range)
        document.recipeChanged.connect(self._show_in_effect)
        document.recipeChanged.connect(self._follow_sources)
        document.datasetChanged.connect(self._show_sources)
        self._fit.comparisonChanged.connect(self.fit_bar.show_comparison)
        self.fit_bar.fittingChosen.connect(self._fit.apply)
        self.fit_bar.show_comparison(self._fit.comparison, self._fit.remarks)
        self._download.datasetArrived.connect(self._look_again)
        self.samples.samplesWanted.connect(self._sample)
        self.facts.labelColumnChosen.connect(self._take_label)
        self.facts.taskChosen.connect(self._take_task)
        self.facts.repairWanted.connect(self._repair)
        self._show_in_effect()
        self._show_sources()

    @property
    def reading(self) -> bool:
        """Whether something of the dataset is being read for this panel."""
        return self._waiting > 0

    def showEvent(self, event: QShowEvent) -> None:
        """Reads when it is looked at for the first time."""
        super().showEvent(event)
        self._look()
        self._list_images()
        if self.review.listed:
            self.review.ask_runs()  # another one may have ended meanwhile

    def closeEvent(self, event: QCloseEvent) -> None:
        """A panel that stands alone ends its reading."""
        if self._reads_alone:
            self._reader.close()
        super().closeEvent(event)

    # ------------------------------------------------------------------ reading

    def _look(self) -> None:
        source = self._document.dataset
        if source == self._shown or not self.isVisible():
            return
        self._shown, self._range = source, self._document.recipe.pixel_range
        self._clear(title(source))
        if self._download.missing is not None and self._download.missing.name == source:
            return
        self.facts.say(self.tr("Reading …"))
        self._ask(self._document.question(), self._show)

    def _follow_range(self, *_: object) -> None:
        """Other values are black and white."""
        if self._shown and self._range != self._document.recipe.pixel_range:
            self._look_again()

    def _show_in_effect(self, *_: object) -> None:
        """Classes that are weighed, or shown equally often, need no mending any more."""
        recipe = self._document.recipe
        ways = {"imbalance": recipe.class_weight == "balanced", "sampling": recipe.sampling == "balanced"}
        self.facts.show_in_effect(frozenset(kind for kind, chosen in ways.items() if chosen))

    def _look_again(self, _name: str = "") -> None:
        self._shown = ""
        self._look()

    def _ask(self, question: Question, show: Callable[[Answer], None]) -> None:
        """Asks about the dataset that is shown; an answer about another one is not heard any more."""
        turn = self._turn
        self._waiting += 1
        self._clock.start()
        self._stalled.start()

        def hear(answer: Answer) -> None:
            if turn == self._turn:
                self._wait_no_more()
                show(answer)

        def refuse(error: LayerloomError) -> None:
            if turn == self._turn:
                self._wait_no_more()
                self._refuse(error)

        self._reader.ask(question, hear, refuse)

    def _wait_no_more(self) -> None:
        self._waiting -= 1
        if not self._waiting:
            self._clock.stop()
            self._stalled.stop()
            self.cancel_button.hide()

    def _show(self, answer: Answer) -> None:
        assert answer.contents is not None
        contents = answer.contents
        self._show_counts(contents)
        every = {"labels": self.tr("all labels"), "numbers": self.tr("all numbers")}.get(contents.task, "")
        self.browser.show_contents(contents.facts.learned, files=contents.files)
        self._list_images()
        self.samples.show_choices(tuple(contents.counts), _groups(contents), every)
        self.sheet.show_samples(pictures(answer.samples))
        self.facts.show_contents(contents)
        self._columns, source = contents.columns, Source.spelled(self._shown)
        self.facts.show_columns(contents.columns, source.label)
        self.facts.show_tasks("" if info_of(self._shown) or contents.others else contents.task, source.task)
        self._document.learn_facts(self._shown, contents.facts)
        question = self._document.question(what="survey")
        self._ask(question, lambda answer: self.facts.show_survey(answer.survey))

    def _tell_progress(self, done: int, total: int) -> None:
        if self.reading and not self.counts.bars and total:
            self._stalled.start()
            self.facts.say(filled(self.tr("Reading … {0} %"), 100 * done // total))

    def _tell_stalled(self) -> None:
        """What has not answered for a while; it may come to it, and whoever wants it no more can say so."""
        if self.reading and not self.counts.bars:
            words = self.tr("Still waiting for {0}. A disk or a share that does not answer holds it up; Cancel stops waiting.")
            self.facts.say(filled(words, title(self._shown) if info_of(self._shown) else Source.spelled(self._shown).path))

    def _refuse(self, error: LayerloomError) -> None:
        if not self.counts.bars:
            self._clear(title(self._shown))
        again: Actions = ((self.tr("Read it"), self._look_again),) if isinstance(error, CalledOffError) else ()
        if Source.spelled(self._shown).task and not again:
            again = ((self.tr("Find out what the labels are"), partial(self._take_task, "")),)
        if not self.counts.bars and not again:
            again = self._label_columns.offer(self._shown)
        hint = for_window(error.hint, {"label": self.tr("press Choose its columns …")}) if again else error.hint
        self.message.show_message(error.message, hint, actions=again)

    def _clear(self, name: str) -> None:
        self._turn += 1
        self._waiting = 0
        self._clock.stop()
        self._stalled.stop()
        self.cancel_button.hide()
        self.message.hide()
        self.facts.clear(name)
        self.counts.show_bars(())
        self.samples.show_choices((), ())
        self.sheet.show_samples(())

    # ------------------------------------------------------------------ images, one by one

    def _make_images_button(self) -> QPushButton:
        button = QPushButton(self.tr("Images"))
        button.setObjectName("showImages")
        button.setToolTip(
            self.tr("List every image: near duplicates, odd ones, labels that look wrong; leave out, relabel, move")
        )
        button.clicked.connect(lambda: self._show_images(True))
        return button

    def _join_review(self) -> None:
        review, browser = self.review, self.browser
        review.listChanged.connect(lambda: browser.show_review(review.review, afresh=not review.review.keys))
        review.foundChanged.connect(lambda: browser.show_review(review.review))
        review.progressChanged.connect(browser.show_progress)
        review.picturesArrived.connect(browser.images.show_pictures)
        review.refused.connect(self._refuse)
        review.refused.connect(browser.images.ask_again)
        browser.images.picturesWanted.connect(self._ask_pictures)
        browser.excludeWanted.connect(review.exclude)
        browser.restoreWanted.connect(review.restore)
        browser.labelWanted.connect(review.relabel)
        browser.seenLabelWanted.connect(review.relabel_as_seen)
        browser.moveWanted.connect(review.move)
        browser.sourceChosen.connect(self._choose_source)
        browser.backWanted.connect(partial(self._show_images, False))
        browser.lookWanted.connect(review.look_through)
        browser.cancelWanted.connect(review.stop_looking)
        browser.folderWanted.connect(self._show_folder)

    def _ask_pictures(self, keys: tuple[str, ...]) -> None:
        if self.isVisible():
            self.review.ask_pictures(keys, SIDE)
        else:
            self.browser.images.ask_again()

    def _show_images(self, shown: bool) -> None:
        self._pages.setCurrentIndex(1 if shown else 0)
        (self.browser.search if shown else self.images_button).setFocus(Qt.FocusReason.OtherFocusReason)
        self._list_images()

    def _list_images(self) -> None:
        """Has the images listed once somebody looks at the list."""
        missing = self._download.missing is not None and self._download.missing.name == self._document.dataset
        if self._pages.currentIndex() == 1 and self.isVisible() and not self.review.listed and not missing:
            self.review.list_images()

    def _choose_source(self, source: str) -> None:
        """The images of the dataset that is trained on are listed, or those of the one beside it."""
        self.review.choose(source)
        self._list_images()

    def _show_sources(self, *_: object) -> None:
        """Which datasets there are to choose from."""
        self.browser.show_sources(self.review.sources, self.review.source)

    def _follow_sources(self, *_: object) -> None:
        """Those that the recipe names now."""
        self._show_sources()
        self._list_images()

    def _show_folder(self, key: str) -> None:
        source = Source.spelled(self.review.source).path
        folder = promptly(source.is_dir, otherwise=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(((source if folder else source.parent) / key).parent)))

    # ------------------------------------------------------------------ what the person does

    def _sample(self, choice: Choice) -> None:
        def show(answer: Answer) -> None:
            if self.samples.choice == choice:
                self.sheet.show_samples(pictures(answer.samples))

        self._ask(self._document.question(what="samples", choice=choice), show)

    def _take_label(self, column: str) -> None:
        source = Source.spelled(self._document.dataset)
        if column == SEVERAL:
            words = self.tr("The columns whose numbers are learned, divided by commas:")
            column, sure = QInputDialog.getText(self, self.tr("Several columns"), words, text=source.label)
            if not sure or not column.strip():
                self.facts.show_columns(self._columns, source.label)
                return
        self._document.set_dataset(str(replace(source, label=column.strip(), task="")))

    def _take_task(self, task: str) -> None:
        self._document.set_dataset(str(replace(Source.spelled(self._document.dataset), task=task)))

    def _repair(self, kind: str) -> None:
        if kind == "imbalance":
            self._document.set_recipe(class_weight="balanced", sampling="none")
        elif kind == "sampling":
            self._document.set_recipe(class_weight="none", sampling="balanced")
        elif kind.startswith("pages="):
            self._document.set_dataset(str(replace(Source.spelled(self._document.dataset), pages=kind.removeprefix("pages="))))
        elif kind == "channels":
            self._document.set_dataset(str(replace(Source.spelled(self._document.dataset), channels="first")))

    def _open(self, kind: str) -> None:
        if source := dataset_files.ask(kind, self):
            self._document.set_dataset(source)

    # ------------------------------------------------------------------ showing

    def _show_counts(self, contents: Contents) -> None:
        """A bar per class, label or range of numbers, as long as it has images, with a part for each split."""
        self._show_legend()
        rows = {name: [counts[name] for counts in contents.counts.values()] for name in _groups(contents)}
        largest = max(map(sum, rows.values()), default=1) or 1
        places = [list(split_words()).index(split) for split in contents.counts]
        self.counts.show_bars([_bar(name, row, places, largest) for name, row in rows.items()])

    def _make_open_button(self) -> QPushButton:
        button = QPushButton(self.tr("Open …"))
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
        head.addWidget(self.cancel_button)
        head.addWidget(self.images_button)
        head.addWidget(self.open_button)
        self.cancel_button.hide()
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
        page = QVBoxLayout(self._overview)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(8)
        page.addWidget(self.fit_bar)
        page.addLayout(parts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.download_bar)
        column.addWidget(self._pages, 1)

    def _show_legend(self) -> None:
        """In the colours of the theme that is worn now."""
        signs = zip(split_words().values(), part_colours(), strict=True)
        words = (f'<span style="color:{colour.name()}">■</span>&nbsp;{split}' for split, colour in signs)
        self.legend.setText("&nbsp; ".join(words))


def _groups(contents: Contents) -> tuple[str, ...]:
    """What the images are counted by."""
    return tuple(next(iter(contents.counts.values()), {}))


def _bar(name: str, row: list[int], places: list[int], largest: int) -> Bar:
    total, parts = sum(row), [0.0, 0.0, 0.0]
    for place, count in zip(places, row, strict=True):
        parts[place] = count / total if total else 0.0
    return Bar(name, total / largest, " + ".join(map(numbers.exact, row)), parts=tuple(parts))
