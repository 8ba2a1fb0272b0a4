"""Images and what a model says of them, as a table: small pictures, classes, probabilities and marks, to be sorted."""

from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from cnn.datasets import questions
from cnn.words.language import filled
from cnn.words.lists import clauses, phrases
from cnn.words.quantities import spell_share
from gui.background.dataset_reader import DatasetReader
from gui.background.predictions import Row
from gui.style import theme
from gui.widgets.basic.plain_table import make_plain, picture_icon
from gui.widgets.dataset.sample_sheet import pictures

SIDE = 32
#: pictures that are asked for in one go, that wait for it, and that are kept
_PORTION, _WAITING, _KEPT = 12, 60, 600

Index = QModelIndex | QPersistentModelIndex
IMAGE, SEEN, PROBABILITY, MARKS = range(4)


class PredictionModel(QAbstractTableModel):
    """A row for each image; pictures come when somebody looks at them."""

    def __init__(self, reader: DatasetReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._rows: list[Row] = []
        self._added: list[Row] = []  # in the order they came
        self._meaning: Mapping[str, str] = {}
        self._pictures: OrderedDict[Path, QIcon | None] = OrderedDict()  # None: there is none
        self._wanted: deque[Path] = deque(maxlen=_WAITING)
        self._asked = False
        self._titles = (self.tr("Image"), self.tr("Seen in it"), self.tr("Probability"), self.tr("Marks"))
        self._words = {"uncertain": self.tr("uncertain"), "unlike": self.tr("unlike anything seen")}

    def clear(self) -> None:
        """No rows."""
        self.beginResetModel()
        self._rows, self._added = [], []
        self._wanted.clear()
        self._pictures.clear()
        self.endResetModel()

    def add(self, rows: Sequence[Row], meaning: Mapping[str, str]) -> None:
        """More rows, below the others; `meaning` says what each mark means."""
        self._meaning = meaning
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
        self._rows += rows
        self._added += rows
        self.endInsertRows()

    def row(self, place: int) -> Row:
        """What stands in a row."""
        return self._rows[place]

    # ------------------------------------------------------------------ what Qt asks for

    def rowCount(self, parent: Index | None = None) -> int:
        """As many as there are images."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """The same ones always."""
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the columns are called."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == PROBABILITY else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return self._titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == Qt.ItemDataRole.DecorationRole and column == IMAGE:
            return self._picture(row.image.path)
        if role == Qt.ItemDataRole.ForegroundRole and (column == MARKS or row.seen.error):
            return QColor(theme.current().warning)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == PROBABILITY:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column (-1: as they came); what can't be read, or isn't known, comes last either way."""
        down = order == Qt.SortOrder.DescendingOrder
        known = [row for row in self._added if self._key(row, column) is not None]
        rest = [row for row in self._added if self._key(row, column) is None]
        self.layoutAboutToBeChanged.emit()
        held = [(index, self._rows[index.row()]) for index in self.persistentIndexList()]
        self._rows = sorted(known, key=lambda row: self._key(row, column), reverse=down) + rest if column >= 0 else [*self._added]
        if held:  # what is selected stays selected
            places = {id(row): place for place, row in enumerate(self._rows)}
            for index, row in held:
                self.changePersistentIndex(index, self.index(places[id(row)], index.column()))
        self.layoutChanged.emit()

    def _key(self, row: Row, column: int) -> Any:
        if column == IMAGE:
            return row.image.name
        if row.seen.error or column < 0:
            return None
        marks = 2 * bool(row.seen.unlike) + bool(row.seen.doubted)
        return {SEEN: row.seen.predicted, PROBABILITY: row.seen.probability, MARKS: marks}[column]

    def _text(self, row: Row, column: int) -> str:
        seen = row.seen
        if column == IMAGE:
            return row.image.name.encode("utf-8", "backslashreplace").decode()
        if column == SEEN:
            first = self.tr("can't be read") if seen.error else seen.predicted or self.tr("none of the labels")
            return clauses((first, seen.others))
        if column == PROBABILITY:
            return "" if seen.probability is None else spell_share(seen.probability, 1)
        unlike = self._words["unlike"] if seen.unlike else ""
        return phrases((seen.doubt(self._words["uncertain"]), unlike))

    def _tip(self, row: Row, column: int) -> str:
        if column == IMAGE:
            return str(row.image.path).encode("utf-8", "backslashreplace").decode()
        if row.seen.error:
            return row.seen.error
        if column == PROBABILITY and row.seen.confidence is not None:
            return filled(self.tr("{0} after temperature scaling"), spell_share(row.seen.confidence, 1))
        if column != MARKS:
            return ""
        there = {"uncertain": bool(row.seen.doubted), "unlike": bool(row.seen.unlike)}
        marks = [mark for mark in self._words if there[mark] and mark in self._meaning]
        return "\n".join(filled(self.tr("{0}: {1}."), self._words[mark], self._meaning[mark]) for mark in marks)

    # ------------------------------------------------------------------ pictures

    def _picture(self, path: Path) -> QIcon | None:
        if path in self._pictures:
            self._pictures.move_to_end(path)
            return self._pictures[path]
        if path not in self._wanted:
            self._wanted.append(path)  # what was looked at longest ago is forgotten first
            self._ask()
        return None

    def _ask(self) -> None:
        if self._asked or not self._wanted:
            return
        paths = tuple(self._wanted.pop() for _ in range(min(_PORTION, len(self._wanted))))
        self._asked = True
        question = questions.Question(source="images", what="images", side=SIDE, keys=tuple(map(str, paths)))
        self._reader.ask(question, lambda answer: self._show(paths, answer.samples), lambda _: self._show(paths, ()))

    def _show(self, paths: Sequence[Path], samples: Sequence[questions.Sample]) -> None:
        """What was decoded; where the process ended over one of them, none of these has a picture."""
        self._asked = False
        good = dict(zip(paths, samples, strict=False))
        for path in paths:
            sample = good.get(path)
            image = pictures([sample])[0].image if sample is not None and sample.pixels else None
            self._pictures[path] = None if image is None else picture_icon(QPixmap.fromImage(image))
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        if self._rows:
            self.dataChanged.emit(self.index(0, IMAGE), self.index(len(self._rows) - 1, IMAGE), [Qt.ItemDataRole.DecorationRole])
        self._ask()


def prediction_view(model: PredictionModel) -> QTableView:
    """The table as it is shown."""
    view = QTableView()
    view.setObjectName("predictionTable")
    make_plain(view, SIDE + 4)
    view.setIconSize(QSize(SIDE, SIDE))
    view.setModel(model)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setWordWrap(False)
    view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    view.setSortingEnabled(True)
    view.horizontalHeader().setSectionResizeMode(IMAGE, QHeaderView.ResizeMode.Stretch)
    for column, width in ((SEEN, 180), (PROBABILITY, 110), (MARKS, 230)):
        view.setColumnWidth(column, width)
    return view
