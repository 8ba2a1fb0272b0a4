"""What is drawn with on a paper: brush, eraser, colours; and what takes back and clears."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QToolButton, QVBoxLayout, QWidget

from gui.style import icons, theme
from gui.widgets.plot.saving import offer_copy
from gui.widgets.questions.paper import Paper

#: colours to draw with where there are any
INKS = ("#d1372d", "#f2b705", "#2a9d4a", "#2f6feb", "#8a5a34", "#1b1f24", "#ffffff")
#: pixels of the side of one of them
SWATCH = 24


class Swatch(QAbstractButton):
    """A colour that can be chosen."""

    def __init__(self, colour: QColor, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self.setCheckable(True)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFixedSize(SWATCH, SWATCH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A square of its colour, in a frame when it is chosen or has the keys."""
        look = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            framed = self.isChecked() or self.hasFocus()
            painter.setPen(QPen(QColor(look.accent if framed else look.border), 2 if framed else 1))
            painter.setBrush(self._colour)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 4, 4)


class PenTools(QWidget):
    """A column of buttons beside a paper."""

    def __init__(self, paper: Paper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = paper
        self._pens = QButtonGroup(self)
        self.brush_button = self._tool("pencil-simple", self.tr("Brush"), "brush")
        self.eraser_button = self._tool("eraser", self.tr("Eraser"), "eraser")
        for button in (self.brush_button, self.eraser_button):
            button.setCheckable(True)
            self._pens.addButton(button)
        self.brush_button.setChecked(True)
        self.undo_button = self._tool("arrow-u-up-left", self.tr("Take the last stroke back (Ctrl+Z)"), "undoStroke")
        self.clear_button = self._tool("trash", self.tr("Clear the paper (Delete)"), "clearPaper")
        self._copy = offer_copy(paper, lambda: paper.image)
        self._undo, self._clear = QAction(self.tr("Take the last stroke back"), paper), QAction(self.tr("Clear the paper"), paper)
        self._undo.triggered.connect(self.undo)
        self._clear.triggered.connect(paper.clear)
        self.inks = self._ink_buttons()
        tools = QGridLayout()
        tools.setSpacing(4)
        for place, button in enumerate((self.brush_button, self.eraser_button, self.undo_button, self.clear_button)):
            tools.addWidget(button, place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(tools)
        column.addWidget(self.inks)
        column.addStretch(1)
        self.eraser_button.toggled.connect(self._erase)
        self.undo_button.clicked.connect(self.undo)
        self.clear_button.clicked.connect(paper.clear)
        paper.strokeEnded.connect(self.offer)
        self.offer()

    def undo(self) -> None:
        """Takes the last stroke back."""
        self._paper.undo()
        self.offer()

    def offer(self) -> None:
        """What can be done now."""
        for undo in (self.undo_button, self._undo):
            undo.setEnabled(self._paper.can_undo)
        for other in (self.clear_button, self._clear, self._copy):
            other.setEnabled(not self._paper.empty)

    def offer_menu(self, paste: Callable[[], object]) -> None:
        """Gives the paper a menu; `paste` brings what was copied."""
        action = QAction(self.tr("Paste"), self._paper)
        action.triggered.connect(lambda: paste())
        self._paper.addActions([action, self._undo, self._clear])

    def show_inks(self, shown: bool) -> None:
        """Whether there are colours."""
        self.inks.setVisible(shown)

    def _erase(self, on: bool) -> None:
        self._paper.erases = on

    def _draw_with(self, colour: str) -> None:
        self._paper.ink = QColor(colour)
        self.brush_button.setChecked(True)

    def _tool(self, glyph: icons.Glyph, words: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setIcon(icons.icon(glyph))
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button

    def _ink_buttons(self) -> QWidget:
        names = (self.tr("Red"), self.tr("Yellow"), self.tr("Green"), self.tr("Blue"), self.tr("Brown"), self.tr("Black"),
                 self.tr("White"))  # fmt: skip
        self._inks, widget = QButtonGroup(self), QWidget()
        grid = QGridLayout(widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        for number, (colour, name) in enumerate(zip(INKS, names, strict=True)):
            swatch = Swatch(QColor(colour), name)
            swatch.clicked.connect(lambda _, colour=colour: self._draw_with(colour))
            self._inks.addButton(swatch)
            grid.addWidget(swatch, number // 3, number % 3)
        widget.hide()
        return widget
