"""Searches for better settings: what is varied, how far each search is, its trials, what mattered, and the best as a project."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cnn.datasets.sources import title as data_title
from cnn.edits.rebuilding import rebuilt
from cnn.errors import LayerloomError
from cnn.plan.checks import obstacle
from cnn.project import Project, load
from cnn.recipe.section import label_of
from cnn.runs.folder import RunRecord
from cnn.runs.searched.listed import (
    MOST_AT_ONCE,
    Search,
    Tried,
    all_searches,
    begin_in_background,
    complaint,
    go_on_in_background,
    project_of,
    project_of_trial,
    remove_search,
    state_words,
    stop_search,
)
from cnn.runs.searched.space import DEPTH, WIDTH, Offered, Value, offered, parse, require_effect, usual
from cnn.words.quantities import figure, figure_title, number_of
from gui.background.task import Background, Newest
from gui.document import Document
from gui.style import icons, theme
from gui.widgets.basic.plain_table import make_plain
from gui.widgets.basic.room import open_at
from gui.widgets.basic.rows import add_row
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.plot.bars import Bar, Bars

#: milliseconds between two looks at a search while it is seen
PACE = 1000
#: trials that are offered, and the most that can be asked for
USUAL, MOST = 20, 10_000


class _Seen(NamedTuple):
    """The searches there are; of each trial that goes on what its run says; why a search ended, where it complained."""

    searches: tuple[Search, ...]
    records: dict[str, RunRecord | None]  # by the folders of runs
    complaints: dict[str, str]  # by the names of searches


class SearchDialog(QDialog):
    """A form for a new search, or the trials of one. Searches are programs of their own: closing this window ends none."""

    projectChosen = Signal(object)  # a Project that is to be opened as a new design
    curvesWanted = Signal(object)  # folders (Path) of runs whose curves are to be seen

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("search")
        self.setWindowTitle(self.tr("Search for better settings"))
        self._document = document
        self._seen = _Seen((), {}, {})
        self._reading, self._first = Newest(self), True
        self._clock = QTimer(self, interval=PACE)
        self._clock.timeout.connect(self.refresh)
        self.chooser = QComboBox()
        self.chooser.setObjectName("searchChooser")
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.form, self.trials = _Form(document, self), _Trials(self)
        self.problem = QLabel()
        self.problem.setProperty("look", "problem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.pages = QStackedWidget()
        for page in (self.form, self.trials):
            self.pages.addWidget(page)
        self._lay_out()
        self.chooser.currentIndexChanged.connect(self._choose)
        self.form.startWanted.connect(self._start)
        self.trials.stopWanted.connect(lambda: self._do(lambda search: stop_search(search)))
        self.trials.moreWanted.connect(self._ask_for_more)
        self.trials.removeWanted.connect(lambda: self._do(lambda search: remove_search(search.name)))
        self.trials.projectWanted.connect(self._open)
        self.trials.curvesWanted.connect(self.curvesWanted)
        document.opened.connect(self.form.renew)
        document.recipeChanged.connect(self._renew_about)  # a method: a lambda would outlive the dialog
        self._offer()
        open_at(self, QSize(940, 620))

    def _renew_about(self, *_: object) -> None:
        self.form.tell_about()

    def _lay_out(self) -> None:
        words = QLabel(self.tr("Search"))
        words.setBuddy(self.chooser)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(words)
        top.addWidget(self.chooser)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.problem)

    # ------------------------------------------------------------------ reading

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever looks sees it as it is now."""
        super().showEvent(event)
        self.refresh()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def refresh(self) -> None:
        """Looks at the searches again, unless that is being done."""
        if not self._reading.waiting:
            self._reading.ask(_read, self._show)

    @property
    def chosen(self) -> Search | None:
        """The search that is shown; `None` where a new one is being thought of."""
        place = self.chooser.currentIndex() - 1
        return self._seen.searches[place] if 0 <= place < len(self._seen.searches) else None

    def _show(self, seen: _Seen) -> None:
        chosen = self.chosen
        names = [search.name for search in seen.searches]
        renamed = names != [search.name for search in self._seen.searches]
        self._seen = seen
        if renamed:
            self._offer()
            if chosen is not None and chosen.name in names:
                self._select(names.index(chosen.name) + 1)
        if self._first:  # one that goes on is what somebody comes back for
            self._first = False
            going = next((place for place, search in enumerate(seen.searches) if search.going), None)
            if going is not None:
                self._select(going + 1)
        self._show_chosen()

    def _offer(self) -> None:
        blocked = self.chooser.blockSignals(True)
        self.chooser.clear()
        self.chooser.addItem(icons.icon("plus"), self.tr("New search"))
        self.chooser.addItems([search.name for search in self._seen.searches])
        self.chooser.blockSignals(blocked)

    def _select(self, place: int) -> None:
        blocked = self.chooser.blockSignals(True)
        self.chooser.setCurrentIndex(place)
        self.chooser.blockSignals(blocked)

    def _choose(self, _place: int) -> None:
        self._say("")
        self._show_chosen()

    def _show_chosen(self) -> None:
        search = self.chosen
        self.pages.setCurrentWidget(self.form if search is None else self.trials)
        if search is not None:
            self.trials.show_search(search, self._seen.records, self._seen.complaints.get(search.name, ""))

    def show_search(self, name: str) -> None:
        """Brings a search to the front."""
        place = next((place for place, search in enumerate(self._seen.searches) if search.name == name), -1)
        self._select(place + 1)
        self._show_chosen()

    # ------------------------------------------------------------------ doing

    def _start(self) -> None:
        """Begins what the form says, or says why it can't."""
        document, form = self._document, self.form
        self._say("")
        found = obstacle(document.analysis, document.recipe, document.dataset, document.facts, rebuild=rebuilt)
        if found is not None:
            self._say(f"{found.message} {found.hint}")
            return
        project, name = document.project, form.name.text().strip()
        try:
            varied = [parse(text) for text in form.varied]
            require_effect(project, varied)
            search = begin_in_background(
                project,
                name,
                list(map(str, varied)),
                trials=form.trials.value(),
                prune=form.prune.isChecked(),
                parallel=form.parallel.value(),
                storage=form.storage.text().strip(),
            )
        except LayerloomError as error:
            self._say(f"{error.message} {error.hint}")
            return
        self._reading.forget()
        self._seen = self._seen._replace(searches=(search, *self._seen.searches))
        self._offer()
        self._select(1)
        self._show_chosen()
        form.renew()

    def _ask_for_more(self) -> None:
        more, sure = QInputDialog.getInt(self, self.tr("Go on searching"), self.tr("Trials more:"), 10, 1, MOST)
        if sure:
            self._do(lambda search: go_on_in_background(search, more))

    def _do(self, what: "object") -> None:
        search = self.chosen
        if search is None:
            return
        try:
            what(search)  # type: ignore[operator]
        except LayerloomError as error:
            self._say(f"{error.message} {error.hint}")
        self._reading.forget()
        self.refresh()

    def _open(self, trial: Tried) -> None:
        """A trial as a new design, read away from the window's thread."""
        search = self.chosen
        if search is None:
            return
        asked = Background(lambda: _project_of(search, trial), self)
        asked.done.connect(self.projectChosen)
        asked.refused.connect(lambda error: self._say(f"{error.message} {error.hint}"))

    def _say(self, words: str) -> None:
        self.problem.setText(words.strip())
        self.problem.setVisible(bool(words))


class _Form(QWidget):
    """What a new search varies, between which values, and how often it tries."""

    startWanted = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._offered: list[Offered] = []
        self.fields: dict[str, QLineEdit] = {}  # by the names of what is varied
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setProperty("look", "secondary")
        self.another = QComboBox()
        self.another.setObjectName("searchVary")
        self.another.setAccessibleName(self.tr("Vary something else as well"))
        self.another.activated.connect(self._add_chosen)
        self.trials, self.parallel = QSpinBox(), QSpinBox()
        self.trials.setObjectName("searchTrials")
        self.trials.setRange(1, MOST)
        self.trials.setValue(USUAL)
        self.parallel.setObjectName("searchParallel")
        self.parallel.setRange(1, MOST_AT_ONCE)
        self.parallel.setToolTip(self.tr("Trainings side by side; where memory is too small for so many, fewer"))
        self.prune = QCheckBox(self.tr("End trials early that fall behind"))
        self.prune.setObjectName("searchPrune")
        self.prune.setChecked(True)
        self.prune.setToolTip(
            self.tr("A trial whose best is worse than that of half of the others was after as many epochs ends there")
        )
        self.name, self.storage = QLineEdit(), QLineEdit()
        self.name.setObjectName("searchName")
        self.storage.setObjectName("searchStorage")
        self.storage.setPlaceholderText(self.tr("a file beside the runs"))
        self.storage.setToolTip(
            self.tr("A file on a disk, or the address of a database as Optuna takes it, that several computers search in")
        )
        self.start_button = QPushButton(icons.icon("play-fill"), self.tr("Start the search"))
        self.start_button.setObjectName("searchStart")
        self.start_button.clicked.connect(self.startWanted)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnStretch(1, 1)
        self._lay_out()
        self.renew()

    def _lay_out(self) -> None:
        hint = QLabel(self.tr("A range is written LOW..HIGH, single values A|B|C."))
        hint.setProperty("look", "secondary")
        heading = QLabel(f"<b>{self.tr('What is varied')}</b>")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(heading)
        column.addLayout(self._rows)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.another)
        below.addWidget(hint, 1)
        column.addLayout(below)
        column.addSpacing(8)
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        for words, field in (
            (self.tr("Trials"), self.trials),
            (self.tr("At a time"), self.parallel),
            ("", self.prune),
            (self.tr("Name"), self.name),
            (self.tr("Kept in"), self.storage),
        ):
            add_row(form, words, field)
        column.addLayout(form)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.start_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(ScrollingColumn(inside), 1)
        layout.addLayout(buttons)

    @property
    def varied(self) -> list[str]:
        """What is varied, as `parse` takes it."""
        return [f"{name}={field.text().strip()}" for name, field in self.fields.items()]

    def renew(self) -> None:
        """Begins anew, from the network and the recipe that are open."""
        project = self._document.project
        self._offered = offered(project)
        for name in list(self.fields):
            self._remove(name)
        for one in usual(project):
            self._add(one.name, str(one).partition("=")[2])
        self.name.setText(f"{_plain(project.graph.name)} {time.strftime('%Y-%m-%d %H.%M.%S')}")
        self.tell_about()

    def tell_about(self) -> None:
        """What each trial trains."""
        project = self._document.project
        words = self.tr("Each trial trains {0} on {1} for {2}, as an ordinary run, in the background.")
        epochs = number_of(self.tr("{0} epoch|{0} epochs"), project.recipe.epochs)
        self.about.setText(words.format(project.graph.name, data_title(project.dataset), epochs))

    def _add_chosen(self, place: int) -> None:
        name = self.another.itemData(place)
        for one in self._offered:
            if one.name == name:
                self._add(one.name, one.values)
                self.fields[name].setFocus()
                self.fields[name].selectAll()

    def _add(self, name: str, values: str) -> None:
        row = self._rows.rowCount()
        words = next((one.label for one in self._offered if one.name == name), _label(name))
        label, field = QLabel(words), QLineEdit(values)
        label.setBuddy(field)
        field.setObjectName(f"vary_{name}")
        remove = QPushButton(icons.icon("x", "secondary"), "")
        remove.setProperty("look", "flat")
        remove.setToolTip(self.tr("Don't vary it"))
        remove.setAccessibleName(self.tr("Don't vary {0}").format(words))
        remove.clicked.connect(lambda: self._remove(name))
        for column, part in enumerate((label, field, remove)):
            self._rows.addWidget(part, row, column)
        self.fields[name] = field
        self._tell_what_is_left()

    def _remove(self, name: str) -> None:
        field = self.fields.pop(name)
        place = self._rows.getItemPosition(self._rows.indexOf(field))
        for column in range(3):
            item = self._rows.itemAtPosition(place[0], column)  # type: ignore[index]
            if item is not None and (part := item.widget()) is not None:
                self._rows.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._tell_what_is_left()

    def _tell_what_is_left(self) -> None:
        self.another.clear()
        self.another.addItem(icons.icon("plus"), self.tr("Vary something else …"))
        for one in self._offered:
            if one.name not in self.fields:
                self.another.addItem(one.label, one.name)
        self.start_button.setEnabled(bool(self.fields))


class _Trials(QWidget):
    """The trials of a search, the best first, beside what mattered."""

    stopWanted = Signal()
    moreWanted = Signal()
    removeWanted = Signal()
    projectWanted = Signal(object)  # a trial (Tried) that is to be opened
    curvesWanted = Signal(object)  # folders (Path) of runs

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Search | None = None
        self._trials: list[Tried] = []
        self.state = QLabel()
        self.state.setObjectName("searchState")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.table = QTableWidget()
        make_plain(self.table, 26)
        self.table.setObjectName("searchTable")
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.setAccessibleName(self.tr("Trials of the search"))
        self.table.itemSelectionChanged.connect(self._offer)
        self.table.itemDoubleClicked.connect(lambda _: self._open_selected())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.bars, self.bars_note = Bars(), QLabel()
        self.bars_note.setProperty("look", "secondary")
        self.bars_note.setWordWrap(True)
        self.stop_button = self._button(self.tr("Stop"), self.stopWanted.emit, "searchStop")
        self.more_button = self._button(self.tr("Go on …"), self.moreWanted.emit, "searchMore")
        self.curves_button = self._button(self.tr("Show curves"), self._show_curves, "searchCurves")
        self.remove_button = self._button(self.tr("Remove"), self.removeWanted.emit, "searchRemove")
        self.best_button = self._button(self.tr("Best as a project"), self._open_best, "searchBest")
        self.stop_button.setToolTip(self.tr("End what is being trained after its batch; Go on tries more later"))
        self.more_button.setToolTip(self.tr("Try more, with all that is known from these trials"))
        self.curves_button.setToolTip(self.tr("Show the curves of the selected trials together"))
        self.remove_button.setToolTip(self.tr("Take the search away; the runs of its trials stay"))
        self.best_button.setToolTip(self.tr("Open network and settings of the best trial as a new design"))
        self._lay_out()

    def _button(self, words: str, do: "object", name: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.clicked.connect(lambda _: do())  # type: ignore[operator]
        return button

    def _lay_out(self) -> None:
        heading = QLabel(f"<b>{self.tr('What mattered')}</b>")
        heading.setToolTip(self.tr("The share of the difference between trials that goes back to each (fANOVA)"))
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(self.bars)
        column.addWidget(self.bars_note)
        column.addStretch(1)
        splitter = QSplitter()
        splitter.addWidget(self.table)
        splitter.addWidget(beside)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([620, 280])
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        for button in (self.stop_button, self.more_button, self.curves_button, self.best_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.state)
        layout.addWidget(splitter, 1)
        layout.addLayout(buttons)

    # ------------------------------------------------------------------ showing

    def show_search(self, search: Search, records: dict[str, RunRecord | None], complaint_of_it: str) -> None:
        """Shows a search as it is now; what is selected stays."""
        selected = [trial.number for trial in self.selected] if self.shown and self.shown.name == search.name else []
        self.shown, self._trials = search, search.ranked
        self.state.setText(self._state_of(search, complaint_of_it))
        self._fill(search, records)
        blocked = self.table.blockSignals(True)
        self.table.clearSelection()
        mode = self.table.selectionMode()
        self.table.setSelectionMode(QTableWidget.SelectionMode.MultiSelection)
        for row, trial in enumerate(self._trials):
            if trial.number in selected:
                self.table.selectRow(row)
        self.table.setSelectionMode(mode)
        self.table.blockSignals(blocked)
        ranked = sorted(search.importance.items(), key=lambda one: -one[1])
        self.bars.show_bars([Bar(_label(name), share, f"{share:.0%}", place == 0) for place, (name, share) in enumerate(ranked)])
        self.bars.setVisible(bool(ranked))
        self.bars_note.setText(
            self.tr("The share of the difference between trials that goes back to each.")
            if ranked
            else self.tr("Known when some trials are trained to their end and differ.")
        )
        self._offer()

    def _state_of(self, search: Search, complaint_of_it: str) -> str:
        over = sum(trial.state != "running" for trial in search.tried)
        head = self.tr("{0} on {1}: {2} of {3}.").format(
            search.network, data_title(search.dataset), over, number_of(self.tr("{0} trial|{0} trials"), search.trials)
        )
        if search.going:
            return f"{head} {self.tr('Searching, also while this window is closed.')}"
        if complaint_of_it and over < search.trials:
            return f"{head} {complaint_of_it}"
        return head if over >= search.trials else f"{head} {self.tr('Stopped.')}"

    def _fill(self, search: Search, records: dict[str, RunRecord | None]) -> None:
        names = list(dict.fromkeys(name for trial in self._trials for name in trial.chosen))
        if not names:
            names = [text.partition("=")[0] for text in search.varied]
        title = figure_title(search.figure) if search.figure else self.tr("Result")
        headings = (self.tr("Trial"), *map(_label, names), title, self.tr("Epochs"), self.tr("State"))
        if self.table.columnCount() != len(headings):
            self.table.setColumnCount(len(headings))
        self.table.setHorizontalHeaderLabels(headings)
        self.table.setRowCount(len(self._trials))
        words, best = state_words(), search.best
        for row, trial in enumerate(self._trials):
            record = records.get(trial.run)
            epochs = "" if record is None else f"{record.epochs}/{record.planned_epochs}"
            value = trial.value
            if value is None and record is not None and record.best.get(record.monitor) is not None:
                value = record.best[record.monitor]  # so far
            stale = trial.state == "running" and (record is None or record.state != "running") and not search.going
            cells = (
                str(trial.number),
                *(_spelled(trial.chosen.get(name, "")) for name in names),
                "" if value is None else figure(value),
                epochs,
                words["stopped" if stale else trial.state],
            )
            for column, text in enumerate(cells):
                strong = best is not None and trial.number == best.number
                self._put(row, column, text, number=column < len(cells) - 1, strong=strong)

    def _put(self, row: int, column: int, text: str, *, number: bool, strong: bool) -> None:
        item = self.table.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.table.setItem(row, column, item)
        font = theme.number_font(self.font()) if number else self.font()
        font.setBold(strong)
        item.setFont(font)
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        if item.text() != text:
            item.setText(text)

    @property
    def selected(self) -> list[Tried]:
        """The trials whose rows are selected."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self._trials[row] for row in rows if row < len(self._trials)]

    def _offer(self) -> None:
        search = self.shown
        going = search is not None and search.going
        self.stop_button.setEnabled(going)
        self.more_button.setEnabled(search is not None and not going)
        self.remove_button.setEnabled(search is not None and not going)
        self.best_button.setEnabled(search is not None and search.best is not None)
        self.curves_button.setEnabled(any(trial.run for trial in self.selected))

    # ------------------------------------------------------------------ doing

    def _open_best(self) -> None:
        if self.shown is not None and self.shown.best is not None:
            self.projectWanted.emit(self.shown.best)

    def _open_selected(self) -> None:
        if len(selected := self.selected) == 1:
            self.projectWanted.emit(selected[0])

    def _show_curves(self) -> None:
        self.curvesWanted.emit([Path(trial.run) for trial in self.selected if trial.run])

    def _show_menu(self, place: QPoint) -> None:
        item = self.table.itemAt(place)
        if item is None:
            return
        if not item.isSelected():
            self.table.selectRow(item.row())
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def menu(self) -> QMenu:
        """What can be done with the selected trials."""
        menu, selected = QMenu(self), self.selected
        menu.addAction(self.tr("Open project"), self._open_selected).setEnabled(len(selected) == 1)
        menu.addAction(self.curves_button.text(), self._show_curves).setEnabled(self.curves_button.isEnabled())
        folder = selected[0].run if len(selected) == 1 else ""
        show = menu.addAction(self.tr("Show folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder)))
        show.setEnabled(bool(folder))
        return menu


def _read() -> _Seen:
    searches = all_searches()
    runs = {trial.run: trial.record() for search in searches for trial in search.tried if trial.run and _is_looked_at(search)}
    return _Seen(tuple(searches), runs, {search.name: words for search in searches if (words := complaint(search))})


def _is_looked_at(_search: Search) -> bool:
    return True


def _project_of(search: Search, trial: Tried) -> Project:
    return project_of_trial(trial, load(project_of(search.name)))


def _label(name: str) -> str:
    return label_of(name)


def _spelled(value: Value) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _plain(name: str) -> str:
    """A network's name without what a file's name can't have."""
    return "".join(letter if letter.isalnum() or letter in "_-" else "-" for letter in name)[:50] or "search"
