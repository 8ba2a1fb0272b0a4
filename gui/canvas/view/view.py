"""The window onto the picture: zoom, scroll, fit, and painting."""

from collections.abc import Sequence
from functools import reduce
from typing import TypeGuard

from PySide6.QtCore import QChildEvent, QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGestureEvent, QGraphicsView, QPinchGesture, QWidget

from cnn.edits.spots import Spot
from cnn.layout.arrange import NODE_WIDTH
from cnn.layout.direction import USUAL_PAGE, Page
from gui.canvas.scene.scene import Scene
from gui.canvas.view.glyphs import Glyphs
from gui.canvas.view.names import Names
from gui.canvas.view.overview import Overview
from gui.canvas.view.painting import paint_dots, paint_network
from gui.canvas.view.room import beside, clear_of, largest_for, scale_in

SMALLEST, LARGEST = 0.02, 3.0
STEP = 1.25
#: free space that `fit` leaves around the network, and the part of a side that it is at most
MARGIN, PART = 32, 8
#: what is to be seen can do without so much at its edges
RIM = 8
#: so much of the network always stays in sight, in a small window at most that part of it
KEPT, KEPT_PART = 120, 4
#: what a child that is laid over the picture never keeps for itself
_DROPS_AND_WHEEL = frozenset(
    {QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.DragLeave, QEvent.Type.Drop, QEvent.Type.Wheel}
)
_COMES = frozenset({QEvent.Type.Show, QEvent.Type.Resize, QEvent.Type.Move})
#: what it passes on only where it has no ground of its own
_CLICKS = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.ContextMenu,
    }
)


class View(QGraphicsView):
    """Shows a scene at any zoom; can be scrolled until just a corner of the network is in sight."""

    zoomChanged = Signal(float)
    overlayAppeared = Signal()  # something floats over the picture where nothing did

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self._picture = scene
        self._overview = Overview(scene)
        self._names = Names(scene)
        self._glyphs = Glyphs(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        scene.arrangementChanged.connect(self._reframe)
        self._reframe()

    def position_of(self, node_id: str) -> QPoint:
        """The point of the viewport in the middle of a node."""
        return self.view_rect(self._picture.card_of(node_id).rect).center()

    # ------------------------------------------------------------------ zoom

    @property
    def zoom(self) -> float:
        """How large the picture appears: 1.0 is life-size."""
        return self.transform().m11()

    def zoom_in(self) -> None:
        """One step nearer."""
        self.zoom_to(self.zoom * STEP)

    def zoom_out(self) -> None:
        """One step back."""
        self.zoom_to(self.zoom / STEP)

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Shows the picture that large; the point of the viewport `at` (its middle) stays where it is."""
        self._zoom_to(1.0 if abs(zoom - 1) < 0.02 else zoom, at)

    def _zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """As `zoom_to`, and no larger where that is nearly life-size."""
        zoom = max(SMALLEST, min(zoom, LARGEST))
        if zoom == self.zoom:
            return
        fixed = at if at is not None else QRectF(self.viewport().rect()).center()
        point = self.scene_point(fixed)
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self._reframe()
        self._scroll_to(point, fixed)
        self.zoomChanged.emit(zoom)

    def fit(self) -> None:
        """Shows the whole network, at most life-size; one that is too high to be read then goes on in columns."""
        self._picture.fill_whole(self._page())
        extent = self._picture.extent
        if extent.isEmpty():
            self.zoom_to(1.0)
            return
        room = self._room_for(extent)
        self._zoom_to(scale_in(extent.size(), room))
        self._scroll_to(extent.center(), QRectF(room).center())

    def show_beginning(self) -> None:
        """Shows the top of the network, life-size unless it is too wide for that."""
        self._picture.fill(self._page())
        extent, room = self._picture.extent, QRectF(self.viewport().rect())
        wide = room.width() - 2 * MARGIN
        if extent.isEmpty() or scale_in(extent.size(), self._room_for(extent)) == 1.0:
            self.fit()
            return
        self.zoom_to(max(min(wide / max(extent.width(), NODE_WIDTH), 1.0), 0.6))
        middle = 0.0 if extent.width() * self.zoom > wide else extent.center().x()
        if self._picture.direction.lined:
            self._scroll_to(extent.topLeft(), QPointF(MARGIN, MARGIN))
        else:
            self._scroll_to(QPointF(middle, extent.top()), QPointF(room.center().x(), MARGIN))
        self._show_first()

    def _room_for(self, extent: QRectF) -> QRect:
        """The part of the viewport in which the whole network stands largest, clear of what floats over the picture then."""
        staying = [child.geometry() for child in self.children() if self._hides(child) and not child.property("leavesWhenFit")]
        return largest_for(extent.size(), self._inner(MARGIN), staying)

    def _page(self) -> Page:
        """What lines would fill: the viewport, once it has its size, off its margins and what lies along its edges."""
        room = largest_for(QSizeF(USUAL_PAGE.width * 4, USUAL_PAGE.height * 4), self._inner(MARGIN), self._lying())
        return Page(room.width(), room.height()) if self.isVisible() else self._picture.page

    def _lying(self) -> list[QRect]:
        """What lies over an edge of the picture from one side to the other."""
        whole = self.viewport().width()
        return [rect for rect in self.overlays() if rect.width() >= whole]

    def _inner(self, margin: int) -> QRect:
        """The viewport without its margins, which a small one can't afford."""
        area = self.viewport().rect()
        x, y = min(margin, area.width() // PART), min(margin, area.height() // PART)
        return area.adjusted(x, y, -x, -y)

    def _show_first(self) -> None:
        """Brings the first node into sight: a wide network begins anywhere, and something may float there."""
        if order := self._picture.graph.order:
            self.show_area(self._picture.cards[order[0]].place)

    def show_area(self, area: QRectF) -> None:
        """Scrolls as little as needed for an area to be in sight, clear of what floats over the picture."""
        shown, taken, all_of_it = self.view_rect(area), self.overlays(), self.viewport().rect()
        tight = shown.adjusted(RIM, RIM, -RIM, -RIM)
        for rect, room in ((shown, self.room), (shown, all_of_it), (tight, all_of_it)):  # the last two where little is left
            place = clear_of(rect, room, taken)
            if not any(map(QRect(place, rect.size()).intersects, taken)):
                self.scroll_by(rect.topLeft() - place)
                return
        self.scroll_by(shown.topLeft() - clear_of(shown, self.room, taken))

    def show_any(self, areas: Sequence[QRectF]) -> None:
        """Lets one of some areas be in sight: where none is, scrolls as little as needed for all of them, or the nearest."""
        if not areas or any(map(self.is_seen, areas)):
            return
        together = reduce(QRectF.united, areas)
        middle = self.scene_point(QRectF(self.viewport().rect()).center())
        nearest = min(areas, key=lambda area: (area.center() - middle).manhattanLength())
        self.show_area(together if self.has_room_for(together) else nearest)

    def is_seen(self, area: QRectF) -> bool:
        """Whether an area is in sight, as much of it as the window is large, and nothing floats over it."""
        shown, window = self.view_rect(area), self.viewport().rect()
        seen = shown & window
        whole = seen.size() == shown.size().boundedTo(window.size())
        return whole and not any(map(seen.intersects, self.overlays()))

    def has_room_for(self, area: QRectF) -> bool:
        """Whether all of an area can stand well in sight."""
        size = self.view_rect(area).size()
        return size.boundedTo(self.room.size()) == size

    @property
    def room(self) -> QRect:
        """The part of the viewport where something stands well in sight."""
        return self._inner(MARGIN // 2)

    def overlays(self, but: QWidget | None = None) -> list[QRect]:
        """Where something floats over the picture and hides it, in pixels of the viewport; all `but` one."""
        return [child.geometry() for child in self.children() if child is not but and self._hides(child)]

    def beside(self, size: QSize, anchor: QRect, sides: str) -> QPoint:
        """Where a field opens at a part of the picture without covering it, or being covered; see `room.beside`."""
        taken = [child.geometry() for child in self.children() if self._floats(child)]
        return beside(size, anchor, self.viewport().rect().adjusted(4, 4, -4, -4), taken, sides)

    def _hides(self, child: QObject) -> TypeGuard[QWidget]:
        return self._floats(child) and not child.property("seeThrough")

    def _floats(self, child: QObject) -> TypeGuard[QWidget]:
        """Whether something lies over the picture, with a ground of its own or without."""
        return isinstance(child, QWidget) and child is not self.viewport() and not child.isWindow() and not child.isHidden()

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        if event.type() == QEvent.Type.ChildPolished:  # whole, and about to be shown
            for child in self.children():
                if isinstance(child, QWidget) and child is not self.viewport():
                    child.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hears when something that floats over the picture comes, grows or moves."""
        if event.type() in _COMES and self._hides(watched):
            self.overlayAppeared.emit()
        return super().eventFilter(watched, event)

    def keep_below(self, height: int) -> None:
        """Leaves so many pixels below the picture to something else."""
        if self.viewportMargins().bottom() != height:
            self.setViewportMargins(0, 0, 0, height)

    def scroll_by(self, way: QPoint) -> None:
        """Moves the window over the picture, in pixels."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + way.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + way.y())

    def scene_point(self, point: QPointF) -> QPointF:
        """The point of the scene under a point of the viewport."""
        inverse, _ = self.viewportTransform().inverted()
        return inverse.map(point)

    def named_at(self, point: QPointF) -> Spot | None:
        """Whose name is painted at a point of the scene, from far away, where names keep their size on the screen."""
        return self._names.spot_at(point, self.zoom)

    def view_rect(self, area: QRectF) -> QRect:
        """An area of the scene in pixels of the viewport."""
        return self.viewportTransform().mapRect(area).toRect()

    def _scroll_to(self, point: QPointF, at: QPointF) -> None:
        """Brings a point of the scene to a point of the viewport."""
        now = self.viewportTransform().map(point)
        self.scroll_by(QPoint(round(now.x() - at.x()), round(now.y() - at.y())))

    def _reframe(self) -> None:
        """Lets the window scroll as far as a corner of the network stays in sight."""
        extent, size = self._picture.extent, self.viewport().size()
        wide, high = ((side - min(KEPT, side // KEPT_PART)) / self.zoom for side in (size.width(), size.height()))
        self.setSceneRect(extent.adjusted(-wide, -high, wide, high))

    # ------------------------------------------------------------------ events

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What waits to be painted is painted where it comes to: Qt would paint where it stood."""
        super().scrollContentsBy(dx, dy)
        if not self._picture.waiting.isEmpty():
            self.viewport().update(self.view_rect(self._picture.waiting))

    def event(self, event: QEvent) -> bool:
        """What is meant for the picture reaches it through whatever is laid over it.

        Qt asks a child first, then this widget, and a scroll area ignores what does not come from its viewport.
        """
        kind = event.type()
        if kind in _DROPS_AND_WHEEL or (kind in _CLICKS and self._is_see_through(event)):
            return self.viewportEvent(event)
        return super().event(event)

    def _is_see_through(self, event: QEvent) -> bool:
        """Whether a click hit a child that has words on the picture, but no ground of its own."""
        assert isinstance(event, QMouseEvent | QContextMenuEvent)
        at = event.pos() if isinstance(event, QContextMenuEvent) else event.position().toPoint()
        child = self.childAt(at)
        return child is not None and bool(child.property("seeThrough"))

    def has_inner_focus(self) -> bool:
        """Whether the keys belong to a field that is laid over the picture, and not to the picture."""
        holder = QApplication.focusWidget()
        return holder is not None and holder is not self and self.isAncestorOf(holder)

    def leave(self, forwards: bool) -> None:
        """Hands the keys to what comes after the picture, or before it."""
        super().focusNextPrevChild(forwards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the top middle of the picture where it is; of one that runs in lines their beginning."""
        old, new = event.oldSize(), event.size()
        part = 0 if self._picture.direction.lined else 2
        at = QPointF(old.width() / part if part else 0, 0)
        middle = self.scene_point(at) if old.isValid() else None
        super().resizeEvent(event)
        self._reframe()  # moves the picture as well, by an amount of its own
        if middle is not None:
            self._scroll_to(middle, QPointF(new.width() / part if part else 0, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; zooms with Ctrl; sideways with Shift."""
        way = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.zoom * 1.0015 ** event.angleDelta().y(), event.position())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not way.x():
            self.scroll_by(QPoint(-way.y(), 0))
        else:
            self.scroll_by(-way)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Two fingers zoom, on a touchpad or on the screen."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_to(self.zoom * (1 + event.value()), event.position())
            return True
        if isinstance(event, QGestureEvent):
            return self._pinch(event)
        return super().viewportEvent(event)

    def _pinch(self, event: QGestureEvent) -> bool:
        gesture: QObject | None = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(gesture, QPinchGesture):
            return False
        at = QPointF(self.viewport().mapFromGlobal(gesture.centerPoint().toPoint()))
        self.zoom_to(self.zoom * gesture.scaleFactor(), at)
        event.accept()
        return True

    # ------------------------------------------------------------------ painting

    def drawBackground(self, painter: QPainter, area: QRectF | QRect) -> None:
        paint_dots(painter, QRectF(area), self._picture.paint_style)

    def drawForeground(self, painter: QPainter, area: QRectF | QRect) -> None:
        paint_network(painter, QRectF(area), self._picture, self._overview, self._names, self._glyphs)
        self._picture.waiting = QRectF()
