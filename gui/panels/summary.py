"""Every layer with its numbers, in a table that can be sorted, copied and saved."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cnn.analysis import Analysis
from cnn.errors import LayerloomError
from cnn.files.files import write_text
from cnn.words.language import filled, marked, tr
from cnn.words.lists import listed
from cnn.words.quantities import number_of, spell_bytes
from gui.document import Document
from gui.style import icons, theme
from gui.widgets.basic import asking, numbers
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.basic.plain_table import make_plain

Index = QModelIndex | QPersistentModelIndex


class Cell(NamedTuple):
    """What a table cell shows, and what it is sorted by and written to a file as."""

    text: str
    value: Any


COLUMNS = (
    marked("Layer"),
    marked("Type"),
    marked("Reads"),
    marked("Output shape"),
    marked("Parameters"),
    marked("Trainable"),
    marked("MACs"),
    marked("Activations"),
    marked("Receptive field"),
)
FIRST_NUMBER = 3


class SummaryModel(QAbstractTableModel):
    """One row per layer, in the order of the network."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, tuple[Cell, ...]]] = []

    def show_analysis(self, analysis: Analysis) -> None:
        """Shows these numbers; a table of the same layers keeps its selection and its order."""
        rows = [(item, _cells(analysis, item)) for item in analysis.graph.order]
        if [row[0] for row in rows] == [row[0] for row in self._rows]:
            changed = [place for place, row in enumerate(rows) if row != self._rows[place]]
            self._rows = rows
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def node(self, row: int) -> str:
        """The id of the node in a row."""
        return self._rows[row][0]

    def row_of(self, node: str) -> int:
        """The row of a node, −1 for none."""
        return next((place for place, row in enumerate(self._rows) if row[0] == node), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][1][index.column()].text
        if role == Qt.ItemDataRole.UserRole:
            return self._rows[index.row()][1][index.column()].value
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.FontRole and index.column() >= FIRST_NUMBER:
            return theme.number_font()
        return None


class _Sorted(QSortFilterProxyModel):
    """Sorts numbers as numbers, what is unknown first; unsorted, it keeps the order of the network."""

    def lessThan(self, left: Index, right: Index) -> bool:
        a, b = left.data(Qt.ItemDataRole.UserRole), right.data(Qt.ItemDataRole.UserRole)
        if a is None or b is None:
            return a is None and b is not None
        return bool(a < b)


class Summary(QWidget):
    """The table, and below it the totals. A row that is chosen selects its node, and the other way round."""

    refused = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("summary")
        self.setProperty("look", "panel")
        self._document = document
        self._following = False
        self._stale = True
        self._fitted = False
        self.model = SummaryModel(self)
        self._sorted = _Sorted(self)
        self._sorted.setSourceModel(self.model)
        self.table = self._build_table()
        self._totals = ElidingLabel()
        self._totals.setFont(theme.number_font())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._build_bar())
        document.analysisChanged.connect(self._on_analysis_changed)
        document.hiddenChanged.connect(self._on_analysis_changed)
        document.selectionChanged.connect(self._on_selection_changed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+C copies the selected rows, or all."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy):
            if event.type() == QEvent.Type.KeyPress:
                self.copy()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """Puts the selected rows, or all, on the clipboard as text that spreadsheets take."""
        self._refresh()
        chosen = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        QGuiApplication.clipboard().setText(self._text(chosen or range(self._sorted.rowCount()), "\t"))

    def save(self, path: Path) -> bool:
        """Writes the whole table as CSV; `refused` says why it can't be."""
        self._refresh()
        try:
            write_text(path, self._text(range(self._sorted.rowCount()), ","))
        except LayerloomError as error:
            self.refused.emit(str(error))
            return False
        return True

    # ------------------------------------------------------------------ following the document

    def _on_analysis_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        """Shows the present numbers; while nobody looks, nothing is worked out."""
        if self._stale:
            self._stale = False
            self.model.show_analysis(self._document.shown)
            self._fit_columns()
            self._show_totals(self._document.shown)
        self._on_selection_changed()

    def _fit_columns(self) -> None:
        """Makes room for the numbers, once; after that the widths are the person's."""
        if not self._fitted and self.model.rowCount():
            self._fitted = True
            self.table.horizontalHeader().setResizeContentsPrecision(64)  # of a thousand layers, the first ones decide
            self.table.resizeColumnsToContents()

    def _show_totals(self, analysis: Analysis) -> None:
        parts = (
            number_of(self.tr("{0} layer|{0} layers"), len(analysis.graph)),
            filled(
                self.tr("{0} parameters, {1} of them trainable"),
                numbers.total(analysis.total_params, analysis.known.params),
                numbers.total(analysis.trainable_params, analysis.known.trainable_params),
            ),
            filled(self.tr("{0} MACs"), numbers.exact(analysis.macs)),
        )
        self._totals.setText(" · ".join(parts))

    def _on_selection_changed(self) -> None:
        """Marks the rows of the selected nodes."""
        if self._stale or not self.isVisible():
            return
        rows = [self._sorted.mapFromSource(self.model.index(self.model.row_of(item), 0)) for item in self._document.selection]
        chosen = QItemSelection()
        for row in rows:
            chosen.select(row, row)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self._following = True
        self.table.selectionModel().select(chosen, flags)
        self._following = False
        if len(rows) == 1 and rows[0].isValid():
            self.table.scrollTo(rows[0])

    def _on_rows_chosen(self) -> None:
        if self._following:
            return
        rows = [self._sorted.mapToSource(index).row() for index in self.table.selectionModel().selectedRows()]
        nodes = [self.model.node(row) for row in rows]
        if len(nodes) == 1:
            self._document.reveal(nodes[0])
        else:
            self._document.select(nodes)

    # ------------------------------------------------------------------ text

    def _text(self, rows: Sequence[int], separator: str) -> str:
        lines = io.StringIO()
        writer = csv.writer(lines, delimiter=separator, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            cells = [self._sorted.index(row, column) for column in range(len(COLUMNS))]
            writer.writerow([_plain(cell) for cell in cells])
        return lines.getvalue()

    def _ask_and_save(self) -> None:
        suggestion = f"{self._document.title}-summary.csv"
        name = asking.for_new_file(self, self.tr("Save the table"), suggestion, self.tr("Table (*.csv)"), "networks")
        if name:
            self.save(Path(name))

    # ------------------------------------------------------------------ building

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("summaryTable")
        table.setAccessibleName(self.tr("Layers"))
        table.setModel(self._sorted)
        table.setSortingEnabled(True)
        table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setFrameShape(QFrame.Shape.NoFrame)
        make_plain(table, 28)
        table.horizontalHeader().setSortIndicatorClearable(True)
        table.horizontalHeader().setHighlightSections(False)
        header = table.horizontalHeader()
        header.setMinimumSectionSize(88)
        for column in (0, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.installEventFilter(self)
        table.selectionModel().selectionChanged.connect(self._on_rows_chosen)
        return table

    def _build_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 0, 8, 0)
        bar.setSpacing(8)
        bar.addWidget(self._totals, 1)
        glyph: icons.Glyph
        for text, glyph, name, slot in (
            (self.tr("Copy"), "copy", "copySummary", self.copy),
            (self.tr("Save as CSV …"), "table", "saveSummary", self._ask_and_save),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setIcon(icons.icon(glyph))
            button.setIconSize(QSize(16, 16))
            button.clicked.connect(slot)
            bar.addWidget(button)
            action = QAction(button.icon(), text, self.table)
            action.triggered.connect(slot)
            self.table.addAction(action)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return bar


def _cells(analysis: Analysis, node_id: str) -> tuple[Cell, ...]:
    node, found = analysis.graph.nodes[node_id], analysis.nodes[node_id]
    kind = node.own_layer.class_name
    reads = listed(analysis.graph.nodes[source].name for source in node.inputs)
    seen = found.receptive_field.size if found.receptive_field else None
    return (
        Cell(node.name, node.name),
        Cell(kind if node.bypassed is None else tr("{0}, skipped", kind), kind),
        Cell(reads, reads),
        Cell(numbers.shape(found.output_shape), found.output_shape and tuple(size or 0 for size in found.output_shape)),
        Cell(numbers.exact(found.params), found.params),
        Cell(numbers.exact(found.trainable_params), found.trainable_params),
        Cell(numbers.exact(found.macs), found.macs),
        Cell(spell_bytes(found.activation_bytes), found.activation_bytes),
        Cell(numbers.shape(seen), seen),
    )


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column >= FIRST_NUMBER else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _plain(cell: Index) -> str:
    """A cell as other programs read it: numbers without commas, shapes as they are shown."""
    value = cell.data(Qt.ItemDataRole.UserRole)
    return str(value) if isinstance(value, int) else "" if value is None else str(cell.data())
