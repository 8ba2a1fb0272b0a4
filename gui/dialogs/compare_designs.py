"""This design beside another one: both drawn with what is new, gone and changed, a list of it, and what it costs."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cnn.analysis import analyse
from cnn.edits.design_difference import DesignDifference, Pair, Value, compare_designs
from cnn.errors import LayerloomError
from cnn.formats.files import READABLE
from cnn.layout.arrange import Point
from cnn.layout.direction import direction_of
from cnn.layout.folding import usually_folded
from cnn.opening import open_project
from cnn.pictures.canvas import draw_marked
from cnn.pictures.colours import SIGNS, Mark, Theme
from cnn.pictures.picture import write
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.history import past_runs
from gui.background.task import Newest
from gui.document import Document
from gui.settings.settings import recent_files
from gui.style import theme
from gui.widgets.basic import asking
from gui.widgets.basic.room import open_at
from gui.widgets.pictures.preview import Preview

#: networks of more layers are drawn with their groups folded
OPEN = 60
#: of the newest runs so many can be chosen
RUNS = 12
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


def compared(before: Project, after: Project, colours: Theme) -> Compared:
    """Both designs as they are shown; takes tenths of a second for hundreds of layers."""
    found = compare_designs(before, after)
    return Compared(found, _drawn(before, found, colours, after=False), _drawn(after, found, colours, after=True))


def _drawn(project: Project, found: DesignDifference, colours: Theme, *, after: bool) -> Drawn:
    graph = project.graph
    folded = usually_folded(graph) if len(graph) > OPEN else frozenset[str]()
    marks = found.marks(after=after)
    picture, places = draw_marked(graph, analyse(graph), colours, folded, marks, direction_of(project.direction))
    return Drawn(graph.name, write(picture, ".svg", ""), places)


class CompareDialog(QDialog):
    """Stays open beside the network and follows it; on the left is the other design, on the right this one."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("compareDesigns")
        self.setWindowTitle(self.tr("Compare designs"))
        open_at(self, QSize(1040, 720))
        self._document = document
        self._asked, self._runs = Newest(self), Newest(self)
        self._shown: Compared | None = None
        self.source_box = QComboBox()
        self.source_box.setObjectName("compareSource")
        self.source_box.setAccessibleName(self.tr("Compared with"))
        self.source_box.setMinimumWidth(280)
        self.file_button = QPushButton(self.tr("File …"))
        self.file_button.setObjectName("compareFile")
        self.totals, self.note = QLabel(), QLabel()
        self.totals.setObjectName("compareTotals")
        self.totals.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.setObjectName("compareNote")
        for label in (self.totals, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.sides = tuple(Side(name) for name in ("compareBefore", "compareAfter"))
        self.table = self._make_table()
        self._lay_out()
        self._fill_sources()
        self.source_box.currentIndexChanged.connect(self._compare)
        self.file_button.clicked.connect(self._choose_file)
        self.table.currentItemChanged.connect(lambda item, _: self._go_to(item))
        document.graphChanged.connect(self._compare)
        self._runs.ask(past_runs, self._add_runs)
        self._compare()

    # ------------------------------------------------------------------ what it is compared with

    def choose(self, source: str) -> None:
        """Compares with a preset, a file or a run's folder, which is among the choices from now on."""
        place = self.source_box.findData(source)
        if place < 0:
            self.source_box.insertItem(0, Path(source).name, source)
            self.source_box.setItemData(0, source, Qt.ItemDataRole.ToolTipRole)
            place = 0
        self.source_box.setCurrentIndex(place)

    def _fill_sources(self) -> None:
        saved = self._document.path
        if saved is not None:
            self.source_box.addItem(self.tr("As it was saved last"), str(saved))
        for path in recent_files():
            if path != saved:
                self.source_box.addItem(path.name, str(path))
                self.source_box.setItemData(self.source_box.count() - 1, str(path), Qt.ItemDataRole.ToolTipRole)
        if self.source_box.count():
            self.source_box.insertSeparator(self.source_box.count())
        first = self.source_box.count()
        for name, preset in PRESETS.items():
            self.source_box.addItem(preset.title, name)
        if saved is None:
            self.source_box.setCurrentIndex(first)

    def _add_runs(self, records: list[object]) -> None:
        folders = [str(getattr(record, "folder", "")) for record in records[:RUNS]]
        if folders:
            self.source_box.insertSeparator(self.source_box.count())
        for folder in folders:
            self.source_box.addItem(self.tr("Run {0}").format(Path(folder).name), folder)

    def _choose_file(self) -> None:
        kinds = self.tr("Networks ({0});;All files (*)").format(" ".join(f"*{suffix}" for suffix in READABLE))
        name = asking.for_file(self, self.tr("Compare with"), kinds, "networks", str(Path.home()))
        if name:
            self.choose(name)

    def _compare(self) -> None:
        source, project, colours = self.source_box.currentData(), self._document.kept, theme.current()
        if not source:
            return
        if not project.graph.nodes:
            self._refuse(self.tr("There is nothing to compare: this network has no layers."))
            return
        self._asked.ask(
            lambda: compared(open_project(str(source)), project, colours), self._show, lambda error: self._refuse(_words(error))
        )

    # ------------------------------------------------------------------ what is shown

    def _show(self, result: Compared) -> None:
        self._shown = result
        self.note.clear()
        self.note.hide()
        titles = (result.before.name, self.tr("{0} (this design)").format(result.after.name))
        for side, drawn, title in zip(self.sides, (result.before, result.after), titles, strict=True):
            side.show_picture(title, drawn.svg)
        found = result.found
        self.totals.setText(self.tr("The two are the same.") if found.same else "   ·   ".join(map(_total, found.totals)))
        self.table.clear()
        for pair in found.told:
            self.table.addTopLevelItem(self._row(pair))
        for value in found.settings:
            row = QTreeWidgetItem([SIGNS["changed"], self.tr("Training"), value.name, " → ".join(value.spelled)])
            self._paint(row, "changed")
            self.table.addTopLevelItem(row)

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

    def _refuse(self, words: str) -> None:
        self._asked.forget()
        self._shown = None
        self.table.clear()
        self.totals.clear()
        for side in self.sides:
            side.show_picture("", b"")
        self.note.setText(words)
        self.note.show()

    def _go_to(self, item: QTreeWidgetItem | None) -> None:
        """Brings the layer of a row into sight in both pictures; where one has none, nothing moves."""
        pair = None if item is None else item.data(NAME, Qt.ItemDataRole.UserRole)
        if pair is None or self._shown is None:
            return
        for side, drawn, node in zip(self.sides, (self._shown.before, self._shown.after), (pair.before, pair.after), strict=True):
            if node is not None:
                side.bring(drawn.places[node.id])

    # ------------------------------------------------------------------ how it stands

    def _make_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setObjectName("compareTable")
        table.setAccessibleName(self.tr("What is otherwise"))
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setHeaderLabels(["", self.tr("Layer"), self.tr("Class"), self.tr("What is otherwise")])
        header = table.header()
        header.setSectionResizeMode(SIGN, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(SIGN, 32)
        header.resizeSection(NAME, 240)
        header.resizeSection(CLASS, 180)
        return table

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(QLabel(self.tr("Compared with")))
        above.addWidget(self.source_box)
        above.addWidget(self.file_button)
        above.addStretch(1)
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
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(splitter, 1)
        layout.addWidget(buttons)
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
    return f"{value.name} {before} → {after} ({value.growth})" if value.changes else f"{value.name} {after}"


def _words(error: LayerloomError) -> str:
    return " ".join(filter(None, (error.message, error.hint)))
