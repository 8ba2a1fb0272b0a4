"""Two designs beside each other: both drawn with what is new, gone and changed, a list of it, and what it costs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QScrollArea,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cnn.analysis import analyse
from cnn.analysis.hiding import hiding
from cnn.edits.design_difference import DesignDifference, Pair, Value, compare_designs
from cnn.layout.direction import Point, direction_of
from cnn.layout.folding import usually_folded
from cnn.pictures.canvas import draw_marked
from cnn.pictures.colours import SIGNS, Mark, Theme
from cnn.pictures.picture import write
from cnn.project import Project
from cnn.words.lists import remarked
from gui.style import theme
from gui.widgets.pictures.preview import Preview

#: networks of more layers are drawn with their groups folded
OPEN = 60
SIGN, NAME, CLASS, TOLD = range(4)


@dataclass(frozen=True)
class Drawn:
    """One of the two: its picture as SVG, and where in it each layer is seen, by its id."""

    name: str
    svg: bytes
    places: dict[str, Point]


@dataclass(frozen=True)
class Compared:
    """The other design and this one, and what is otherwise."""

    found: DesignDifference
    before: Drawn
    after: Drawn


def compared(before: Project, after: Project, colours: Theme, *, tells_numbers: bool = True) -> Compared:
    """Both designs as they are shown; takes tenths of a second for hundreds of layers. Where numbers are to be told first, none
    is to be read off the other design either."""
    found = compare_designs(before, after, tells_totals=tells_numbers)
    old = _drawn(before, found, colours, after=False, tells_numbers=tells_numbers)
    return Compared(found, old, _drawn(after, found, colours, after=True, tells_numbers=tells_numbers))


def _drawn(project: Project, found: DesignDifference, colours: Theme, *, after: bool, tells_numbers: bool) -> Drawn:
    graph = project.graph
    analysis = analyse(graph)
    if not tells_numbers:
        analysis = hiding(analysis, graph.nodes)
    folded = usually_folded(graph) if len(graph) > OPEN else frozenset[str]()
    marks = found.marks(after=after)
    picture, places = draw_marked(graph, analysis, colours, folded, marks, direction_of(project.direction))
    return Drawn(graph.name, write(picture, ".svg", ""), places)


class TwoDesigns(QWidget):
    """Both pictures above a list of what is otherwise; a row brings its layer into sight. `names` begin with what it is for."""

    def __init__(self, names: str = "compare", *, settings: bool = True) -> None:
        super().__init__()
        self._names, self._settings = names, settings
        self._shown: Compared | None = None
        self.goes: Callable[[str], object] | None = None  # to a layer of the second design, where that is the open one
        self.totals, self.note = QLabel(), QLabel()
        self.totals.setObjectName(f"{names}Totals")
        self.totals.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.setObjectName(f"{names}Note")
        for label in (self.totals, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.sides = tuple(Side(f"{names}{side}") for side in ("Before", "After"))
        self.table = self._make_table()
        self._lay_out()
        self.table.currentItemChanged.connect(lambda item, _: self._go_to(item))

    def show_difference(self, result: Compared, titles: tuple[str, str]) -> None:
        """Shows what is otherwise, under these titles."""
        self._shown = result
        self.note.clear()
        self.note.hide()
        for side, drawn, title in zip(self.sides, (result.before, result.after), titles, strict=True):
            side.show_picture(title, drawn.svg)
        high = max(side.title.sizeHint().height() for side in self.sides)
        for side in self.sides:  # letters of two scripts are of two heights
            side.title.setFixedHeight(high)
        found = result.found
        same = not found.told and (found.same or not self._settings)
        self.totals.setText(self.tr("The two are the same.") if same else "   ·   ".join(map(_total, found.totals)))
        self.table.clear()
        for pair in found.told:
            self.table.addTopLevelItem(self._row(pair))
        for value in found.settings if self._settings else ():
            row = QTreeWidgetItem([SIGNS["changed"], self.tr("Training"), value.name, " → ".join(value.spelled)])
            self._paint(row, "changed")
            self.table.addTopLevelItem(row)

    def refuse(self, words: str) -> None:
        """Says why there is nothing to show."""
        self._shown = None
        self.table.clear()
        self.totals.clear()
        for side in self.sides:
            side.show_picture("", b"")
        self.note.setText(words)
        self.note.show()

    def _row(self, pair: Pair) -> QTreeWidgetItem:
        assert pair.state != "same"
        row = QTreeWidgetItem([SIGNS[pair.state], pair.called, pair.node.own_layer.class_name, pair.told])
        row.setData(NAME, Qt.ItemDataRole.UserRole, pair)
        words = {"added": self.tr("New"), "removed": self.tr("Gone"), "changed": self.tr("Changed")}
        row.setToolTip(SIGN, words[pair.state])
        row.setData(SIGN, Qt.ItemDataRole.AccessibleTextRole, words[pair.state])
        row.setToolTip(TOLD, pair.told)
        self._paint(row, pair.state)
        return row

    @staticmethod
    def _paint(row: QTreeWidgetItem, mark: Mark) -> None:
        row.setForeground(SIGN, QColor(theme.current().mark(mark)))
        row.setTextAlignment(SIGN, Qt.AlignmentFlag.AlignCenter)

    def _go_to(self, item: QTreeWidgetItem | None) -> None:
        """Brings the layer of a row into sight in both pictures; where one has none, the layer that stands before it there."""
        pair = None if item is None else item.data(NAME, Qt.ItemDataRole.UserRole)
        if pair is None or self._shown is None:
            return
        pairs = self._shown.found.pairs
        until = pairs[: pairs.index(pair) + 1]
        before = next((one.before for one in reversed(until) if one.before is not None), None)
        after = next((one.after for one in reversed(until) if one.after is not None), None)
        for side, drawn, node in zip(self.sides, (self._shown.before, self._shown.after), (before, after), strict=True):
            if node is not None:
                side.bring(drawn.places[node.id])

    def _make_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setObjectName(f"{self._names}Table")
        table.setAccessibleName(self.tr("What is otherwise"))
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_menu)
        table.setHeaderLabels(["", self.tr("Layer"), self.tr("Class", "of a layer"), self.tr("What is otherwise")])
        header = table.header()
        header.setSectionResizeMode(SIGN, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(SIGN, 32)
        header.resizeSection(NAME, 240)
        header.resizeSection(CLASS, 180)
        return table

    def menu(self) -> QMenu:
        """What can be done with the row that the keys are at."""
        menu, item = QMenu(self.table), self.table.currentItem()
        pair = item.data(NAME, Qt.ItemDataRole.UserRole) if item is not None else None
        if isinstance(pair, Pair) and pair.after is not None and self.goes is not None:
            menu.addAction(self.tr("Go to the layer"), partial(self.goes, pair.after.id))
        copy = menu.addAction(self.tr("Copy the row"), partial(self._copy, (item,)))
        copy.setEnabled(item is not None)
        rows = [self.table.topLevelItem(place) for place in range(self.table.topLevelItemCount())]
        menu.addAction(self.tr("Copy the table"), partial(self._copy, rows)).setEnabled(bool(rows))
        return menu

    def _open_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(at))

    @staticmethod
    def _copy(rows: Sequence[QTreeWidgetItem | None]) -> None:
        """Puts rows on the clipboard, with tabs between their columns."""
        lines = ("\t".join(row.text(column) for column in range(row.columnCount())) for row in rows if row is not None)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _lay_out(self) -> None:
        pictures = QWidget()
        across = QHBoxLayout(pictures)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        for side in self.sides:
            across.addWidget(side, 1)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.totals)
        column.addWidget(self.table, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(pictures)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([380, 240])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.note.hide()


class Side(QWidget):
    """One of the two pictures under its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.title, self.preview, self.area = QLabel(), Preview(), QScrollArea()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty("look", "secondary")
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(self.preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.area, 1)

    def show_picture(self, title: str, svg: bytes) -> None:
        """Another picture; none for no data."""
        self.title.setText(title)
        self.area.setAccessibleName(title)
        self.preview.show_svg(svg, self.area.viewport().size())

    def bring(self, place: Point) -> None:
        """Scrolls so that a place in the picture, in its own pixels, is seen."""
        scale = self.preview.width() / max(self.preview.renderer.defaultSize().width(), 1)
        room = self.area.viewport().size()
        self.area.ensureVisible(round(place.x * scale), round(place.y * scale), room.width() // 3, room.height() // 3)


def _total(value: Value) -> str:
    before, after = ("?" if number is None else f"{number:,}" for number in (value.before, value.after))
    return remarked(f"{value.name} {before} → {after}", value.growth) if value.changes else f"{value.name} {after}"
