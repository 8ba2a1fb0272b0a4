"""The image whose activations stand under the layers: what it is, the ones beside it, another one, no more of it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.style import icons, theme
from gui.style.painters import paint_card
from gui.widgets.basic.eliding import ElidingLabel

WIDE = 560


class ImageBar(QWidget):
    """Floats over the network as long as it shows what its layers make of an image."""

    stepped = Signal(int)  # to the image so many places further
    fileWanted = Signal()
    compareWanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("imageBar")
        self.setAccessibleName(self.tr("The image that the network looks at"))
        self._text = ElidingLabel("", self)
        self._text.setObjectName("imageBarText")
        self._text.setFont(theme.small_font())
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 4, 2)
        row.setSpacing(2)
        row.addWidget(self._text, 1)
        self._before = self._button("imageBefore", "caret-left", self.tr("The image before"), lambda: self.stepped.emit(-1))
        self._after = self._button("imageAfter", "caret-right", self.tr("The next image"), lambda: self.stepped.emit(1))
        self._file = self._button("imageFile", "folder-open", self.tr("Look at an image file …"), self.fileWanted.emit)
        self._close = self._button("imageClose", "x", self.tr("Look at no image (Esc)"), self.closed.emit)
        self.compare = self._button(
            "imageCompare", "swap", self.tr("Compare with what another run makes of it …"), self.compareWanted.emit
        )
        for button in (self._before, self._after, self._file, self.compare, self._close):
            row.addWidget(button)
        self.hide()

    def show_text(self, text: str, *, wrong: bool = False, steps: bool = True) -> None:
        """Says what is looked at, or what is wrong with it; `steps` where there are images beside it."""
        self._text.setText(text)
        self._text.setProperty("look", "problem" if wrong else "secondary")
        self._text.style().unpolish(self._text)
        self._text.style().polish(self._text)
        self._text.setAccessibleName(text)
        for button in (self._before, self._after):
            button.setVisible(steps)
        self.adjustSize()
        self.show()
        self.raise_()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def sizeHint(self) -> QSize:
        """As wide as the words, up to a limit."""
        hint = super().sizeHint()
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) - self._text.sizeHint().width()
        parent = self.parentWidget()
        room = WIDE if parent is None else min(WIDE, parent.width() - 24)
        return QSize(min(hint.width() + max(words, 0) + 4, room), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends it from here as well."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _button(self, name: str, glyph: icons.Glyph, words: str, clicked: Callable[[], object]) -> QPushButton:
        button = QPushButton(icons.icon(glyph, "secondary"), "", self)
        button.setObjectName(name)
        button.setProperty("look", "flat")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(clicked)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        with QPainter(self) as painter:
            paint_card(painter, self.rect(), look, corner=8)
