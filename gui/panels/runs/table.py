"""The rows of the table of runs, as Qt asks for them: found by words, in an order, with ticks for the curves that are shown."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from cnn.runs.listed.finding import Rows
from cnn.runs.listed.row import LOG, RunRow
from cnn.words.language import filled
from cnn.words.lists import listed, sentences
from cnn.words.quantities import spell_figure
from gui.style import icons, theme
from gui.widgets.basic import numbers
from gui.widgets.training.pace import clock
from gui.widgets.training.run_line import epochs_done

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class Column(NamedTuple):
    """A column: what it is sorted by, its title, its text, how wide it is at first, and whether it holds numbers."""

    order: str
    title: str
    text: Callable[[RunRow], str]
    width: int
    number: bool = False
    falling: bool = False  # whether the first click puts the greatest first


class RunsModel(QAbstractTableModel):
    """Runs that are listed; `places` are those that are seen, in their order."""

    tickWanted = Signal(object, bool)  # a run's folder (Path), and whether its curves are to be shown
    nameWanted = Signal(object, str)  # a run (RunRow) and what it is to be called

    def __init__(self) -> None:
        super().__init__()
        self.listed = Rows(())
        self.places: list[int] = []
        self._learn_words()
        self.columns = self._columns()
        self.by, self.falling, self.words = "started", True, ""
        self._ticked: set[str] = set()
        self._kept_back = ""  # the design of which no count is shown
        self._font = QFont()

    # ------------------------------------------------------------------ what is shown

    @property
    def rows(self) -> Sequence[RunRow]:
        """Every run that is listed, seen or not."""
        return self.listed.rows

    def row(self, place: int) -> RunRow:
        """The run that is seen in that row."""
        return self.listed.rows[self.places[place]]

    def place_of(self, folder: str) -> int:
        """The row in which a run is seen; -1 where it is not."""
        rows = self.listed.rows
        return next((place for place, one in enumerate(self.places) if rows[one].folder == folder), -1)

    def show_runs(self, listed: Rows) -> None:
        """Other runs, or the same as they are now."""
        self.beginResetModel()
        self.listed = listed
        self._find()
        self.endResetModel()

    def find(self, words: str) -> None:
        """Shows the runs that these words mean."""
        if words != self.words:
            self.beginResetModel()
            self.words = words
            self._find()
            self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Another order; pinned runs stay first."""
        self.beginResetModel()
        self.by, self.falling = self.columns[column].order, order == Qt.SortOrder.DescendingOrder
        self._find()
        self.endResetModel()

    def tick(self, folders: Sequence[Path]) -> None:
        """Ticks the runs whose curves are shown, and no others."""
        self._ticked = set(map(str, folders))
        if self.places:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.places) - 1, 0), [Role.CheckStateRole])

    def keep_back(self, design: str) -> None:
        """Shows no count of parameters of runs of this design, whose numbers are to be told first; "" shows all."""
        if design != self._kept_back:
            self._kept_back = design
            if self.places:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.places) - 1, len(self.columns) - 1))

    def _params(self, row: RunRow) -> str:
        if row.params and row.design == self._kept_back:
            return numbers.exact(None)
        return numbers.exact(row.params) if row.params else ""

    def use_font(self, font: QFont) -> None:
        """The font of the table; numbers have theirs."""
        self._font = theme.number_font(font)

    def retranslate(self) -> None:
        """Titles and words in another language."""
        self.beginResetModel()
        self._learn_words()
        self.columns = self._columns()
        self.listed = Rows(self.listed.rows, words=self.state_words)
        self._find()
        self.endResetModel()

    def _find(self) -> None:
        self.places = self.listed.in_order(self.listed.found(self.words), self.by, falling=self.falling)

    # ------------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return self.columns[section].title
        return _aligned(self.columns[section]) if role == Role.TextAlignmentRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = self.row(index.row()), self.columns[index.column()]
        if role == Role.EditRole and column.order == "name":
            return row.title
        if role in (Role.DisplayRole, Role.EditRole):
            return column.text(row)
        if role == Role.ToolTipRole:
            return self._tip(row, column)
        if role == Role.TextAlignmentRole:
            return _aligned(column)
        if role == Role.FontRole:
            return self._font if column.number or column.order == "design" else None
        if column.order != "name":
            return None
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if row.folder in self._ticked else Qt.CheckState.Unchecked
        if role == Role.DecorationRole and row.pinned:
            return icons.icon("push-pin", "secondary")
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        row = self.row(index.row())
        if role == Role.CheckStateRole:
            self.tickWanted.emit(row.path, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Role.EditRole and str(value).strip() != row.title:
            self.nameWanted.emit(row, str(value).strip())
            return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and self.columns[index.column()].order == "name":
            flags |= Qt.ItemFlag.ItemIsUserCheckable
            if self.row(index.row()).state != LOG:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    # ------------------------------------------------------------------ columns

    def _tip(self, row: RunRow, column: Column) -> str:
        if row.message:
            return sentences(row.message, row.hint)
        tips = {"epochs": lambda: epochs_done(row), "tags": lambda: listed(row.tags), "note": lambda: row.note}
        return tips.get(column.order, lambda: row.folder)() or row.folder

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr
        return (
            Column("name", tr("Name"), lambda row: self.listed.title(row), 232),
            Column("started", tr("Started"), started, 138, falling=True),
            Column("data", tr("Dataset"), lambda row: row.dataset, 110),
            Column("epochs", tr("Epochs"), _epochs, 72, number=True, falling=True),
            Column("best", tr("Best score"), best_words, 98, number=True, falling=True),
            Column("params", tr("Parameters"), self._params, 100, number=True),
            Column("time", tr("Time"), lambda row: clock(row.seconds) if row.seconds else "", 62, number=True, falling=True),
            Column("state", tr("State"), self.state_words, 92),
            Column("tags", tr("Tags"), lambda row: listed(row.tags), 80),
            Column("device", tr("Device"), lambda row: row.device, 74),
            Column("design", tr("Design"), lambda row: row.design, 116),
            Column("note", tr("Note"), lambda row: row.note.replace("\n", " "), 62),
        )

    def state_words(self, row: RunRow) -> str:
        """How a run stands, in the language of the window; asks nothing of Qt."""
        state = self._states.get(row.state, row.state)
        return filled(self._elsewhere, state, row.computer) if row.computer else state

    def _learn_words(self) -> None:
        self._elsewhere = self.tr("{0} on {1}")
        self._states = {
            "created": self.tr("not started"),
            "running": self.tr("running"),
            "finished": self.tr("finished"),
            "stopped": self.tr("stopped"),
            "failed": self.tr("failed"),
            "interrupted": self.tr("interrupted"),
            "damaged": self.tr("damaged"),
            LOG: self.tr("log", "of another program"),
        }


def started(row: RunRow) -> str:
    """When a run began."""
    return f"{datetime.fromtimestamp(row.created):%Y-%m-%d %H:%M}" if row.created else ""


def best_words(row: RunRow) -> str:
    """The best figure of a run, and what it is where it is no accuracy."""
    figure = row.figure.removeprefix("val_")
    what = "" if figure == "accuracy" else f" {spell_figure(figure)}"
    return "" if row.best is None else f"{row.best:.4f}{what}"


def _epochs(row: RunRow) -> str:
    return f"{row.epochs} / {row.planned_epochs}" if row.planned_epochs else str(row.epochs or "")


def _aligned(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
