"""The trials of a search, the best first, and what mattered, as bars."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cnn.datasets.sources import title as data_title
from cnn.recipe.section import label_of
from cnn.runs.folder import RunRecord
from cnn.runs.searched.listed import (
    Search,
    Tried,
    state_words,
)
from cnn.runs.searched.space import Value
from cnn.words.language import called, filled
from cnn.words.lists import sentences
from cnn.words.quantities import figure, figure_title, number_of
from gui.style import theme
from gui.widgets.basic.plain_table import make_plain, told_at_once
from gui.widgets.plot.bars import Bar, Bars

#: the column of words; all others hold numbers or single values
STATE = 2


class SearchTrials(QWidget):
    """The trials of a search, the best first, beside what mattered."""

    stopWanted = Signal()
    refreshWanted = Signal()
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
        self.refresh_button = self._button(self.tr("Refresh"), self.refreshWanted.emit, "searchRefresh")
        self.curves_button = self._button(self.tr("Show curves"), self._show_curves, "searchCurves")
        self.remove_button = self._button(self.tr("Remove"), self.removeWanted.emit, "searchRemove")
        self.best_button = self._button(self.tr("Best as a project"), self._open_best, "searchBest")
        self.refresh_button.setToolTip(
            self.tr("Look now at what other computers have tried; it is done every few seconds anyway")
        )
        self.stop_button.setToolTip(self.tr("End what is being trained after its batch; Go on tries more later"))
        self.more_button.setToolTip(self.tr("Try more, with all that is known from these trials"))
        self.curves_button.setToolTip(self.tr("Show the curves of the selected trials together"))
        self.remove_button.setToolTip(self.tr("Take the search away; the runs of its trials stay"))
        self.best_button.setToolTip(self.tr("Open network and settings of the best trial as a new design"))
        self._lay_out()

    def _button(self, words: str, do: Callable[[], object], name: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.clicked.connect(lambda _: do())
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
        splitter.setSizes([740, 280])
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.remove_button)
        buttons.addWidget(self.refresh_button)
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
        self.refresh_button.setVisible(bool(search.storage))
        looked_at = self._looked_at() if self.shown and self.shown.name == search.name else None
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
        if looked_at is not None:  # selecting a row brings it into sight
            self._look_at(*looked_at)
        else:
            self.table.verticalScrollBar().setValue(0)
        ranked = sorted(search.importance.items(), key=lambda one: -one[1])
        bars = [
            Bar(called(label_of(name)), share, f"{100 * share:.0f}%", not place) for place, (name, share) in enumerate(ranked)
        ]
        self.bars.show_bars(bars)
        self.bars.setVisible(bool(ranked))
        self.bars_note.setText(
            self.tr("The share of the difference between trials that goes back to each.")
            if ranked
            else self.tr("Known when some trials are trained to their end and differ.")
        )
        self._offer()

    def _looked_at(self) -> tuple[int, int] | None:
        """The trial at the top and where its row lies (in pixels), where somebody has scrolled; `None` at the beginning."""
        row = self.table.rowAt(0)
        if not self.table.verticalScrollBar().value() or not 0 <= row < len(self._trials):
            return None
        return self._trials[row].number, self.table.rowViewportPosition(row)

    def _look_at(self, number: int, place: int) -> None:
        """Has that trial lie where it lay, though others came before it."""
        row = next((row for row, trial in enumerate(self._trials) if trial.number == number), None)
        if row is not None and self.table.rowViewportPosition(row) != place:
            bar = self.table.verticalScrollBar()
            if self.table.verticalScrollMode() == QTableWidget.ScrollMode.ScrollPerItem:
                bar.setValue(row)
            else:
                bar.setValue(bar.value() + self.table.rowViewportPosition(row) - place)

    def _state_of(self, search: Search, complaint_of_it: str) -> str:
        over = sum(trial.state != "running" for trial in search.tried)
        head = filled(
            self.tr("{0} on {1}: {2} of {3}."),
            search.network,
            data_title(search.dataset),
            over,
            number_of(self.tr("{0} trial|{0} trials"), search.trials),
        )
        if search.going:
            return sentences(head, self.tr("Searching, also while this window is closed."))
        if complaint_of_it and over < search.trials:
            return sentences(head, complaint_of_it)
        return head if over >= search.trials else sentences(head, self.tr("Stopped."))

    def _fill(self, search: Search, records: dict[str, RunRecord | None]) -> None:
        names = list(dict.fromkeys(name for trial in self._trials for name in trial.chosen))
        if not names:
            names = [text.partition("=")[0] for text in search.varied]
        title = figure_title(search.figure) if search.figure else self.tr("Result")
        headings = (self.tr("Trial"), title, self.tr("State"), self.tr("Epochs"), *(called(label_of(name)) for name in names))
        if self.table.columnCount() != len(headings):
            self.table.setColumnCount(len(headings))
        self.table.setHorizontalHeaderLabels(headings)
        self.table.setRowCount(len(self._trials))
        words, best = state_words(), search.best
        with told_at_once(self.table):
            for row, trial in enumerate(self._trials):
                record = records.get(trial.run)
                epochs = "" if record is None else f"{record.epochs}/{record.planned_epochs}"
                value = trial.value
                if value is None and record is not None and record.best.get(record.monitor) is not None:
                    value = record.best[record.monitor]  # so far
                cells = (
                    str(trial.number),
                    "" if value is None else figure(value),
                    words[search.state_of(trial, record)],
                    epochs,
                    *(_spelled(trial.chosen.get(name, "")) for name in names),
                )
                for column, text in enumerate(cells):
                    strong = best is not None and trial.number == best.number
                    self._put(row, column, text, number=column != STATE, strong=strong)

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


def _spelled(value: Value) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
