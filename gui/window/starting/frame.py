"""What the window shows while networks, canvas and training are still imported: menus, palette, and the grounds of the rest.

Only what needs no network stands here. It has the sizes of what takes its place, so that nothing jumps when that comes.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QPushButton,
    QSplitter,
    QTabBar,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from gui.settings import settings
from gui.style import theme
from gui.widgets.network.layer_list import RAIL, LayerList
from gui.window.menu_table import menus
from gui.window.panels import panels

#: of the window's width, and pixels at least and at most; at 1280 × 800 the network has 60 % of the window
PALETTE, INSPECTOR = (0.1187, 152, 208), (0.1875, 240, 300)
#: pixels: how high the panels are at first when they are open
PANELS = 296
#: pixels above and below the buttons of the bar, together with its line
BAR_MARGINS = 7


def splitter(name: str, direction: Qt.Orientation, parent: QWidget) -> QSplitter:
    """Parts of the window side by side, or one above the other."""
    parts = QSplitter(direction, parent)
    parts.setObjectName(name)
    parts.setHandleWidth(1)
    parts.setChildrenCollapsible(False)
    return parts


def widths(whole: int) -> list[int]:
    """Of palette, network and inspector, where nobody has chosen them: pixels."""
    palette, inspector = (max(least, min(round(whole * part), most)) for part, least, most in (PALETTE, INSPECTOR))
    return [palette, whole - palette - inspector, inspector]


def show_closed(bar: QTabBar, closed: bool) -> None:
    """No tab looks as if its panel were to be seen while none is."""
    bar.setProperty("closed", closed)
    bar.ensurePolished()
    bar.style().polish(bar)
    QApplication.sendEvent(bar, QEvent(QEvent.Type.StyleChange))  # it measures its words again


class Frame(QWidget):
    """Stands in the window until its contents do."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setObjectName("frame")
        self._window = window
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)  # a line, as between the parts of a splitter
        across = splitter("columns", Qt.Orientation.Horizontal, self)
        self._fill_columns(across)
        column.addWidget(across, 1)
        self._open = settings.shown("actionShowPanels", first=False)
        self.tabs = self._strip()
        column.addWidget(self.tabs)
        for title, _ in menus():
            window.menuBar().addMenu(title)
        window.addToolBar(self._bar())
        window.setCentralWidget(self)

    def fit(self) -> None:
        """Gives the titles of the panels the height that they have in this language."""
        show_closed(self.tabs.tabBar(), not self._open)
        low = self.tabs.tabBar().sizeHint().height()
        self.tabs.setFixedHeight(max(settings.panels_height() or PANELS, low) if self._open else low)

    def end(self) -> None:
        """Gives the window's places back."""
        self._window.menuBar().clear()
        self._window.removeToolBar(self._top)
        self._top.deleteLater()
        self._window.takeCentralWidget()
        self.deleteLater()

    def _fill_columns(self, across: QSplitter) -> None:
        layers = LayerList(across)
        layers.show_families()
        network, inspector = _Ground(across), QWidget(across)
        inspector.setProperty("look", "panel")
        across.setStretchFactor(1, 1)
        across.setSizes(widths(self._window.width()))
        if state := settings.layout("columns"):
            across.restoreState(state)
        if settings.shown("actionPaletteIcons", first=False):
            layers.search.hide()
            layers.tree.hide()
            layers.setFixedWidth(RAIL)
        network.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        network.setFocus()
        layers.setVisible(settings.shown("actionShowPalette"))
        inspector.setVisible(settings.shown("actionShowInspector"))

    def _strip(self) -> QTabWidget:
        """The titles of the panels, and the ground of the one that was open."""
        tabs = QTabWidget(self)
        tabs.setDocumentMode(True)
        for panel in panels():
            tabs.addTab(QWidget(), panel.title)
        return tabs

    def _bar(self) -> QToolBar:
        """The ground of the bar below the menus, as high as its buttons make it."""
        self._top = QToolBar(self._window)
        self._top.setMovable(False)
        train = QPushButton(" ", self._top)
        train.setProperty("look", "primary")
        train.ensurePolished()
        train.hide()
        self._top.setFixedHeight(train.sizeHint().height() + BAR_MARGINS)
        return self._top


class _Ground(QWidget):
    """Where the network will lie."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.current().canvas))
