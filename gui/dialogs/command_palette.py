"""One search for everything that can be done or opened: type, Enter, and it is done."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cnn.words.lists import phrases
from gui.style import icons, theme
from gui.style.painters import saved
from gui.widgets.form.search_field import as_search
from gui.widgets.network.search import rank_phrases

WIDTH, HEIGHT, ROW = 620, 420, 30
#: pixels between the top of the window's middle and this
ABOVE = 8
COMMAND = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class Command(NamedTuple):
    """One thing that can be chosen: by what it is remembered, what it is called, of what kind it is, and what does it."""

    key: str  # "": not remembered
    name: str
    kind: str
    run: Callable[[], object]
    words: Sequence[str] = ()  # by which it is found as well, its English name among them
    named: str = ""  # what it leads to, by whose name alone it is found
    keys: str = ""
    obstacle: str = ""  # what is to be done before it can be used
    icon: QIcon | None = None
    checked: bool = False
    about: Callable[[], str] = lambda: ""  # a line or two about it, asked for when it is looked at


class CommandPalette(QFrame):
    """The search, what fits, and a line about what Enter would choose. Arrows move in the list; Esc and going elsewhere close.

    What was chosen last stands first. What can't be used now is shown as well, with what has to be done before. What leads to
    something with a name of its own, as to a layer, comes once something of the name is typed, and only the few that fit best.
    """

    commandChosen = Signal(str)  # its key
    closed = Signal()

    def __init__(self, parent: QWidget, commands: Sequence[Command], recent: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.setObjectName("commandPalette")
        self.setProperty("look", "card")
        self.setAccessibleName(self.tr("Find anything"))
        order = {key: place for place, key in enumerate(recent)}
        self._commands = sorted(commands, key=lambda one: order.get(one.key, len(order)))
        self._done = False
        self._before = QApplication.focusWidget()
        self.search = QLineEdit(self)
        self.search.setObjectName("commandSearch")
        self.search.setPlaceholderText(self.tr("Actions, presets, layers, files, panels, settings"))
        self.search.setAccessibleName(self.tr("Find anything"))
        as_search(self.search)
        self.rows = _Rows(self)
        self.list = QListView(self)
        self.list.setObjectName("commandList")
        self.list.setAccessibleName(self.tr("What fits"))
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = self.list.palette()
        ground.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.list.setPalette(ground)
        self.about = QLabel(self)
        self.about.setObjectName("commandAbout")
        self.about.setProperty("look", "secondary")
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.about.setContentsMargins(8, 0, 8, 0)
        self.about.setFixedHeight(2 * self.about.fontMetrics().lineSpacing() + 4)
        self.about.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        for part in (self.search, self.list, self.about):
            layout.addWidget(part)
        self.search.textChanged.connect(self._show_matches)
        self.search.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(self._show_about)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.search)
        self._show_matches("")

    def open_over(self, area: QRect) -> None:
        """Stands in the middle of an area of its parent, near its top, and takes the keys."""
        self.setFixedSize(min(WIDTH, area.width() - 16), min(HEIGHT, area.height() - 2 * ABOVE))
        self.move(area.x() + (area.width() - self.width()) // 2, area.y() + ABOVE)
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_without(self, *, gives_back: bool = True) -> None:
        """Does nothing; the keys go back to where they were, unless somebody else has taken them."""
        if self._done:
            return
        self._done = True
        had_focus = self.search.hasFocus()
        self.hide()
        self.deleteLater()
        if had_focus and gives_back and self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    @property
    def found(self) -> list[Command]:
        """What fits what is typed, best first."""
        return self.rows.commands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field that mean something in the list; Esc, and going elsewhere, closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        gone = isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut
        if gone and event.reason() != Qt.FocusReason.PopupFocusReason:  # type: ignore[attr-defined]
            self.close_without(gives_back=False)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.found:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._go_to((self.list.currentIndex().row() + step) % len(self.found))
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.found:
            step = max(self.list.viewport().height() // ROW, 1) * (1 if key == Qt.Key.Key_PageDown else -1)
            self._go_to(min(max(self.list.currentIndex().row() + step, 0), len(self.found) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_without()
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)  # there is nowhere else to go
        return True

    def _go_to(self, row: int) -> None:
        self.list.setCurrentIndex(self.rows.index(row))
        self.list.scrollTo(self.rows.index(row))

    def _show_matches(self, text: str) -> None:
        others = ((one, one.name, one.words) for one in self._commands if not one.named)
        named = ((one, one.named, (one.name, *one.words)) for one in self._commands if one.named)
        self.rows.show(rank_phrases(text, others, named))
        if self.found:
            self._go_to(0)
        else:
            self.about.setText(self.tr("Nothing is called that. Try fewer letters."))
            self.search.setAccessibleDescription(self.about.text())

    def _show_about(self, index: Index) -> None:
        command: Command | None = index.data(COMMAND)
        if command is not None:
            self.about.setText(command.obstacle or command.about() or command.kind)
            self.search.setAccessibleDescription(index.data(Qt.ItemDataRole.AccessibleTextRole))

    def _choose(self, index: Index) -> None:
        """Does what the row says; what can't be used now stays, with what has to be done first."""
        command: Command | None = index.data(COMMAND)
        if command is None or command.obstacle:
            return
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.close_without()
        if command.key:
            self.commandChosen.emit(command.key)
        command.run()


class _Rows(QAbstractListModel):
    """What fits, as rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.commands: list[Command] = []

    def show(self, commands: list[Command]) -> None:
        self.beginResetModel()
        self.commands = commands
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.commands)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        command = self.commands[index.row()]
        if role == COMMAND:
            return command
        if role == Qt.ItemDataRole.DisplayRole:
            return command.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return phrases((command.name, command.kind, command.keys, command.obstacle))
        return None


class _Painter(QStyledItemDelegate):
    """Icon, name, of what kind it is, and its keys."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        command: Command = index.data(COMMAND)
        look, area = theme.current(), option.rect
        with saved(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(look.soft_accent))
                painter.drawRoundedRect(area, 6, 6)
            sign = icons.icon("caret-right", "secondary") if command.icon is None else command.icon
            if command.checked:
                sign = icons.icon("check", "accent_text")
            mode = QIcon.Mode.Disabled if command.obstacle else QIcon.Mode.Normal
            sign.paint(painter, QRect(area.x() + 8, area.y() + (ROW - 16) // 2, 16, 16), mode=mode)
            left, right = area.x() + 34, area.right() - 8
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setFont(theme.small_font())
            painter.setPen(QColor(look.secondary))
            painter.drawText(QRect(left, area.y(), right - left, ROW), middle | Qt.AlignmentFlag.AlignRight, command.keys)
            right -= painter.fontMetrics().horizontalAdvance(command.keys) + 12
            painter.setFont(QApplication.font())
            painter.setPen(QColor(look.secondary if command.obstacle else look.text))
            name = painter.fontMetrics().elidedText(command.name, Qt.TextElideMode.ElideMiddle, right - left)
            painter.drawText(QRect(left, area.y(), right - left, ROW), middle, name)
            left += painter.fontMetrics().horizontalAdvance(name) + 12
            painter.setFont(theme.small_font())
            painter.setPen(QColor(look.secondary))
            kind = painter.fontMetrics().elidedText(command.obstacle or command.kind, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRect(left, area.y(), right - left, ROW), middle, kind)
