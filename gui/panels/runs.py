"""Past runs: their figures in a table; their curves, projects and folders one click away."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QGuiApplication, QShowEvent
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

from cnn.runs.checkpoints import Kept
from cnn.runs.continuing import complete
from cnn.runs.folder import RunFolder, RunRecord
from cnn.runs.history import past_runs
from cnn.words.quantities import spell_figure
from gui.background.task import promptly
from gui.background.training_session import TrainingSession
from gui.style import icons, theme
from gui.widgets.basic import numbers
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.basic.plain_table import make_plain
from gui.widgets.training.pace import clock
from gui.widgets.training.rewind_button import RewindButton
from gui.widgets.training.run_line import best_figure, epochs_done

FOLDER = Qt.ItemDataRole.UserRole
NUMBERS = ("epochs", "best", "params", "seconds")


class RunsPanel(QWidget):
    """A row per run, newest first; a tick puts its curves into the plots."""

    openWanted = Signal(object)  # the project.loom (Path) of a run, to be opened as a copy
    exportWanted = Signal(object)  # the folder (Path) of a run whose model is to be written elsewhere
    reportWanted = Signal(object)  # the folder (Path) of a run of which a report is to be written

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs")
        self._session = session
        self.records: list[RunRecord] = []
        self.table = self._table()
        self.continue_button = self._button(self.tr("Continue"), self._go_on, self.tr("Go on from the run's last checkpoint"))
        self.rewind_button = RewindButton(self._folder, self)
        self.rewind_button.checkpointChosen.connect(self._rewind)
        self.open_button = self._button(self.tr("Open project"), self._open, self.tr("Open a copy of what was trained"))
        self.evaluate_button = self._button(self.tr("Evaluate"), self._evaluate, self.tr("Score the run's model"))
        self.folder_button = self._button(self.tr("Show folder"), self._show_folder, self.tr("Open the folder of the run"))
        self._lay_out()
        for signal in (session.started, session.finished, session.failed):
            signal.connect(self._refresh_if_seen)
        session.stateChanged.connect(self._offer)
        self._offer()

    def refresh(self) -> None:
        """Reads the folder of runs again; the selected row and the ticks stay."""
        chosen = self.chosen
        self.records = past_runs()
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(self.records))
            for row, record in enumerate(self.records):
                self._fill(row, record)
        self._select(chosen)
        self._pages.setCurrentIndex(1 if self.records else 0)
        self._offer()

    @property
    def chosen(self) -> RunRecord | None:
        """The run whose row is selected."""
        row = self.table.currentRow()
        return self.records[row] if 0 <= row < len(self.records) and self.table.selectedItems() else None

    # ------------------------------------------------------------------ rows

    def _fill(self, row: int, record: RunRecord) -> None:
        for column, (name, text) in enumerate(self._texts(record).items()):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
            if name in NUMBERS:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                item.setFont(theme.number_font(self.font()))
            if column == 0:
                self._make_tick(item, record)
            about = epochs_done(record) if name == "epochs" else record.folder
            item.setToolTip(f"{record.message} {record.hint}".strip() or about)
            self.table.setItem(row, column, item)

    def _make_tick(self, item: QTableWidgetItem, record: RunRecord) -> None:
        item.setData(FOLDER, record.folder)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        ticked = Path(record.folder) in self._session.compared
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _texts(self, record: RunRecord) -> dict[str, str]:
        words = {
            "created": self.tr("not started"),
            "running": self.tr("running"),
            "finished": self.tr("finished"),
            "stopped": self.tr("stopped"),
            "failed": self.tr("failed"),
            "interrupted": self.tr("interrupted"),
            "damaged": self.tr("damaged"),
        }
        name, best = best_figure(record)
        figure = name.removeprefix("val_")
        what = "" if figure == "accuracy" else f" {spell_figure(figure)}"
        return {
            "name": record.network,
            "date": f"{datetime.fromtimestamp(record.created):%Y-%m-%d %H:%M}",
            "dataset": Path(record.dataset).name + record.data.removeprefix(record.dataset),
            "epochs": f"{record.epochs} / {record.planned_epochs}",
            "best": "" if best is None else f"{best:.4f}{what}",
            "params": numbers.exact(record.params) if record.params else "",
            "seconds": clock(record.seconds) if record.seconds else "",
            "state": self._on_computer(record, words.get(record.state, record.state)),
        }

    def _on_computer(self, record: RunRecord, state: str) -> str:
        return self.tr("{0} on {1}").format(state, record.computer) if record.computer else state

    def _select(self, chosen: RunRecord | None) -> None:
        folders = [record.folder for record in self.records]
        if chosen is not None and chosen.folder in folders:
            self.table.selectRow(folders.index(chosen.folder))

    # ------------------------------------------------------------------ what the person does

    def _on_ticked(self, item: QTableWidgetItem) -> None:
        if item.column() != 0:
            return
        ticks = [self.table.item(row, 0) for row in range(self.table.rowCount())]
        ticked = [Path(tick.data(FOLDER)) for tick in ticks if tick and tick.checkState() == Qt.CheckState.Checked]
        kept = [folder for folder in self._session.compared if folder in ticked]
        new = [folder for folder in ticked if folder not in kept]
        self._session.compare([*kept, *new])
        self._show_ticks(self._session.compared)

    def _show_ticks(self, folders: Sequence[Path]) -> None:
        """More runs than there are colours can't be told apart: the first tick goes when another comes."""
        with QSignalBlocker(self.table):
            for row in range(self.table.rowCount()):
                tick = self.table.item(row, 0)
                if tick is not None:
                    shown = Path(tick.data(FOLDER)) in folders
                    tick.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)

    def _open(self) -> None:
        if (chosen := self.chosen) is not None:
            self.openWanted.emit(Path(chosen.folder) / "project.loom")

    def _evaluate(self) -> None:
        if (chosen := self.chosen) is not None:
            self._session.evaluate(Path(chosen.folder))

    def _go_on(self) -> None:
        if (chosen := self.chosen) is not None:
            self._session.go_on(Path(chosen.folder))

    def _folder(self) -> RunFolder | None:
        chosen = self.chosen
        return RunFolder(Path(chosen.folder), chosen.id) if chosen is not None else None

    def _rewind(self, checkpoint: Kept) -> None:
        if (chosen := self.chosen) is not None:
            self._session.go_back(Path(chosen.folder), checkpoint)

    def _show_folder(self) -> None:
        if (chosen := self.chosen) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(chosen.folder))

    def _copy_path(self) -> None:
        if (chosen := self.chosen) is not None:
            QGuiApplication.clipboard().setText(chosen.folder)

    def _export(self) -> None:
        if (chosen := self.chosen) is not None:
            self.exportWanted.emit(Path(chosen.folder))

    def _report(self) -> None:
        if (chosen := self.chosen) is not None:
            self.reportWanted.emit(Path(chosen.folder))

    # ------------------------------------------------------------------ the menu of a row

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the mouse, or of the selected one."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        under = self.table.itemAt(self.table.viewport().mapFromGlobal(event.globalPos()))
        item = self.table.currentItem() if by_key else under
        if item is None or not self.table.isVisible():
            return
        self.table.selectRow(item.row())
        place = self.table.visualItemRect(item).center()
        self.menu().popup(self.table.viewport().mapToGlobal(place) if by_key else event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the selected run: what the buttons do, and what has none."""
        menu = QMenu(self)
        menu.setObjectName("runMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        tick = self.table.item(self.table.currentRow(), 0)
        if tick is not None:
            curves = menu.addAction(self.tr("Show its curves"))
            curves.setCheckable(True)
            curves.setChecked(tick.checkState() == Qt.CheckState.Checked)
            states = Qt.CheckState
            curves.toggled.connect(lambda shown: tick.setCheckState(states.Checked if shown else states.Unchecked))
            menu.addSeparator()
        self._add_button(menu, self.continue_button)
        back = menu.addMenu(self.tr("Rewind"))
        back.setEnabled(self.rewind_button.isEnabled())
        self.rewind_button.offer_in(back)
        self._add_button(menu, self.evaluate_button)
        self._add_button(menu, self.open_button)
        menu.addAction(self.tr("Export the model …"), self._export).setEnabled(self._has_model())
        menu.addAction(self.tr("Report …"), self._report).setEnabled(self.open_button.isEnabled())
        menu.addSeparator()
        self._add_button(menu, self.folder_button)
        menu.addAction(icons.icon("copy"), self.tr("Copy the folder's path"), self._copy_path)
        return menu

    def _add_button(self, menu: QMenu, button: QPushButton) -> None:
        menu.addAction(button.text(), button.click).setEnabled(button.isEnabled())

    def _has_model(self) -> bool:
        chosen = self.chosen
        return chosen is not None and chosen.state != "damaged" and _has(chosen, "model.keras")

    def _offer(self) -> None:
        """Offers what can be done with the selected run."""
        chosen = self.chosen
        whole = chosen is not None and chosen.state != "damaged"
        reachable = chosen is not None and (chosen.state != "running" or bool(chosen.computer))  # one elsewhere is reached again
        unfinished = chosen is not None and whole and reachable and not complete(chosen)
        self.continue_button.setEnabled(unfinished and not self._session.busy)
        own = self._session.run is not None and chosen is not None and self._session.run.path == Path(chosen.folder)
        free = chosen is not None and whole and chosen.state != "running" and not self._session.busy
        self.rewind_button.setEnabled(free or (own and self._session.busy))
        self.open_button.setEnabled(chosen is not None and _has(chosen, "project.loom"))
        self.folder_button.setEnabled(chosen is not None)
        self.evaluate_button.setEnabled(self._has_model() and not self._session.busy)

    # ------------------------------------------------------------------ building

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever looks sees what is there now."""
        super().showEvent(event)
        self.refresh()

    def _table(self) -> QTableWidget:
        titles = [
            self.tr("Network"),
            self.tr("Started"),
            self.tr("Dataset"),
            self.tr("Epochs"),
            self.tr("Best score"),
            self.tr("Parameters"),
            self.tr("Time"),
            self.tr("State"),
        ]
        table = QTableWidget(0, len(titles))
        table.setHorizontalHeaderLabels(titles)
        make_plain(table, 28)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setAccessibleName(self.tr("Past runs"))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        table.horizontalHeader().resizeSection(0, 220)
        table.horizontalHeader().setMinimumSectionSize(72)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        for column in range(len(titles)):
            side = Qt.AlignmentFlag.AlignRight if column in (3, 4, 5, 6) else Qt.AlignmentFlag.AlignLeft
            if (header := table.horizontalHeaderItem(column)) is not None:
                header.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        table.itemChanged.connect(self._on_ticked)
        table.itemSelectionChanged.connect(self._offer)
        table.itemDoubleClicked.connect(lambda _: self._open())
        return table

    def _button(self, label: str, slot: object, tip: str) -> QPushButton:
        button = QPushButton(label)
        button.setToolTip(tip)
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        empty = QLabel(
            self.tr("No runs yet. Press Train: every training is kept here with its curves, its model and what was trained.")
        )
        empty.setProperty("look", "secondary")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        hint = ElidingLabel(self.tr("Tick runs to see their curves beside the present one."))
        hint.setProperty("look", "secondary")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(hint, 1)
        for button in (self.continue_button, self.rewind_button, self.evaluate_button, self.open_button, self.folder_button):
            buttons.addWidget(button)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(empty)
        self._pages.addWidget(full)


def _has(run: RunRecord, name: str) -> bool:
    """Whether a file is in the folder of a run; one on a share that hangs is not offered."""
    return promptly((Path(run.folder) / name).is_file, otherwise=False)
