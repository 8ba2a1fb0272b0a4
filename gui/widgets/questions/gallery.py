"""Images side by side with what they are and what was said of them: tens of thousands, of which those in sight have pictures."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from cnn.datasets.questions import Sample
from cnn.runs.judged.choices import caption
from cnn.runs.judged.outputs import Evaluated, Judged
from gui.style import theme
from gui.style.painters import paint_edge, saved
from gui.widgets.dataset.sample_sheet import pictures

#: pixels of a picture, at most, in both directions; and of what it stands in
SIDE, WIDE, HIGH = 72, 104, 96
#: so many pictures are kept while the gallery is seen, and so many are asked for at once
KEPT, ASKED = 400, 120
#: milliseconds in which images that come into sight are taken together
TOGETHER = 30

Index = QModelIndex | QPersistentModelIndex


class GalleryModel(QAbstractTableModel):
    """Images of an evaluation by their numbers there, in an order that somebody has found: line by line in a table of as many
    columns as have room. A list that wraps would ask Qt for each of its items whenever it is laid out, half a second for 60,000.
    """

    picturesWanted = Signal(object)  # tuple of keys

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evaluated: Evaluated | None = None
        self._judged: Judged | None = None
        self._images: Sequence[int] = ()
        self._columns = 1
        self._words: Callable[[int], str] | None = None
        self._decided: Callable[[str], str] = lambda _: ""
        self._pictures: OrderedDict[str, QPixmap | None] = OrderedDict()  # None: asked for
        self._wanted: dict[str, None] = {}
        self._asking = False
        self._later = QTimer(self, singleShot=True, interval=TOGETHER)
        self._later.timeout.connect(self._ask)

    def show_images(
        self,
        evaluated: Evaluated | None,
        judged: Judged | None,
        images: Sequence[int],
        words: Callable[[int], str] | None = None,
    ) -> None:
        """Shows these images of an evaluation; `words` says what stands below one, unless it is what was said of it."""
        self.beginResetModel()
        self._words = words
        if evaluated is not self._evaluated:
            self.forget_pictures()
        self._evaluated, self._judged, self._images = evaluated, judged, images
        self.endResetModel()

    def show_decisions(self, decided: Callable[[str], str]) -> None:
        """What was decided about an image, by its key, stands instead of its caption; "" of most."""
        self._decided = decided
        if self.count:
            self.dataChanged.emit(self.at(0), self.index(self.rowCount() - 1, self._columns - 1))

    @property
    def count(self) -> int:
        """How many images there are."""
        return len(self._images)

    def image(self, place: int) -> int:
        """Which image stands at a place, by its number in the evaluation."""
        return int(self._images[place])

    def key(self, place: int) -> str:
        """What that image is called in its dataset."""
        return self._evaluated.key(self.image(place)) if self._evaluated is not None else ""

    def keys(self, places: Sequence[int]) -> tuple[str, ...]:
        """What the images at these places are called in their dataset."""
        return self._evaluated.keys([self.image(place) for place in places]) if self._evaluated is not None else ()

    def at(self, place: int) -> QModelIndex:
        """The cell of a place."""
        return self.index(place // self._columns, place % self._columns)

    def place(self, index: Index) -> int:
        """The place of a cell; -1 for one behind the last image."""
        place = index.row() * self._columns + index.column()
        return place if index.isValid() and place < len(self._images) else -1

    def set_columns(self, columns: int) -> None:
        """Puts so many images into a line."""
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()

    def show_pictures(self, samples: Sequence[Sample]) -> None:
        """Pictures that were asked for; those that did not come can't be read."""
        self._asking = False
        for sample, made in zip(samples, pictures(samples), strict=True):
            self._pictures[sample.key] = QPixmap.fromImage(made.image)
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        if self.count:
            last = self.index(self.rowCount() - 1, self._columns - 1)  # not the last image's: lines before it may be longer
            self.dataChanged.emit(self.at(0), last, [Qt.ItemDataRole.DecorationRole])
        self._ask()

    def forget_pictures(self) -> None:
        """Nobody sees them: they take no memory."""
        self._pictures.clear()
        self._wanted.clear()
        self._asking = False

    def asked_in_vain(self) -> None:
        """What was asked for does not come."""
        self._asking = False

    # ------------------------------------------------------------------ Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines there are."""
        return 0 if parent.isValid() else -(-len(self._images) // self._columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many images stand in a line."""
        return 0 if parent.isValid() else self._columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Behind the last image there is nothing to choose."""
        return super().flags(index) if self.place(index) >= 0 else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Caption, picture, and what is wrong."""
        row = self.place(index)
        if row < 0:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(self.key(row))
        judged = self._judged
        if judged is None:
            return None
        said = self._caption(judged, self.image(row))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._decided(self.key(row)) or said
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (self.key(row), said, self._decided(self.key(row)))))
        if role == Qt.ItemDataRole.ForegroundRole:
            if self._decided(self.key(row)):
                return QColor(theme.current().accent)
            wrong = judged.task != "numbers" and bool(judged.wrong[self.image(row)])
            return QColor(theme.current().problem if wrong else theme.current().secondary)
        return None

    # ------------------------------------------------------------------ inside

    def _caption(self, judged: Judged, image: int) -> str:
        return caption(judged, image) if self._words is None else self._words(image)

    def _picture(self, key: str) -> QPixmap | None:
        if key in self._pictures:
            return self._pictures[key]
        if key:
            self._wanted[key] = None
            if not self._asking:
                self._later.start()
        return None

    def _ask(self) -> None:
        """Asks for what came into sight last: whoever scrolls on does not wait for what has gone by."""
        wanted = tuple(self._wanted)[-ASKED:]
        self._wanted.clear()
        if wanted and not self._asking:
            self._asking = True
            self._pictures |= dict.fromkeys(wanted)
            self.picturesWanted.emit(wanted)


class _Painter(QStyledItemDelegate):
    """A picture in the middle, its caption below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        rect: QRect = option.rect.adjusted(2, 2, -2, -2)
        state: QStyle.StateFlag = option.state
        look = theme.current()
        with saved(painter):
            if state & QStyle.StateFlag.State_Selected:
                painter.setPen(QColor(look.accent))
                painter.setBrush(QColor(look.soft_accent))
                painter.drawRoundedRect(rect, 6, 6)
            picture = index.data(Qt.ItemDataRole.DecorationRole)
            area = QRect(rect.center().x() - SIDE // 2, rect.top() + 2, SIDE, SIDE)
            if isinstance(picture, QPixmap):
                ratio = min(SIDE / max(picture.width(), 1), SIDE / max(picture.height(), 1))
                size = QSize(max(round(picture.width() * ratio), 1), max(round(picture.height() * ratio), 1))
                corner = area.center() - QPoint(size.width() // 2 - 1, size.height() // 2 - 1)
                painter.drawPixmap(QRect(corner, size), picture)
                paint_edge(painter, QRect(corner, size))
            else:
                painter.fillRect(area, QColor(look.raised))
            painter.setFont(theme.small_font(option.font))
            painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole) or QColor(look.secondary))
            below = QRect(rect.left() + 2, area.bottom() + 1, rect.width() - 4, rect.bottom() - area.bottom() - 1)
            metrics = painter.fontMetrics()
            words = metrics.elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)


class Gallery(QTableView):
    """Shows a `GalleryModel`; a click, or Enter, chooses an image, the arrow keys look at one."""

    imageChosen = Signal(int)  # the number of an image in the evaluation
    imageSeen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gallery")
        self.setAccessibleName(self.tr("Images"))
        self.images = GalleryModel(self)
        self.setModel(self.images)
        self.setItemDelegate(_Painter(self))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        for header, size in ((self.horizontalHeader(), WIDE), (self.verticalHeader(), HIGH)):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setDefaultSectionSize(size)
            header.setSectionResizeMode(header.ResizeMode.Fixed)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(HIGH // 2)
        self.selectionModel().currentChanged.connect(lambda now, _: self._see(now))

    def look_at(self, place: int) -> None:
        """Goes to the image at a place, as the arrow keys do."""
        self.setCurrentIndex(self.images.at(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many images stand in a line as have room; who was looked at stays in sight."""
        super().resizeEvent(event)
        columns = max(self.viewport().width() // WIDE, 1)
        if columns != self.images.columnCount():
            place = self.images.place(self.currentIndex())
            with QSignalBlocker(self.selectionModel()):
                self.images.set_columns(columns)
                if place >= 0:
                    self.look_at(place)
            if place >= 0:
                self.scrollTo(self.images.at(place))

    @property
    def _places(self) -> list[int]:
        columns, count = self.images.columnCount(), self.images.count
        selection = self.selectionModel().selection()
        found = {  # not index by index: tens of thousands may be selected
            row * columns + column
            for part in map(selection.at, range(selection.size()))
            for row in range(part.top(), part.bottom() + 1)
            for column in range(part.left(), part.right() + 1)
        }
        return sorted(place for place in found if place < count)

    @property
    def first_chosen(self) -> str:
        """The key of the first image that is selected; "" where none is."""
        place = min(self._places, default=-1)
        return self.images.key(place) if place >= 0 else ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of the images that are selected."""
        return self.images.keys(self._places)

    def chosen_images(self) -> tuple[int, ...]:
        """The images that are selected, by their numbers in the evaluation."""
        return tuple(map(self.images.image, self._places))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses an image."""
        super().mouseReleaseEvent(event)
        place = self.images.place(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.imageChosen.emit(self.images.image(place))

    def own_keys(self) -> tuple[QKeySequence, ...]:
        """The keys of its actions: the window's mean something else by the same ones."""
        return tuple(action.shortcut() for action in self.actions() if not action.shortcut().isEmpty())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the image that is looked at."""
        pressed = QKeySequence(event.keyCombination())
        own = next((action for action in self.actions() if action.shortcut() == pressed), None)
        if own is not None:
            own.trigger()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.images.place(self.currentIndex()) >= 0:
            self.imageChosen.emit(self.images.image(self.images.place(self.currentIndex())))
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees takes no memory."""
        self.images.forget_pictures()
        super().hideEvent(event)

    def _see(self, index: QModelIndex) -> None:
        if (place := self.images.place(index)) >= 0:
            self.imageSeen.emit(self.images.image(place))
