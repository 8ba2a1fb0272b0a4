"""The queue of trainings: what waits, what goes on, and in which order; the same as `main.py queue` shows."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cnn.datasets.sources import title as data_title
from cnn.errors import LayerloomError
from cnn.runs.folder import RunRecord
from cnn.runs.orders import HERE
from cnn.runs.queued import queue as queued
from cnn.runs.queued.queue import AGAIN, Entry, Told, told_words
from cnn.runs.queued.runner import Begun, is_running, start
from cnn.words.language import labelled
from cnn.words.quantities import figure_title
from gui.background.task import Newest
from gui.style import icons
from gui.widgets.basic.plain_table import make_plain, told_at_once
from gui.widgets.watching.while_seen import WhileSeen

#: milliseconds between two looks at the queue while it is seen
PACE = 1000
EMPTY, FULL = range(2)


class _Seen(NamedTuple):
    """The queue as it was read, with what each entry's run says."""

    paused: bool
    running: bool
    entries: tuple[Entry, ...]
    records: tuple[RunRecord | None, ...]
    complaint: LayerloomError | None = None  # why the program ended that was to train them


class QueuePanel(QWidget):
    """A row for each training; they are trained by a program of its own, so that closing this window ends none."""

    searchWanted = Signal()  # trainings that look for better settings
    addWanted = Signal()  # what is open, as it is to be trained now
    openWanted = Signal(object)  # the project (Path) of an entry, to be opened as a copy
    refused = Signal(str, str)  # what can't be done, and what to do instead

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self._seen = _Seen(False, False, (), ())
        self._reading = Newest(self)
        self._begun: Begun | None = None  # what Start has begun, as long as it has to be looked after
        self._clock = WhileSeen(self, PACE, self.refresh)
        self._empty, self._state = QLabel(), QLabel()
        self.table = self._table()
        self.add_button = self._button("plus", self.addWanted.emit, "queueAdd")
        self.search_button = self._button("magnifying-glass", self.searchWanted.emit, "queueSearch")
        self.start_button = self._button("play-fill", self._start_or_pause, "queueStart")
        self.up_button = self._button("arrow-up", lambda: self._move(-1), "queueUp")
        self.down_button = self._button("arrow-down", lambda: self._move(1), "queueDown")
        self.skip_button = self._button("", self._skip_or_want, "queueSkip")
        self.remove_button = self._button("", self._remove, "queueRemove")
        self.clear_button = self._button("", lambda: self._do(queued.clear), "queueClear")
        self._lay_out()
        self._write()
        self._offer()

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 7)
        make_plain(table)
        table.setObjectName("queueTable")
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.itemSelectionChanged.connect(self._offer)
        table.itemDoubleClicked.connect(lambda _: self._open())
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), table, self._remove)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        return table

    def _button(self, icon: icons.Glyph | Literal[""], do: Callable[[], object], name: str) -> QPushButton:
        button = QPushButton()
        if icon:
            button.setIcon(icons.icon(icon))
        button.setObjectName(name)
        button.clicked.connect(lambda _: do())
        return button

    def _lay_out(self) -> None:
        for label in (self._empty, self._state):
            label.setProperty("look", "secondary")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        buttons = QHBoxLayout()
        for button in (self.add_button, self.start_button, self.search_button):
            buttons.addWidget(button)
        buttons.addWidget(self._state, 1)
        for button in (self.up_button, self.down_button, self.skip_button, self.remove_button, self.clear_button):
            buttons.addWidget(button)
        pages = QWidget(self)
        self._pages = QStackedLayout(pages)
        for page in (self._empty, self.table):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(pages, 1)
        layout.addLayout(buttons)

    def _write(self) -> None:
        """Every text, in the language that is chosen."""
        headings = (
            "",  # the number by which the terminal calls it
            self.tr("Training"),
            self.tr("Data"),
            self.tr("Computer"),
            self.tr("State"),
            self.tr("Epochs"),
            self.tr("Best"),
        )
        self.table.setHorizontalHeaderLabels(headings)
        self.table.setAccessibleName(self.tr("Queue of trainings"))
        self._empty.setText(
            self.tr(
                "Nothing waits. Put trainings here, one after the other, and let them be trained over the night: "
                "the queue goes on though this window is closed."
            )
        )
        self.add_button.setText(self.tr("Add this training"))
        self.search_button.setText(self.tr("Search …"))
        self.search_button.setToolTip(self.tr("Train with other settings and sizes again and again, and see what mattered"))
        self.up_button.setToolTip(self.tr("Train it earlier"))
        self.down_button.setToolTip(self.tr("Train it later"))
        for button in (self.up_button, self.down_button):
            button.setAccessibleName(button.toolTip())
        self.remove_button.setText(self.tr("Remove"))
        self.remove_button.setToolTip(self.tr("Take it out of the queue; its run stays"))
        self.clear_button.setText(self.tr("Remove what is over"))

    # ------------------------------------------------------------------ reading

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
            self._show(self._seen)

    def refresh(self) -> None:
        """Looks at the queue again, unless that is being done."""
        if not self._reading.waiting:
            begun = self._begun
            self._reading.ask(lambda: _read(begun), self._show, self._tell)

    def _show(self, seen: _Seen) -> None:
        chosen = self.chosen
        self._seen = seen
        if seen.complaint is not None and self._begun is not None:
            self._begun = None
            self.refused.emit(seen.complaint.message, seen.complaint.hint)
        words = told_words()
        self.table.setRowCount(len(seen.entries))
        with told_at_once(self.table):
            for row, (entry, record) in enumerate(zip(seen.entries, seen.records, strict=True)):
                told = entry.told(record)
                state = labelled(words[told], entry.error) if entry.error else words[told]
                epochs = "" if record is None else f"{record.epochs}/{record.planned_epochs}"
                computer = self.tr("any") if not entry.computer else self.tr("here") if entry.computer == HERE else entry.computer
                for column, text in enumerate(
                    (str(entry.number), entry.title, data_title(entry.data), computer, state, epochs, _best(record))
                ):
                    self._put(row, column, text)
        if chosen is not None:
            self._select(chosen.number)
        self._pages.setCurrentIndex(FULL if seen.entries else EMPTY)
        self._offer()

    def _put(self, row: int, column: int, text: str) -> None:
        item = self.table.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.table.setItem(row, column, item)
        if item.text() != text:
            item.setText(text)
            item.setToolTip(text)

    def _select(self, number: int) -> None:
        rows = [row for row, entry in enumerate(self._seen.entries) if entry.number == number]
        if rows and self.table.currentRow() != rows[0]:
            self.table.setCurrentCell(rows[0], 0)

    @property
    def chosen(self) -> Entry | None:
        """The training that is selected."""
        rows = self.table.selectionModel().selectedRows()
        row = rows[0].row() if rows else -1
        return self._seen.entries[row] if 0 <= row < len(self._seen.entries) else None

    def _told(self, entry: Entry) -> Told:
        return entry.told(self._seen.records[self._seen.entries.index(entry)])

    def _offer(self) -> None:
        """What can be done with what is selected, and what the queue does."""
        entry, seen = self.chosen, self._seen
        told = self._told(entry) if entry is not None else ""
        place = seen.entries.index(entry) if entry is not None else 0
        waits = any(self._told(other) in ("waiting", "paused", "running") for other in seen.entries)
        goes = seen.running and not seen.paused
        self.start_button.setText(self.tr("Pause") if goes else self.tr("Start"))
        self.start_button.setIcon(icons.icon("pause" if goes else "play-fill"))
        self.start_button.setEnabled(goes or waits)
        self.start_button.setToolTip(
            self.tr("End what is being trained after its batch; Start goes on to the same weights")
            if goes
            else self.tr("Train what waits, one after the other, in the background")
        )
        self.up_button.setEnabled(entry is not None and place > 0)
        self.down_button.setEnabled(entry is not None and place < len(seen.entries) - 1)
        again = told in AGAIN
        self.skip_button.setText(self.tr("Train after all") if again else self.tr("Skip", "a training of the queue"))
        self.skip_button.setEnabled(again or told in ("waiting", "paused", "running"))
        self.remove_button.setEnabled(entry is not None and told != "running")
        self.clear_button.setEnabled(any(other.over for other in seen.entries))
        self._state.setText(
            self.tr("Training, also while this window is closed.")
            if goes
            else self.tr("Paused.")
            if seen.paused and seen.entries
            else self.tr("Start trains them in the background.")
            if waits
            else ""
        )

    # ------------------------------------------------------------------ doing

    def _do(self, what: Callable[[], object]) -> None:
        try:
            what()
        except LayerloomError as error:
            self._tell(error)
        self._reading.forget()
        self.refresh()

    def _tell(self, error: LayerloomError) -> None:
        self._clock.stop()  # once is enough; who looks again is told again
        self.refused.emit(error.message, error.hint)

    def _start_or_pause(self) -> None:
        if self._seen.running and not self._seen.paused:
            self._do(lambda: queued.pause(now=True))
        else:
            self._do(self._start)
        self._clock.start()

    def _start(self) -> None:
        self._begun = start(aside=True)

    def _move(self, by: int) -> None:
        entry = self.chosen
        if entry is not None:
            place = self._seen.entries.index(entry) + 1 + by
            self._do(lambda: queued.move(entry.number, place))

    def _skip_or_want(self) -> None:
        entry = self.chosen
        if entry is not None:
            again = self._told(entry) in AGAIN
            self._do(lambda: (queued.want if again else queued.skip)(entry.number))

    def _remove(self) -> None:
        entry = self.chosen
        if entry is not None and self.remove_button.isEnabled():
            self._do(lambda: queued.remove(entry.number))

    def _open(self) -> None:
        entry = self.chosen
        if entry is not None:
            self.openWanted.emit(queued.project_of(entry.number))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the training under the mouse."""
        item = self.table.itemAt(self.table.viewport().mapFromGlobal(event.globalPos()))
        if item is not None:
            self.table.setCurrentItem(item)
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos() if item is not None else self.mapToGlobal(QPoint(event.pos())))

    def menu(self) -> QMenu:
        """The buttons as a menu, with what is seldom wanted."""
        menu, entry = QMenu(self), self.chosen
        for button in (self.skip_button, self.up_button, self.down_button, self.remove_button):
            menu.addAction(button.text() or button.toolTip(), button.click).setEnabled(button.isEnabled())
        menu.addSeparator()
        menu.addAction(self.tr("Open project"), self._open).setEnabled(entry is not None)
        folder = "" if entry is None else entry.run
        show = menu.addAction(self.tr("Show folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder)))
        show.setEnabled(bool(folder) and Path(folder).is_dir())
        menu.addSeparator()
        menu.addAction(self.add_button.text(), self.addWanted.emit)
        menu.addAction(self.clear_button.text(), self.clear_button.click).setEnabled(self.clear_button.isEnabled())
        return menu


def _read(begun: Begun | None) -> _Seen:
    complaint = None if begun is None else begun.complaint()
    queue = queued.read()
    entries = tuple(entry.as_it_is() for entry in queue.entries)
    return _Seen(queue.paused, is_running(), entries, tuple(entry.record() for entry in entries), complaint)


def _best(record: RunRecord | None) -> str:
    """The figure that says which epoch is best, where one is done."""
    if record is None or record.best.get(record.monitor) is None:
        return ""
    return f"{figure_title(record.monitor)} {record.best[record.monitor]:.4f}"
