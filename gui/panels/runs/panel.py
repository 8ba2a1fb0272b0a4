"""Runs: their figures in a table; their curves, projects and folders one click away."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QItemSelectionModel, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cnn.errors import LayerloomError
from cnn.runs.checkpoints import Kept
from cnn.runs.continuing import complete
from cnn.runs.folder import RunFolder
from cnn.runs.listed.finding import Rows, known_words, unknown_fields
from cnn.runs.listed.places import add_place, all_rows, known_rows
from cnn.runs.listed.row import LOG, RunRow
from cnn.words.language import filled
from cnn.words.quantities import digits
from gui.background.task import Background, Newest, promptly
from gui.background.training_session import TrainingSession
from gui.panels.runs.table import Column, RunsModel
from gui.panels.runs.words import RunWords
from gui.settings import settings
from gui.style import icons
from gui.widgets.basic import asking
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.basic.plain_table import make_plain
from gui.widgets.form.search_field import as_search
from gui.widgets.training.rewind_button import RewindButton

#: milliseconds between two looks at the folders while the table is seen: queue and terminal leave runs there, too
PACE = 2000
#: looking takes at most one part in so many of the time, however many runs there are
SHARE = 20
#: runs that are looked through with each letter; of more, so many milliseconds after the last letter
MANY, PAUSE = 5000, 80
EMPTY, FULL = range(2)


class RunsPanel(QWidget):
    """A row per run, newest first; a tick puts its curves into the plots."""

    openWanted = Signal(object)  # the project.loom (Path) of a run, to be opened as a copy
    exportWanted = Signal(object)  # the folder (Path) of a run whose model is to be written elsewhere
    reportWanted = Signal(object)  # the folder (Path) of a run of which a report is to be written
    differenceWanted = Signal(object, object)  # the folders (Path) of two runs, the older first
    forkWanted = Signal(object)  # the folder (Path) of a run from whose checkpoint another one is to begin
    spreadWanted = Signal(object)  # folders (Path) of runs whose mean and spread are to be seen
    binned = Signal(str, object)  # what went to the trash in words, and what brings it back
    back = Signal(str)  # what came back from there, in words
    refused = Signal(str, str)  # what can't be done, and what to do instead
    _told = Signal(int)  # from another thread: so many runs were read by now

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs")
        self._session = session
        self._listing, self._looked = Newest(self), False
        self.model = RunsModel()
        self.model.setParent(self)
        self.table = self._table()
        self.search = self._search()
        self.count = QLabel()
        self.words = RunWords(self)
        self._undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.words.bring_back)
        self._undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._undo.setEnabled(False)  # while nothing went to the trash from here, the key means the design
        self.continue_button = self._button(self.tr("Continue"), self._go_on, self.tr("Go on from the run's last checkpoint"))
        self.rewind_button = RewindButton(self._folder, self)
        self.rewind_button.checkpointChosen.connect(self._rewind)
        self.open_button = self._button(self.tr("Open project"), self._open, self.tr("Open a copy of what was trained"))
        self.evaluate_button = self._button(self.tr("Evaluate"), self._evaluate, self.tr("Score the run's model"))
        self.folder_button = self._button(self.tr("Show folder"), self._show_folder, self.tr("Open the folder of the run"))
        self.difference_button = self._button(
            self.tr("Difference", "of two runs"),
            self._tell_difference,
            self.tr("What one of two selected or ticked runs has otherwise than the other"),
        )
        self.difference_button.setObjectName("runDifference")
        self.add_button = self._button(
            self.tr("Add a folder…"), self._add_folder, self.tr("List the runs and logs of another folder as well")
        )
        self.add_button.setObjectName("addRunFolder")
        self._lay_out()
        self._connect(session)
        self._offer()

    # ------------------------------------------------------------------ reading

    @property
    def reading(self) -> bool:
        """Whether the folders are being looked at."""
        return self._listing.waiting

    def refresh(self) -> None:
        """Looks at the folders of runs again; what is selected and ticked stays."""
        words = self.model.state_words
        self._later.stop()
        self._clock.restart()
        if not self._looked:  # what was there last time is seen at once
            self._looked = True
            self._listing.ask(lambda: _read(known_rows(), words), self._show_known)
        else:
            self._listing.ask(lambda: _read(all_rows(self._told.emit), words), self._show_looked, self._look_later)

    def _show_known(self, listed: Rows) -> None:
        if listed.rows:
            self._show(listed)
        self.refresh()

    def _show_looked(self, listed: Rows) -> None:
        self._show(listed)
        self._look_later()

    def _look_later(self, _: object = None) -> None:
        self._later.start(max(PACE, SHARE * self._clock.elapsed()))

    def _show(self, listed: Rows) -> None:
        if list(listed.rows) != list(self.model.rows):
            self._keeping_selection(lambda: self.model.show_runs(listed))
        self._empty.setText(
            self.tr("No runs yet. Press Train: every training is kept here with its curves, its model and what was trained.")
        )
        self._show_count()
        self._pages.setCurrentIndex(FULL if listed.rows else EMPTY)
        self._offer()

    def _drop(self, folders: Sequence[Path]) -> None:
        """What went away is not seen any more, before all folders were looked at again."""
        gone = set(map(str, folders))
        self._show(Rows([row for row in self.model.rows if row.folder not in gone], words=self.model.state_words))

    def _show_progress(self, read: int) -> None:
        words = filled(self.tr("Reading runs: {0}"), digits(read))
        self._empty.setText(words)
        self.count.setText(words)

    def _show_count(self) -> None:
        seen, there = len(self.model.places), len(self.model.rows)
        words = filled(self.tr("{0} of {1}"), digits(seen), digits(there)) if seen != there else digits(there)
        unknown = unknown_fields(self.model.words, self.model.rows) if there and not seen else []
        if unknown:
            words = filled(self.tr("{0}: no run knows {1}"), words, " ".join(unknown))
        self.count.setText(words)
        self.count.setToolTip(known_words() if unknown else "")

    def _keeping_selection(self, change: Callable[[], object]) -> None:
        """Runs that are selected stay so where they are still seen."""
        folders, current = [row.folder for row in self.selected], self.chosen
        scrolled = self.table.verticalScrollBar().value()
        change()
        model, flags = self.table.selectionModel(), QItemSelectionModel.SelectionFlag
        for folder in folders:
            if (place := self.model.place_of(folder)) >= 0:
                model.select(self.model.index(place, 0), flags.Select | flags.Rows)
        if current is not None and (place := self.model.place_of(current.folder)) >= 0:
            model.setCurrentIndex(self.model.index(place, 0), flags.NoUpdate)
        self.table.verticalScrollBar().setValue(scrolled)
        self._offer()

    @property
    def selected(self) -> list[RunRow]:
        """The runs whose rows are selected, as they stand."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.row(place) for place in places]

    @property
    def chosen(self) -> RunRow | None:
        """The run whose row is selected, where it is one."""
        selected = self.selected
        return selected[0] if len(selected) == 1 else None

    @property
    def _pair(self) -> list[RunRow]:
        """The runs that are to be told apart: those selected, where they are several, else those ticked."""
        selected = self.selected
        ticked = [row for row in self.model.rows if row.path in self._session.compared] if self._session.compared else []
        return selected if len(selected) > 1 else ticked

    # ------------------------------------------------------------------ what the person does

    def _on_tick(self, folder: Path, shown: bool) -> None:
        others = [one for one in self._session.compared if one != folder]
        self._session.compare([*others, folder] if shown else others)

    def _find_soon(self, words: str) -> None:
        """At once, or of very many runs when the next letter does not follow at once."""
        if len(self.model.rows) > MANY:
            self._typed.start()
        else:
            self._find(words)

    def _find(self, words: str) -> None:
        self._keeping_selection(lambda: self.model.find(words))
        self._show_count()

    def _sort(self, place: int) -> None:
        """A click on a title: its order, and at the next click the other way round."""
        column = self.model.columns[place]
        falling = not self.model.falling if column.order == self.model.by else column.falling
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(place, order)
        self._keeping_selection(lambda: self.model.sort(place, order))

    def _open(self) -> None:
        if (chosen := self.chosen) is not None and chosen.state != LOG:
            self.openWanted.emit(chosen.path / "project.loom")

    def _evaluate(self) -> None:
        if (chosen := self.chosen) is not None:
            self._session.evaluate(chosen.path)

    def _go_on(self) -> None:
        if (chosen := self.chosen) is not None:
            self._session.go_on(chosen.path)

    def _folder(self) -> RunFolder | None:
        chosen = self.chosen
        return RunFolder(chosen.path, chosen.id) if chosen is not None else None

    def _rewind(self, checkpoint: Kept) -> None:
        if (chosen := self.chosen) is not None:
            self._session.go_back(chosen.path, checkpoint)

    def _show_folder(self) -> None:
        if (chosen := self.chosen) is not None:
            place = chosen.path
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place.parent if chosen.state == LOG and place.suffix else place)))

    def _copy_path(self) -> None:
        if (chosen := self.chosen) is not None:
            QGuiApplication.clipboard().setText(chosen.folder)

    def _fork(self) -> None:
        if (chosen := self.chosen) is not None:
            self.forkWanted.emit(chosen.path)

    def _export(self) -> None:
        if (chosen := self.chosen) is not None:
            self.exportWanted.emit(chosen.path)

    def _report(self) -> None:
        if (chosen := self.chosen) is not None:
            self.reportWanted.emit(chosen.path)

    def _tell_difference(self) -> None:
        if len(pair := sorted(self._pair, key=lambda row: row.created)) == 2:
            self.differenceWanted.emit(pair[0].path, pair[1].path)

    def _add_folder(self) -> None:
        if name := asking.for_folder(self, self.tr("A folder with runs or logs"), "runs"):
            asked = Background(lambda: add_place(Path(name)), self)
            asked.done.connect(lambda _: self.refresh())
            asked.refused.connect(self._refuse)

    def _rename(self) -> None:
        name = self.table.currentIndex().siblingAtColumn(0)
        if self.chosen is not None and name.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(name)

    def _refuse(self, error: LayerloomError) -> None:
        self.refused.emit(error.message, error.hint)

    # ------------------------------------------------------------------ the menu of a row

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the mouse, or of the selected one."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        under = self.table.indexAt(self.table.viewport().mapFromGlobal(event.globalPos()))
        index = self.table.currentIndex() if by_key else under
        if not index.isValid() or not self.table.isVisible():
            return
        if not self.table.selectionModel().isRowSelected(index.row()):
            self.table.selectRow(index.row())
        place = self.table.visualRect(index).center()
        self.menu().popup(self.table.viewport().mapToGlobal(place) if by_key else event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the selected runs: what the buttons do, and what has none."""
        menu = QMenu(self)
        menu.setObjectName("runMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        rows = self.selected
        chosen = self.chosen
        own = [row for row in rows if row.state != LOG]
        if chosen is not None:
            shown = menu.addAction(self.tr("Show its curves"))
            shown.setCheckable(True)
            shown.setChecked(chosen.path in self._session.compared)
            shown.toggled.connect(lambda wanted: self._on_tick(chosen.path, wanted))
            menu.addSeparator()
        self._add_button(menu, self.continue_button)
        back = menu.addMenu(self.tr("Rewind"))
        back.setEnabled(self.rewind_button.isEnabled())
        self.rewind_button.offer_in(back)
        fork = menu.addAction(icons.icon("git-branch"), self.tr("Fork …"), self._fork)
        fork.setEnabled(chosen is not None and chosen.whole and not self._session.busy)
        self._add_button(menu, self.evaluate_button)
        self._add_button(menu, self.open_button)
        self._add_button(menu, self.difference_button)
        whole = [row.path for row in rows if row.whole]
        spread = menu.addAction(self.tr("Mean and spread"), lambda: self.spreadWanted.emit(whole))
        spread.setEnabled(len(whole) > 1)
        menu.addAction(self.tr("Export the model …"), self._export).setEnabled(self._has_model())
        menu.addAction(self.tr("Report …"), self._report).setEnabled(self.open_button.isEnabled())
        menu.addSeparator()
        menu.addAction(icons.icon("pencil-simple"), self.tr("Rename"), "F2", self._rename).setEnabled(
            chosen is not None and bool(own)
        )
        menu.addAction(self.tr("Tags …"), lambda: self.words.ask_tags(own)).setEnabled(bool(own))
        menu.addAction(self.tr("Note …"), lambda: self.words.ask_note(own[0])).setEnabled(chosen is not None and bool(own))
        pinned = bool(own) and all(row.pinned for row in own)
        pin = menu.addAction(icons.icon("push-pin"), self.tr("Unpin") if pinned else self.tr("Pin"))
        pin.triggered.connect(lambda: self.words.pin(own, not pinned))
        pin.setEnabled(bool(own))
        menu.addSeparator()
        self._add_button(menu, self.folder_button)
        menu.addAction(icons.icon("copy"), self.tr("Copy the folder's path"), self._copy_path).setEnabled(chosen is not None)
        menu.addSeparator()
        gone = [row for row in own if row.state != "running"]
        bin_ = menu.addAction(icons.icon("trash"), self.tr("Move to the trash"), "Del", lambda: self.words.bin(gone))
        bin_.setEnabled(bool(gone) and not self._trains(gone))
        return menu

    def _add_button(self, menu: QMenu, button: QPushButton) -> None:
        menu.addAction(button.text(), button.click).setEnabled(button.isEnabled())

    def _bin(self) -> None:
        self.words.bin([row for row in self.selected if not self._trains([row])], of=len(self.selected))

    def _trains(self, rows: Sequence[RunRow]) -> bool:
        """Whether one of them is being trained by this window."""
        run = self._session.run
        return self._session.busy and run is not None and run.path in [row.path for row in rows]

    def _has_model(self) -> bool:
        chosen = self.chosen
        return chosen is not None and chosen.whole and _has(chosen, "model.keras")

    def _offer(self) -> None:
        """Offers what can be done with the selected run."""
        chosen = self.chosen
        whole = chosen is not None and chosen.whole
        reachable = chosen is not None and (chosen.state != "running" or bool(chosen.computer))  # one elsewhere is reached again
        unfinished = chosen is not None and whole and reachable and not complete(chosen)
        self.continue_button.setEnabled(unfinished and not self._session.busy)
        own = self._session.run is not None and chosen is not None and self._session.run.path == chosen.path
        free = chosen is not None and whole and chosen.state != "running" and not self._session.busy
        self.rewind_button.setEnabled(free or (own and self._session.busy))
        self.open_button.setEnabled(chosen is not None and chosen.state != LOG and _has(chosen, "project.loom"))
        self.folder_button.setEnabled(chosen is not None)
        self.evaluate_button.setEnabled(self._has_model() and not self._session.busy)
        self.difference_button.setEnabled(len(self._pair) == 2)

    # ------------------------------------------------------------------ building

    def _connect(self, session: TrainingSession) -> None:
        self._typed = QTimer(self, singleShot=True, interval=PAUSE)
        self._typed.timeout.connect(lambda: self._find(self.search.text()))
        self._clock = QElapsedTimer()
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._refresh_if_seen)
        for signal in (session.started, session.finished, session.failed):
            signal.connect(self._refresh_if_seen)
        session.stateChanged.connect(self._offer)
        session.comparedChanged.connect(self.model.tick)
        session.comparedChanged.connect(lambda _: self._offer())
        self.model.tickWanted.connect(self._on_tick)
        self.model.nameWanted.connect(self.words.rename)
        self.words.gone.connect(self._drop)
        self.words.changed.connect(self.refresh)
        self.words.refused.connect(self._refuse)
        self.words.canBringBack.connect(self._undo.setEnabled)
        self.words.binned.connect(self.binned)
        self.words.back.connect(self.back)
        self._told.connect(self._show_progress)

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever looks sees what is there now."""
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.model.retranslate()
            self._show_count()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.model.use_font(self.font())

    def _search(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("runSearch")
        field.setClearButtonEnabled(True)
        field.setAccessibleName(self.tr("Find runs"))
        field.setPlaceholderText(self.tr("Find runs"))
        field.setToolTip(
            self.tr(
                "Words that a run has: lenet -failed. In one field: tag:thesis, state:finished, data:mnist.\n"
                "Figures: val_accuracy>0.9, params<100000, epochs, seconds, best."
            )
        )
        as_search(field)
        field.textChanged.connect(self._find_soon)
        return field

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        make_plain(table, 28)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QTableView.EditTrigger.EditKeyPressed)
        table.setWordWrap(False)
        table.setAccessibleName(self.tr("Past runs"))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.model.use_font(self.font())
        header = table.horizontalHeader()
        header.setMinimumSectionSize(56)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        for place, column in enumerate(self.model.columns):
            header.resizeSection(place, column.width)
            header.setSectionHidden(place, not settings.shown(_shown_name(column)))
        header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        table.doubleClicked.connect(lambda _: self._open())
        for key, slot in ((Qt.Key.Key_Delete, self._bin), (Qt.Key.Key_F2, self._rename)):  # whichever cell is the present one
            QShortcut(QKeySequence(key), table, slot).setContext(Qt.ShortcutContext.WidgetShortcut)
        return table

    def _choose_columns(self, place: QPoint) -> None:
        """A menu of the columns, each to be shown or not."""
        header = self.table.horizontalHeader()
        menu = QMenu(self)
        menu.setObjectName("runColumns")
        menu.aboutToHide.connect(menu.deleteLater)
        for number, column in enumerate(self.model.columns[1:], start=1):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            action.toggled.connect(lambda shown, number=number, column=column: self._show_column(number, column, shown))
        menu.popup(header.mapToGlobal(place))

    def _show_column(self, number: int, column: Column, shown: bool) -> None:
        self.table.horizontalHeader().setSectionHidden(number, not shown)
        settings.keep_shown(_shown_name(column), shown)

    def _button(self, label: str, slot: object, tip: str) -> QPushButton:
        button = QPushButton(label)
        button.setToolTip(tip)
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        self._empty = QLabel(self.tr("Reading runs …"))
        self._empty.setProperty("look", "secondary")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        nothing = QWidget()
        below = QVBoxLayout(nothing)
        below.setSpacing(12)
        below.addStretch(1)
        below.addWidget(self._empty)
        add = QPushButton(self.add_button.text())
        add.setToolTip(self.add_button.toolTip())
        add.clicked.connect(self._add_folder)
        below.addWidget(add, 0, Qt.AlignmentFlag.AlignHCenter)
        below.addStretch(1)
        hint = ElidingLabel(self.tr("Tick runs to see their curves beside the present one."))
        hint.setProperty("look", "secondary")
        self.count.setProperty("look", "secondary")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        top.addWidget(self.difference_button)
        top.addWidget(self.add_button)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(hint, 1)
        for button in (
            self.continue_button,
            self.rewind_button,
            self.evaluate_button,
            self.open_button,
            self.folder_button,
        ):
            buttons.addWidget(button)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(nothing)
        self._pages.addWidget(full)


def _read(rows: Sequence[RunRow], words: Callable[[RunRow], str]) -> Rows:
    """Runs, ready to be found and sorted: all that takes time is done here, away from the window's thread."""
    listed = Rows(rows, words=words)
    _ = listed.texts
    listed.in_order(range(len(rows)), "started")
    return listed


def _shown_name(column: Column) -> str:
    return f"runs.{column.order}"


def _has(run: RunRow, name: str) -> bool:
    """Whether a file is in the folder of a run; one on a share that hangs is not offered."""
    return promptly((run.path / name).is_file, otherwise=False)
