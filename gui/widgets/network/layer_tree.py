"""A list of layers under family headings that unfold; rows are dragged, or chosen with Enter or a double click."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from cnn.pictures.colours import Theme
from cnn.pictures.fonts.icons import glyph_of
from cnn.words.language import filled, marked, tr
from gui.style import icons, theme
from gui.style.painters import saved
from gui.widgets.basic.action_words import literal

MIME = "application/x-layerloom-layer"
ENTRY = Qt.ItemDataRole.UserRole
#: what a heading is of, whatever it is called
FAMILY = Qt.ItemDataRole.UserRole + 1
#: the headings there can be; a layer's family may be none of them
HEADINGS = (
    marked("Favourites"),
    marked("Most used"),
    marked("Your blocks"),
    marked("Blocks"),
    marked("Input and preprocessing"),
    marked("Core"),
    marked("Convolution"),
    marked("Pooling"),
    marked("Normalization"),
    marked("Activation"),
    marked("Regularization"),
    marked("Merging"),
    marked("Reshaping"),
    marked("Unknown"),
)
ROW, HEADING = 24, 28
#: width of the star at the end of a row
STAR = 28
#: what hangs on the pointer while a layer is dragged: how high, how wide at most, how far below the pointer
CARD_HEIGHT, CARD_WIDTH, CARD_BELOW = 28, 200, 26


@dataclass(frozen=True)
class Entry:
    """One row: what is carried when it is dragged, what it is called, and where it stands."""

    payload: str
    name: str
    family: str
    help: str = ""
    synonyms: tuple[str, ...] = ()
    own: bool = False

    @property
    def title(self) -> str:
        """What it is called in the reader's language; Keras's classes and a person's own blocks keep their names."""
        return tr(self.name) if self.payload.startswith("block:") and not self.own else self.name


class LayerTree(QTreeWidget):
    """Families and their layers. `payloadChosen` carries the payload of the row that is to be added, `payloadCarried` that of
    one that was dragged away.

    With `stars` a row can be made a favourite, or none again, with the star at its end or from its menu; `starToggled` says so.
    What is a person's own can be given another name or deleted, from the menu or with F2 and Del.
    """

    payloadChosen = Signal(str)
    payloadCarried = Signal(str)
    starToggled = Signal(str)
    renameWanted = Signal(str)
    numbersWanted = Signal(str)  # which numbers of a block may be changed
    deleteWanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stars = False
        self.favourites: Collection[str] = ()
        self.describe: Callable[[Entry], str] | None = None
        self.setHeaderHidden(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setIconSize(QSize(16, 16))
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_RowDelegate(self))
        self.itemDoubleClicked.connect(lambda item: self._choose(item))

    def changeEvent(self, event: QEvent) -> None:
        """Rows are called what they are called in the other language, and no word of another meaning."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            rows = QTreeWidgetItemIterator(self)
            while (row := rows.value()) is not None:
                if (entry := row.data(0, ENTRY)) is not None:
                    row.setText(0, entry.title)
                rows += 1

    def show_families(
        self, entries: Sequence[Entry], open_: set[str], first: Mapping[str, Sequence[Entry]] | None = None
    ) -> None:
        """All entries under their families, above them those of `first` under its headings; those in `open_` are unfolded."""
        self.clear()
        headings: dict[str, QTreeWidgetItem] = {}
        for title, some in (first or {}).items():
            if some:
                headings[title] = self._add_heading(title)
                headings[title].addChildren([_row(entry) for entry in some])
        for entry in entries:
            if entry.family not in headings:
                headings[entry.family] = self._add_heading(entry.family)
            headings[entry.family].addChild(_row(entry))
        for family, heading in headings.items():
            heading.setExpanded(family in open_)

    def show_matches(self, entries: Sequence[Entry]) -> None:
        """Entries without headings, the first of them current."""
        self.clear()
        rows = [_row(entry) for entry in entries]
        self.addTopLevelItems(rows)
        if rows:
            self.setCurrentItem(rows[0])

    def open_families(self) -> set[str]:
        """The families that are unfolded now."""
        return {top.data(0, FAMILY) for top in self._tops() if top.isExpanded()}

    def families(self) -> set[str]:
        """The headings there are."""
        return {top.data(0, FAMILY) for top in self._tops()}

    def reveal_family(self, family: str) -> None:
        """Makes the first row of a family current, with its heading on top; the family by its own name, whatever it is called."""
        for heading in self._tops():
            if heading.data(0, FAMILY) == family:
                self.setCurrentItem(heading.child(0) or heading)
                self.scrollToItem(heading, LayerTree.ScrollHint.PositionAtTop)

    def _tops(self) -> list[QTreeWidgetItem]:
        """Headings, or what was found."""
        tops = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [top for top in tops if top is not None]

    def reveal(self, payload: str) -> None:
        """Makes a row current and brings it into sight."""
        for item in self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
            entry: Entry | None = item.data(0, ENTRY)
            if entry is not None and entry.payload == payload:
                self.setCurrentItem(item)
                self.scrollToItem(item)

    def choose_current(self) -> bool:
        """Chooses the current row; False when there is none."""
        return self._choose(self.currentItem())

    # ------------------------------------------------------------------ gestures

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carries the layer as a card under the pointer."""
        item = self.currentItem()
        entry: Entry | None = item.data(0, ENTRY) if item else None
        if entry is None:
            return
        drag = QDrag(self)
        drag.setMimeData(mime_data(entry.payload))
        drag.setPixmap(card(entry, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-14, -CARD_BELOW))  # under the pointer, so that the place that opens stays in sight
        if drag.exec(Qt.DropAction.CopyAction) == Qt.DropAction.CopyAction:
            self.payloadCarried.emit(entry.payload)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A row's menu: add it, or make it a favourite."""
        item = self.currentItem() if event.reason() == QContextMenuEvent.Reason.Keyboard else self.itemAt(event.pos())
        entry: Entry | None = item.data(0, ENTRY) if item else None
        if entry is None or item is None or not self.stars:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(filled(self.tr("Add {0}"), literal(entry.title)), lambda: self.payloadChosen.emit(entry.payload))
        kept = entry.payload in self.favourites
        text = self.tr("Take from the favourites") if kept else self.tr("Keep among the favourites")
        menu.addAction(icons.icon("star"), text, lambda: self.starToggled.emit(entry.payload))
        if entry.own:
            menu.addSeparator()
            menu.addAction(icons.icon("sliders-horizontal"), self.tr("Numbers …"), lambda: self.numbersWanted.emit(entry.payload))
            menu.addAction(icons.icon("pencil-simple"), self.tr("Rename …"), "F2", lambda: self.renameWanted.emit(entry.payload))
            menu.addAction(icons.icon("trash"), self.tr("Delete"), "Del", lambda: self.deleteWanted.emit(entry.payload))
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.visualItemRect(item).center() if by_key else event.pos()
        menu.popup(self.viewport().mapToGlobal(place))

    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex) -> None:
        """Whoever has the screen read hears what the layer does. No signal tells this: the tree's end sends it as well, with rows
        that are gone, and that crashes."""
        super().currentChanged(current, previous)
        _tell_help(self.itemFromIndex(current))

    def viewportEvent(self, event: QEvent) -> bool:
        """A tooltip is made when it is asked for: it says what the layer would give right now."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            item = self.itemAt(event.pos())
            entry: Entry | None = item.data(0, ENTRY) if item else None
            _tell_help(item)
            if item is not None and entry is not None and self.describe is not None:
                QToolTip.showText(event.globalPos(), self.describe(entry), self.viewport(), self.visualItemRect(item))
                return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if item is not None and item.childCount() and event.button() == Qt.MouseButton.LeftButton:
            item.setExpanded(not item.isExpanded())
            self.setCurrentItem(item)
            event.accept()
            return
        entry: Entry | None = item.data(0, ENTRY) if item else None
        at_star = event.position().x() > self.viewport().width() - STAR
        if self.stars and entry is not None and at_star and event.button() == Qt.MouseButton.LeftButton:
            self.starToggled.emit(entry.payload)
            event.accept()
            return
        super().mousePressEvent(event)

    def own_keys(self) -> tuple[QKeySequence, ...]:
        """On a block of one's own, the keys that rename and delete it."""
        item = self.currentItem()
        entry: Entry | None = item.data(0, ENTRY) if item else None
        own = self.stars and entry is not None and entry.own
        return (QKeySequence(Qt.Key.Key_F2), QKeySequence(Qt.Key.Key_Delete)) if own else ()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys that come here have a row to begin from."""
        super().focusInEvent(event)
        by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_keyboard and self.currentItem() is None and (first := self.topLevelItem(0)) is not None:
            self.setCurrentItem(first)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        entry: Entry | None = item.data(0, ENTRY) if item else None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.choose_current():
            event.accept()
        elif self.stars and entry is not None and entry.own and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
            (self.renameWanted if event.key() == Qt.Key.Key_F2 else self.deleteWanted).emit(entry.payload)
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QTreeWidgetItem | None) -> bool:
        entry: Entry | None = item.data(0, ENTRY) if item else None
        if entry is None:
            if item is not None:
                item.setExpanded(not item.isExpanded())
            return item is not None
        self.payloadChosen.emit(entry.payload)
        return True

    def _add_heading(self, family: str) -> QTreeWidgetItem:
        heading = QTreeWidgetItem([tr(family)])
        heading.setData(0, FAMILY, family)
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.addTopLevelItem(heading)
        return heading


def _elided(name: str) -> Qt.TextElideMode:
    """What a long name can spare: names of classes are told apart by their ends, AveragePooling1D from AveragePooling2D."""
    return Qt.TextElideMode.ElideRight if " " in name else Qt.TextElideMode.ElideMiddle


def mime_data(payload: str) -> QMimeData:
    """What a dragged layer or block carries."""
    data = QMimeData()
    data.setData(MIME, payload.encode())
    return data


def card(entry: Entry, ratio: float = 1.0) -> QPixmap:
    """The picture that hangs on the pointer while a layer is dragged: a node's card, no larger than its name."""
    look, font = theme.current(), theme.number_font(bold=True)
    wide = min(QFontMetrics(font).horizontalAdvance(entry.title) + 48, CARD_WIDTH)
    result = QPixmap(round(wide * ratio), round(CARD_HEIGHT * ratio))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    with QPainter(result) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(0.5, 0.5, wide - 1, CARD_HEIGHT - 1), 6, 6)
        painter.setClipPath(outline)
        painter.fillPath(outline, QColor(look.surface))
        painter.fillRect(QRectF(0, 0, 5, CARD_HEIGHT), QColor(look.family(entry.family)))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(look.accent), 1.5))
        painter.drawPath(outline)
        icons.paint(painter, QRectF(12, 6, 16, 16), glyph_of(entry.family), QColor(look.family(entry.family)))
        painter.setPen(QColor(look.text))
        painter.setFont(font)
        text = painter.fontMetrics().elidedText(entry.title, _elided(entry.name), wide - 46)
        painter.drawText(QRectF(34, 0, wide - 40, CARD_HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)
    return result


def _row(entry: Entry) -> QTreeWidgetItem:
    row = QTreeWidgetItem([entry.title])
    row.setData(0, ENTRY, entry)
    row.setIcon(0, icons.family_icon(entry.family))
    row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)
    return row


def _tell_help(row: QTreeWidgetItem | None) -> None:
    """What a row's layer does: for its tooltip, and for whoever has the screen read. Of most nobody asks, and then their classes
    need not be built."""
    entry: Entry | None = row.data(0, ENTRY) if row is not None else None
    if row is not None and entry is not None and not row.toolTip(0):
        row.setToolTip(0, tr(entry.help))


class _RowDelegate(QStyledItemDelegate):
    """Rows with an icon, headings with a triangle."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, ROW if index.data(ENTRY) else HEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        look = theme.current()
        area = QRectF(option.rect).adjusted(4, 1, -4, -1)
        state = option.state
        with saved(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = _ground(state, look)
            if ground:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(ground))
                painter.drawRoundedRect(area, 4, 4)
            tree = self.parent()
            if isinstance(tree, LayerTree) and tree.hasFocus() and index == tree.currentIndex():
                painter.setPen(QColor(look.accent))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            entry: Entry | None = index.data(ENTRY)
            if entry is None:
                self._paint_heading(painter, area, index, bool(state & QStyle.StateFlag.State_Open), look)
            else:
                starred = self._paint_star(painter, area, entry, state, look)
                self._paint_row(painter, area.adjusted(0, 0, -STAR if starred else 0, 0), entry, look)

    def _paint_heading(
        self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex, open_: bool, look: Theme
    ) -> None:
        sign = QRectF(area.left() + 6, area.center().y() - 5, 10, 10)
        icons.paint(painter, sign, "caret-down-fill" if open_ else "caret-right-fill", QColor(look.secondary))
        font = theme.small_font()
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(look.secondary))
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(area.width() - 22))
        painter.drawText(area.adjusted(22, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_row(self, painter: QPainter, area: QRectF, entry: Entry, look: Theme) -> None:
        sign = QRectF(area.left() + 6, area.center().y() - 8, 16, 16)
        icons.paint(painter, sign, glyph_of(entry.family), QColor(look.family(entry.family)))
        painter.setPen(QColor(look.text))
        text = painter.fontMetrics().elidedText(entry.title, _elided(entry.name), int(area.width() - 30))
        painter.drawText(area.adjusted(28, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_star(self, painter: QPainter, area: QRectF, entry: Entry, state: QStyle.StateFlag, look: Theme) -> bool:
        """A full star on a favourite, an empty one under the pointer; whether there is one."""
        tree = self.parent()
        if not isinstance(tree, LayerTree) or not tree.stars:
            return False
        kept = entry.payload in tree.favourites
        if not kept and not state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            return False
        sign = QRectF(area.right() - 20, area.center().y() - 7, 14, 14)
        icons.paint(painter, sign, "star-fill" if kept else "star", QColor(look.accent if kept else look.secondary))
        return True


def _ground(state: QStyle.StateFlag, look: Theme) -> str:
    if state & QStyle.StateFlag.State_Selected:
        return look.soft_accent
    return look.raised if state & QStyle.StateFlag.State_MouseOver else ""
