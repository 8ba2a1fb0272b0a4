"""The images of a dataset as rows of a table; pictures of those that are seen are asked for."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPainter, QPixmap

from cnn.datasets.inspection.review import Column, Filter, Review, Row
from cnn.datasets.questions import Sample
from cnn.words.lists import sentences
from gui.style import theme
from gui.style.painters import paint_edge
from gui.widgets.basic.plain_table import picture_icon
from gui.widgets.dataset.dataset_facts import split_words
from gui.widgets.dataset.sample_sheet import pictures

#: pixels of a picture, at most, in both directions
SIDE = 36
#: so many pictures are kept
KEPT = 2000
#: milliseconds in which rows that come into view are taken together
TOGETHER = 40

Index = QModelIndex | QPersistentModelIndex


class ImageList(QAbstractTableModel):
    """The rows that a filter and a search leave of a `Review`, in the order of a column."""

    picturesWanted = Signal(object)  # tuple of keys

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.review = Review()
        self.filter: Filter = "all"
        self.words = ""
        self._learned: tuple[str, ...] = ()  # what is learned is called, where it is several things
        self._columns: tuple[Column, ...] = _columns(0)
        self._column: Column = ""
        self._descending = False
        self._places: list[int] = []
        self._pictures: OrderedDict[str, QIcon | None] = OrderedDict()  # None: asked for
        self._wanted: dict[str, None] = {}
        self._later = QTimer(self, singleShot=True, interval=TOGETHER)
        self._later.timeout.connect(self._ask)

    def show_review(self, review: Review, *, afresh: bool = False) -> None:
        """Shows what is known now; `afresh` when the images are others."""
        self.beginResetModel()
        self.review = review
        if afresh:
            self._pictures.clear()
            self._wanted.clear()
        self._places = review.listed(self.filter, self.words, self._column, descending=self._descending)
        self.endResetModel()

    def show_learned(self, names: Sequence[str]) -> None:
        """What is learned of each image is called: several things have a column each."""
        learned = tuple(names) if len(names) > 1 else ()
        if learned == self._learned:
            return
        self.beginResetModel()
        self._learned, self._columns = learned, _columns(max(len(learned) - 1, 0))
        self._column = ""
        self._places = self.review.listed(self.filter, self.words)
        self.endResetModel()

    def choose(self, name: Filter, words: str) -> None:
        """Shows what this filter lists and these words are found in."""
        if (name, words) != (self.filter, self.words):
            self.filter, self.words = name, words
            self.show_review(self.review)

    def show_pictures(self, samples: Sequence[Sample]) -> None:
        """Pictures that were asked for."""
        for sample, made in zip(samples, pictures(samples), strict=True):
            self._pictures[sample.key] = _framed(made.image)
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        if self._places:
            last = self.index(len(self._places) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DecorationRole])

    def ask_again(self) -> None:
        """What was asked for does not come: whoever sees it asks anew."""
        for key in [key for key, found in self._pictures.items() if found is None]:
            del self._pictures[key]

    def row(self, number: int) -> Row:
        """What stands in a row."""
        return self.review.row(self._places[number])

    def keys(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The images in these rows."""
        return tuple(self.review.keys[self._places[number]] for number in numbers)

    def numbers(self, keys: set[str]) -> list[int]:
        """The rows of these images, as far as they are listed."""
        return [number for number, place in enumerate(self._places) if self.review.keys[place] in keys] if keys else []

    # ------------------------------------------------------------------ Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many images are listed."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Image, split, label (each of several), what was found."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the columns are called."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            labels = self._learned or (self.tr("Label"),)
            return (self.tr("Image"), self.tr("Split"), *labels, self.tr("What was found"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, picture and look of a cell."""
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(self.review.keys[self._places[index.row()]]) if column == "image" else None
        if role not in _ROLES:
            return None
        row = self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme.current().secondary) if row.excluded or column == "remark" else None
        if row.excluded and column == "image":
            font = QFont(theme.number_font(theme.small_font()))
            font.setStrikeOut(True)
            return font
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; none (-1) is the order of the filter."""
        self._column = self._columns[column] if 0 <= column < len(self._columns) else ""
        self._descending = order == Qt.SortOrder.DescendingOrder
        self.show_review(self.review)

    # ------------------------------------------------------------------ inside

    def _text(self, row: Row, column: Column) -> str:
        if isinstance(column, int):
            return row.others[column] if column < len(row.others) else ""
        if column == "split":
            return " → ".join(split_words().get(name, name) for name in row.split.split(" → "))
        if column == "remark":
            return sentences(self.tr("Excluded."), row.remark) if row.excluded else row.remark
        return row.key if column == "image" else row.label

    def _picture(self, key: str) -> QIcon:
        found = self._pictures.get(key)
        if found is not None:
            return found
        if key not in self._pictures:
            self._pictures[key] = None
            self._wanted[key] = None
            self._later.start()
        return QIcon(_blank())

    def _ask(self) -> None:
        wanted = tuple(self._wanted)[-200:]  # whoever scrolls on does not wait for what has gone by
        for key in self._wanted.keys() - set(wanted):
            self._pictures.pop(key, None)
        self._wanted.clear()
        if wanted:
            self.picturesWanted.emit(wanted)


def _columns(others: int) -> tuple[Column, ...]:
    """The columns where so many other things are learned as well."""
    return "image", "split", "label", *range(others), "remark"


_ROLES = frozenset(
    (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.FontRole,
    )
)


def _framed(image: QImage) -> QIcon:
    """An image in the middle of a square, so that the names beside them stand below each other."""
    square, small = (
        _blank(),
        image.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation),
    )
    with QPainter(square) as painter:
        place = QRect((SIDE - small.width()) // 2, (SIDE - small.height()) // 2, small.width(), small.height())
        painter.drawImage(place.topLeft(), small)
        paint_edge(painter, place)
    return picture_icon(square)


def _blank() -> QPixmap:
    """Stands where a picture is not there yet."""
    blank = QPixmap(SIDE, SIDE)
    blank.fill(Qt.GlobalColor.transparent)
    return blank
