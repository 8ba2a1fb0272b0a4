"""A list of images that can be searched, sorted and filtered, with what can be decided about those that are chosen."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import (
    QCoreApplication,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cnn.datasets.division.curation import Label
from cnn.datasets.division.typed_labels import typed_label
from cnn.datasets.inspection.review import FILTERS, Filter, Review
from cnn.datasets.sources import title
from cnn.datasets.task import Learned
from cnn.errors import DatasetError
from cnn.words.language import filled
from cnn.words.lists import listed
from gui.style import theme
from gui.style.icons import icon
from gui.widgets.basic import numbers
from gui.widgets.basic.action_words import literal
from gui.widgets.basic.plain_table import make_plain
from gui.widgets.dataset.dataset_facts import split_words
from gui.widgets.dataset.image_list import SIDE, ImageList
from gui.widgets.form.enter import show_at_work
from gui.widgets.form.search_field import as_search
from gui.widgets.watching.quiet_bar import QuietBar

#: milliseconds after a letter before it is searched for
PAUSE = 150
#: so many classes stand in a menu; of more one is asked for
MOST_CLASSES = 24


class _Table(QTableView):
    """Its actions have their keys wherever it is: the window's mean something else by the same ones."""

    def own_keys(self) -> tuple[QKeySequence, ...]:
        """The keys of its actions."""
        return tuple(action.shortcut() for action in self.actions())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination())
        for action in self.actions():
            if action.shortcut() == pressed:
                action.trigger()
                return
        super().keyPressEvent(event)


class _MiddleElided(QStyledItemDelegate):
    """Cuts a long name in its middle: what tells the images of a folder apart stands at the end."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class ImageBrowser(QWidget):
    """Knows no dataset: it shows a `Review`, and says what the person wants."""

    excludeWanted = Signal(object)  # tuple of keys
    restoreWanted = Signal(object)
    labelWanted = Signal(object, object, str)  # keys; Label; what it tells, where several things are learned
    seenLabelWanted = Signal(object)  # keys: they get the labels that the network saw
    moveWanted = Signal(object, str)  # keys; split
    folderWanted = Signal(str)  # the key of an image whose folder is to be opened
    sourceChosen = Signal(str)  # of several datasets the one whose images are wanted
    backWanted = Signal()  # to what is known of the dataset as a whole
    lookWanted = Signal()
    cancelWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("imageBrowser")
        self._learned: tuple[Learned, ...] = ()
        self._files = False
        self.images = ImageList(self)
        self.search = self._make_search()
        self.sources = self._make_sources()
        self.chips: dict[Filter, QToolButton] = {}
        self.table = self._make_table()
        self._share_width()
        self.hint = QLabel()
        self.look_button = QPushButton(self.tr("Look through"))
        self.look_button.setObjectName("lookThrough")
        self.look_button.setToolTip(self.tr("Looks at every image for near duplicates and odd ones"))
        self.look_button.clicked.connect(self.lookWanted)
        self.back_button = QPushButton(icon("arrow-u-up-left", "secondary"), self.tr("Overview"))
        self.back_button.setObjectName("showOverview")
        self.back_button.setToolTip(self.tr("Counts, figures and samples of the whole dataset"))
        self.back_button.clicked.connect(self.backWanted)
        self.progress = QuietBar(textVisible=False)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setObjectName("cancelLooking")
        self.cancel_button.clicked.connect(self.cancelWanted)
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self._choose)
        self.exclude_action = self._action(self.tr("&Exclude"), self._tell(self.excludeWanted.emit), "Del")
        self.restore_action = self._action(self.tr("&Restore"), self._tell(self.restoreWanted.emit), "Shift+Del")
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self._lay_out()
        self.show_progress(0, 0)
        self._offer()
        self._choose()

    # ------------------------------------------------------------------ what is shown

    def show_contents(self, learned: Sequence[Learned], *, files: bool) -> None:
        """What is learned of the images, and whether they are files."""
        self._learned, self._files = tuple(learned), files
        columns = self.images.columnCount()
        self.images.show_learned([told.name for told in learned])
        if self.images.columnCount() != columns:
            self._share_width()

    def show_sources(self, sources: Sequence[str], chosen: str) -> None:
        """The datasets whose images there are, the first is trained on; a single one needs no choice."""
        self.sources.blockSignals(True)
        self.sources.clear()
        for place, source in enumerate(sources):
            words = self.tr("Validated on: {0}") if place else self.tr("Trained on: {0}")
            self.sources.addItem(filled(words, title(source)), source)
            self.sources.setItemData(place, source, Qt.ItemDataRole.ToolTipRole)
        self.sources.setCurrentIndex(list(sources).index(chosen) if chosen in sources else -1)
        self.sources.blockSignals(False)
        self.sources.setVisible(len(sources) > 1)

    def show_review(self, review: Review, *, afresh: bool = False) -> None:
        """What is known of the images now; who was chosen stays so, as far as it is still listed."""
        chosen, top = set(self.chosen), self.table.verticalScrollBar().value()
        first = min((index.row() for index in self.table.selectionModel().selectedRows()), default=-1)
        self.images.show_review(review, afresh=afresh)
        if not afresh:
            self._select(chosen)
            if first >= 0 and not self.chosen and self.images.rowCount():  # who decides on one looks at the next
                self.table.selectRow(min(first, self.images.rowCount() - 1))
            self.table.verticalScrollBar().setValue(top)
        words = _chip_words()
        for name, count in review.counts().items():
            looked_for, known = name in ("copies", "odd"), review.inspection is not None
            told = known if looked_for else count > 0  # that none was found is told of what somebody has looked for
            self.chips[name].setText(f"{words[name]} {numbers.exact(count)}" if told else words[name])
        self._show_hint()
        self._offer()

    def show_progress(self, done: int, total: int) -> None:
        """How many images were looked at; 0 of 0 when nobody looks."""
        looking = total > 0
        show_at_work(going=looking, start=self.look_button, cancel=self.cancel_button, progress=self.progress)
        self.progress.setRange(0, 0 if done >= total else total)  # comparing them takes its own time
        self.progress.setValue(done)
        comparing = self.tr("They are compared") if done >= total else self.tr("{0} of {1} images")
        self.progress.setToolTip(filled(comparing, numbers.exact(done), numbers.exact(total)))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The images whose rows are selected."""
        return self.images.keys([index.row() for index in self.table.selectionModel().selectedRows()])

    # ------------------------------------------------------------------ what the person does

    def menu(self) -> QMenu:
        """What can be decided about the chosen images."""
        menu = QMenu(self)
        menu.addAction(self.exclude_action)
        if any(map(self.images.review.guesses, self.chosen)):
            menu.addAction(self.tr("Label as &seen by the network"), self._tell(self.seenLabelWanted.emit))
        for told in self._learned:
            self._add_labels(menu, told)
        splits = menu.addMenu(self.tr("&Move to"))
        for split, words in split_words().items():
            splits.addAction(words, partial(self._move, split))
        menu.addSeparator()
        menu.addAction(self.restore_action)
        if self._files and self.chosen:
            menu.addSeparator()
            menu.addAction(self.tr("Show in &folder"), lambda: self.folderWanted.emit(self.chosen[0]))
        return menu

    def _add_labels(self, menu: QMenu, told: Learned) -> None:
        """How the chosen images can be labelled, of one of the things that are learned."""
        name = literal(self._name(told))
        if told.task == "classes" and len(told.classes) <= MOST_CLASSES:
            labels = menu.addMenu(filled(self.tr("&Label {0} as"), name) if name else self.tr("&Label as"))
            for label in told.classes:
                labels.addAction(literal(label), partial(self._label, label, told))
            labels.addSeparator()
            labels.addAction(self.tr("Another class…"), partial(self._ask_label, told))
        else:
            words = filled(self.tr("&Label {0} as…"), name) if name else self.tr("&Label as…")
            menu.addAction(words, partial(self._ask_label, told))

    def _name(self, told: Learned) -> str:
        """What one of several things is called; "" where there is no other."""
        return told.name if len(self._learned) > 1 else ""

    def _label(self, label: Label, told: Learned) -> None:
        self.labelWanted.emit(self.chosen, label, self._name(told))

    def _move(self, split: str) -> None:
        self.moveWanted.emit(self.chosen, split)

    def _ask_label(self, told: Learned) -> None:
        """Asks until it is a label, or nobody wants it any more; what was typed stays, and what is wrong with it is said."""
        text, wrong = "", ""
        while True:
            text, sure = self._type_label(told, wrong, text)
            if not sure:
                return
            try:
                label = typed_label(text, told.task, told.classes)
            except DatasetError as error:
                wrong = str(error)
            else:
                self._label(label, told)
                return

    def _type_label(self, told: Learned, wrong: str, text: str) -> tuple[str, bool]:
        name, classes = self._name(told), told.classes
        title = filled(self.tr("Label {0} as"), name) if name else self.tr("Label as")
        if told.task == "classes":
            words = self.tr("The class of these images; a new name is a new class:")
            names = classes if not wrong or text in classes else (text, *classes)
            return QInputDialog.getItem(self, title, _below(wrong, words), names, 0, True)
        if told.task == "labels":
            words = filled(self.tr("All labels of these images, divided by commas ({0}):"), listed(classes[:8]))
        else:
            words = filled(self.tr("The numbers of these images, divided by commas ({0}):"), listed(classes))
            if len(classes) == 1:
                words = filled(self.tr("The number of these images ({0}):"), classes[0])
        return QInputDialog.getText(self, title, _below(wrong, words), text=text)

    def _offer(self) -> None:
        """Only what would change something can be done about the chosen images."""
        marks = self.images.review.curation.marks
        chosen = [marks.get(key) for key in self.chosen]
        self.restore_action.setEnabled(any(mark is not None for mark in chosen))
        self.exclude_action.setEnabled(any(mark is None or not mark.excluded for mark in chosen))

    def _show_menu(self, place: QPoint) -> None:
        if self.chosen:
            menu = self.menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.table.viewport().mapToGlobal(place))

    def _choose(self) -> None:
        self._later.stop()
        name = next((name for name, chip in self.chips.items() if chip.isChecked()), FILTERS[0])
        self.images.choose(name, self.search.text())
        self._show_hint()

    def _select(self, keys: set[str]) -> None:
        """Selects the rows of these images."""
        selection = QItemSelection()
        for number in self.images.numbers(keys):
            selection.select(self.images.index(number, 0), self.images.index(number, self.images.columnCount() - 1))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().select(selection, flags)

    def _tell(self, signal: Callable[[object], None]) -> Callable[[], None]:
        return lambda: signal(self.chosen)

    # ------------------------------------------------------------------ how it looks

    def _show_hint(self) -> None:
        """Where there is no row: why not, and what to do."""
        empty = self.images.rowCount() == 0
        self.pages.setCurrentIndex(1 if empty else 0)
        if not empty:
            return
        nobody = self.images.review.inspection is None
        looked = self.tr("Nobody has looked for them yet: press “Look through”.")
        none = {
            "all": self.tr("No image has been read yet."),
            "copies": looked if nobody else self.tr("No two images show the same."),
            "odd": looked if nobody else self.tr("No image is unlike the others."),
            "suspects": self.tr("Each training notes which images are hard to learn. None on these images has told of any yet."),
            "excluded": self.tr("No image is excluded. Choose some, and press Del."),
            "relabelled": self.tr("No image has another label than its own."),
            "moved": self.tr("Every image is in its own split."),
        }[self.images.filter]
        self.hint.setText(self.tr("Nothing matches.") if self.search.text().strip() else none)

    def _make_search(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("imageSearch")
        field.setPlaceholderText(self.tr("Search names, labels, findings"))
        field.setAccessibleName(self.tr("Search images"))
        field.setClearButtonEnabled(True)
        as_search(field)
        field.textChanged.connect(lambda: self._later.start())
        return field

    def _make_sources(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("imageSource")
        box.setAccessibleName(self.tr("Images of which dataset"))
        box.setToolTip(self.tr("Whose images are listed: those that are trained on, or the validation data beside them"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(16)
        box.activated.connect(lambda place: self.sourceChosen.emit(box.itemData(place)))
        box.hide()
        return box

    def _make_table(self) -> QTableView:
        table = _Table()
        table.setObjectName("imageTable")
        table.setAccessibleName(self.tr("Images"))
        table.setModel(self.images)
        make_plain(table, SIDE + 6)
        table.setIconSize(QSize(SIDE, SIDE))
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)
        table.setItemDelegateForColumn(0, _MiddleElided(table))
        header = table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        table.setSortingEnabled(True)
        return table

    def _share_width(self) -> None:
        """Columns as wide as what stands in them; several labels are narrower."""
        labels = max(len(self._learned), 1)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        for column, width in enumerate((300, 150, *(170 if labels == 1 else 120 for _ in range(labels)))):
            self.table.setColumnWidth(column, width)

    def _action(self, words: str, slot: Callable[[], None], keys: str) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: slot())
        self.table.addAction(action)
        return action

    def minimumSizeHint(self) -> QSize:
        """With the filters in a line of their own."""
        least = super().minimumSizeHint()
        return QSize(max(self._filters.minimumSizeHint().width(), self._tools_width()), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._tools_width() + self._filters.sizeHint().width() + self._tools.spacing()
        if beside != (self._tools.indexOf(self._filters) >= 0):
            self._column.removeWidget(self._filters)
            self._tools.removeWidget(self._filters)
            if beside:
                self._tools.insertWidget(3, self._filters)
            else:
                self._column.insertWidget(1, self._filters, 0, Qt.AlignmentFlag.AlignLeft)

    def _tools_width(self) -> int:
        """What the line takes without the filters."""
        parts = (self.back_button, self.sources, self.search, self.look_button, self.progress, self.cancel_button)
        shown = [part for part in parts if not part.isHidden()]
        least = (max(part.minimumWidth(), part.minimumSizeHint().width()) for part in shown)
        return sum(least) + self._tools.spacing() * (len(shown) - 1)

    def _lay_out(self) -> None:
        self._tools, self._filters = QHBoxLayout(), self._make_filters()
        self._tools.setSpacing(6)
        self.search.setMinimumWidth(150)
        self.progress.setFixedWidth(140)
        self._tools.addWidget(self.back_button)
        self._tools.addWidget(self.sources)
        self._tools.addWidget(self.search, 1)
        self._tools.addWidget(self._filters)
        for widget in (self.look_button, self.progress, self.cancel_button):
            self._tools.addWidget(widget)
        self.hint.setProperty("look", "secondary")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.hint)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._tools)
        column.addWidget(self.pages, 1)

    def _make_filters(self) -> QWidget:
        """One button for each; they stand beside the search where there is room, else below it."""
        filters = QWidget(self)
        row = QHBoxLayout(filters)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(6)
        group = QButtonGroup(self)
        for name, words in _chip_words().items():
            chip = self.chips[name] = QToolButton()
            chip.setObjectName(f"filter_{name}")
            chip.setProperty("look", "chip")
            chip.setFont(theme.small_font(self.font()))
            chip.setText(words)
            chip.setCheckable(True)
            group.addButton(chip)
            row.addWidget(chip)
        self.chips["suspects"].setToolTip(
            self.tr("Images whose label the newest training found hard to learn, or to agree with where it validated on them")
        )
        self.chips["all"].setChecked(True)
        group.buttonClicked.connect(lambda _: self._choose())
        return filters


def _below(wrong: str, words: str) -> str:
    """What is wrong with what was typed, and what is asked."""
    return f"{wrong}\n\n{words}" if wrong else words


def _chip_words() -> dict[Filter, str]:
    """What the filters are called."""
    tr = partial(QCoreApplication.translate, "ImageBrowser")
    return {
        "all": tr("All"),
        "copies": tr("Near duplicates"),
        "odd": tr("Odd"),
        "suspects": tr("Suspect labels"),
        "excluded": tr("Excluded"),
        "relabelled": tr("Relabelled"),
        "moved": tr("Moved"),
    }
