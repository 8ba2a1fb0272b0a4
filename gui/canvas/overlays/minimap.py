"""The whole network in small, and the part of it that is in sight; a click or a drag goes elsewhere."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from cnn.pictures.colours import Theme
from gui.canvas.scene.paint_style import hairline
from gui.canvas.scene.scene import Scene
from gui.canvas.view.overview import Overview
from gui.canvas.view.view import View
from gui.style import theme
from gui.style.painters import paint_card

WIDTH, HEIGHT, EDGE = 96, 180, 8
#: so much wider than it is a network that is only high may be drawn
WIDER = 8.0
#: it shows when the picture is so much larger than the window, in one direction
FROM = 1.6
#: what a picture needs to be higher than it, so that it stands beside what else floats there
ABOVE_AND_BELOW = 80
#: networks with fewer cards are found through without it
FEWEST = 24


class Minimap(QWidget):
    """Hidden while the network fits the window well enough."""

    def __init__(self, view: View, scene: Scene) -> None:
        super().__init__(view)
        self.setObjectName("minimap")
        self.setAccessibleName(self.tr("Overview of the network"))
        self.setFixedSize(WIDTH, HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._view, self._scene, self._overview = view, scene, Overview(scene)
        self.setProperty("leavesWhenFit", True)
        self._wanted = True
        self._picture = QPixmap()
        self._version: tuple[object, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._refresh_late)
        scene.arrangementChanged.connect(self.follow)
        view.zoomChanged.connect(self.follow)
        self.follow()

    def set_wanted(self, wanted: bool) -> None:
        """Whether it may show at all."""
        self._wanted = wanted
        self.follow()

    def follow(self) -> None:
        """The picture or what is in sight of it is different."""
        extent, seen = self._scene.extent, self._seen()
        room = self._view.viewport().height() > HEIGHT + ABOVE_AND_BELOW
        large = extent.width() > FROM * seen.width() or extent.height() > FROM * seen.height()
        self.setVisible(self._wanted and room and large and len(self._scene.cards) >= FEWEST)
        if self.isVisible():
            self.update()

    # ------------------------------------------------------------------ events

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        if self._version[1:] != self._wanted_version(look)[1:]:
            self._refresh()
        elif self._version != self._wanted_version(look):
            self._soon.start()  # the network itself is painted first
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = self._transform().mapRect(self._seen()).intersected(QRectF(self.rect()).adjusted(2, 2, -2, -2))
            ground = QColor(look.accent)
            ground.setAlpha(36)
            painter.setPen(hairline(QColor(look.accent)))
            painter.setBrush(ground)
            painter.drawRoundedRect(frame, 2, 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    # ------------------------------------------------------------------ inside

    def _go(self, at: QPointF) -> None:
        """Brings what was clicked into the middle of the window."""
        inverse, _ = self._transform().inverted()
        there = self._view.viewportTransform().map(inverse.map(at))
        self._view.scroll_by((there - QRectF(self._view.viewport().rect()).center()).toPoint())
        self.update()

    def _seen(self) -> QRectF:
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def _transform(self) -> QTransform:
        """From the picture to this widget."""
        extent = self._scene.extent
        down = min((HEIGHT - 2 * EDGE) / max(extent.height(), 1), WIDER * (WIDTH - 2 * EDGE) / max(extent.width(), 1))
        across = min((WIDTH - 2 * EDGE) / max(extent.width(), 1), WIDER * down)
        left = (WIDTH - extent.width() * across) / 2 - extent.left() * across
        top = (HEIGHT - extent.height() * down) / 2 - extent.top() * down
        return QTransform(across, 0, 0, down, left, top)

    def _wanted_version(self, look: Theme) -> tuple[object, ...]:
        return self._scene.version, self._scene.selected, look.name, self._scene.heat_mode

    def _refresh_late(self) -> None:
        self._refresh()
        self.update()

    def _refresh(self) -> None:
        """Paints the network again when it or the theme is another."""
        look = theme.current()
        if self._version == self._wanted_version(look):
            return
        self._version = self._wanted_version(look)
        self._picture = QPixmap(self.size() * self.devicePixelRatioF())
        self._picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.fill(Qt.GlobalColor.transparent)
        with QPainter(self._picture) as painter:
            paint_card(painter, self.rect(), look)
            painter.setTransform(self._transform(), True)
            self._overview.paint(painter, self._scene.paint_style)
