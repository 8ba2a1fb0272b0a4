"""The panels below the network: a strip of tabs at the bottom of the window, which opens on the panel that is asked for.

A click on a tab opens its panel, a click on the one that is open closes the strip; while it is closed and a training goes on,
a line in the strip tells how far it is.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QTabWidget, QToolButton

from gui.background.training_session import TrainingSession
from gui.style import icons
from gui.widgets.watching.run_glance import RunGlance
from gui.window.starting.frame import show_closed

#: pixels: an open panel is never lower
LEAST = 160
#: pixels between the tabs, the line, and the button
GAP = 12
#: less room than this tells nothing
LEAST_LINE = 72
#: height of the button that opens and closes them, in pixels; with its rim it has room beside the tabs when these are closed
ARROW = 22


class PanelStrip(QTabWidget):
    """Tabs at the bottom; `openChanged` says whether a panel is to be seen, and then takes the height it had before."""

    openChanged = Signal(bool)
    _built = False
    keysGivenUp = Signal()  # what had them goes out of sight

    def __init__(self, session: TrainingSession, height: int, parent: QSplitter) -> None:
        super().__init__(parent)
        self.setObjectName("panels")
        self.setAccessibleName(self.tr("Panels"))
        self.setDocumentMode(True)
        self.is_open = True
        self._rows, self._open_height = parent, height
        self._pages: QStackedWidget = self.findChild(QStackedWidget)  # type: ignore[assignment]
        self.line = RunGlance(session, self)
        self.line.pressed.connect(lambda: self.open_at(0))
        self.line.wantedChanged.connect(self._place)
        self._arrow = QToolButton(self)
        self._arrow.setObjectName("panelsArrow")
        self._arrow.setIconSize(QSize(14, 14))
        self._arrow.setFixedWidth(28)
        self._arrow.clicked.connect(lambda: self.set_open(not self.is_open))
        self.tabBar().tabBarClicked.connect(self._on_clicked)
        self.tabBar().installEventFilter(self)
        self.currentChanged.connect(self._on_changed)
        self.setMinimumHeight(LEAST)
        self._built = True
        self._show_arrow()

    def set_open(self, wanted: bool) -> None:
        """Shows the panel in front at the height it had, or only the tabs."""
        if wanted == self.is_open:
            return
        if not wanted:
            self._open_height = self.open_height
            if self._pages.isAncestorOf(QApplication.focusWidget() or self):
                self.keysGivenUp.emit()
        self.is_open = wanted
        self._fit()
        self.openChanged.emit(wanted)

    def open_at(self, place: int) -> None:
        """Brings a panel to the front."""
        self.setCurrentIndex(place)
        self.set_open(True)

    def setTabText(self, place: int, text: str) -> None:
        """The line makes room for a longer one, as a tab's that counts."""
        super().setTabText(place, text)
        self._place()

    @property
    def open_height(self) -> int:
        """How high it is when it is open, in pixels."""
        here = self._rows.sizes()[self._rows.indexOf(self)]
        return here if self.is_open and here and self.isVisible() else self._open_height

    def set_open_height(self, height: int) -> None:
        """How high they will be."""
        self._open_height = max(height, LEAST)
        self._fit()

    # ------------------------------------------------------------------ events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return and the space bar do to the tab that has the keys what a click does."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.tabBar() and pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.set_open(not self.is_open)
            return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._built and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    # ------------------------------------------------------------------ following

    def _on_clicked(self, place: int) -> None:
        if place < 0 or QApplication.mouseButtons() & Qt.MouseButton.RightButton:
            return
        self.set_open(not self.is_open or place != self.currentIndex())

    def _on_changed(self, _place: int) -> None:
        """Whoever brings another panel to the front wants to see it."""
        if self.count() > 1 and self.isVisible():
            self.set_open(True)
        self._place()

    def _fit(self) -> None:
        """As high as the tabs alone, or as high as it was."""
        if self.tabBar().property("closed") is not (not self.is_open):
            show_closed(self.tabBar(), not self.is_open)
        bar = self.tabBar().sizeHint().height()
        self._pages.setVisible(self.is_open)
        self.setMinimumHeight(LEAST if self.is_open else bar)
        self.setMaximumHeight(1 << 14 if self.is_open else bar)
        whole = sum(self._rows.sizes())
        if whole:
            high = min(self._open_height, max(whole - LEAST, LEAST)) if self.is_open else bar
            self._rows.setSizes([whole - high, high])
        self._show_arrow()
        self._place()

    def _show_arrow(self) -> None:
        """What a click on it does now."""
        words = self.tr("Close the panels") if self.is_open else self.tr("Open the panels")
        self._arrow.setIcon(icons.icon("caret-down" if self.is_open else "caret-up", "secondary"))
        self._arrow.setToolTip(f"{words} (Ctrl+Alt+P)")
        self._arrow.setAccessibleName(words)

    def _place(self, *_: object) -> None:
        """The line and the button stand beside the tabs, as far as there is room."""
        bar, high = self.tabBar().sizeHint(), self.tabBar().height()
        side = self._arrow.width() + 8
        self._arrow.setGeometry(self.width() - side, (high - ARROW) // 2, self._arrow.width(), ARROW)
        self._arrow.setVisible(self.width() - side >= bar.width())
        left = bar.width() + GAP
        room = self.width() - side - GAP - left
        self.line.setVisible(self.line.wanted and room >= LEAST_LINE and not (self.is_open and self.currentIndex() == 0))
        self.line.setGeometry(left, 0, max(room, 0), high)
        for part in (self.line, self._arrow):
            part.raise_()
