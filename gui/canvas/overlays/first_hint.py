"""What can be done here, for those who see it for the first time."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from gui.document import Document
from gui.settings import settings
from gui.style import icons

#: the narrow card, how much wider it may be to save a line, and one for where neither finds room
WIDTH, WIDEST, NARROWEST = 284, 320, 216
SHOWN = "firstHint"
#: keys that do nothing alone
MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock)


class FirstHint(QFrame):
    """A card in the corner of the canvas. It goes for good after the first gesture, with the first edit, or by its cross."""

    def __init__(self, parent: QWidget, document: Document) -> None:
        super().__init__(parent)
        self.setObjectName("firstHint")
        self.setProperty("look", "infoCard")
        self.setProperty("seeThrough", True)  # what is clicked or let go here is meant for the canvas
        self._document = document
        words = QLabel(
            self.tr(
                "Drag a layer from the left onto a wire, or type its name.\n"
                "Click a layer to change its numbers, then press Train.\n"
                "F1 lists every key, Ctrl+Shift+P finds everything."
            ),
            self,
        )
        words.setWordWrap(True)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        close = QToolButton(self)
        close.setIcon(icons.icon("x", "secondary"))
        close.setToolTip(self.tr("Close"))
        close.setAccessibleName(self.tr("Close this hint"))
        close.clicked.connect(self.end)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 4, 8)
        row.setSpacing(4)
        row.addWidget(words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._words = words
        self.setFixedSize(self.shapes()[0])
        document.historyChanged.connect(self._follow)
        self._pressed: QPoint | None = None
        if isinstance(parent, QAbstractScrollArea):
            parent.viewport().installEventFilter(self)
            parent.installEventFilter(self)
        self._follow()

    def shapes(self) -> tuple[QSize, ...]:
        """How large it can be: narrow, with each sentence on a line of its own, and as narrow as it gets."""
        rest = self.sizeHint().width() - self._words.sizeHint().width()
        lines = self._words.fontMetrics().size(0, self._words.text())
        wide = max(lines.width() + rest + 4, WIDTH)
        narrow = min(range(WIDTH, WIDEST + 1, 4), key=self.heightForWidth)  # no line for the last sign of a sentence
        return tuple(QSize(width, self.heightForWidth(width)) for width in (narrow, wide, NARROWEST))

    def found(self) -> None:
        """The person has found the way: the canvas was used."""
        if not self.isHidden():
            self.end()

    def end(self) -> None:
        """Goes, and does not come again."""
        settings.keep_shown(SHOWN, False)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is dragged, dropped, moved or zoomed on the canvas, or done by its keys, shows that the way is found."""
        if not self.isHidden():
            if isinstance(event, QMouseEvent):
                self._follow_mouse(event)
            elif isinstance(event, QKeyEvent):
                if event.type() == QEvent.Type.KeyPress and event.key() not in MODIFIERS:
                    self.end()
            elif event.type() in (QEvent.Type.Wheel, QEvent.Type.Drop, QEvent.Type.NativeGesture):
                self.end()
        return super().eventFilter(watched, event)

    def _follow_mouse(self, event: QMouseEvent) -> None:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = event.position().toPoint()
        elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            far = (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            self._pressed = None
            if far:
                self.end()

    def _follow(self) -> None:
        if self._document.undo_stack.count():
            self.end()  # also while it found no room to be seen
