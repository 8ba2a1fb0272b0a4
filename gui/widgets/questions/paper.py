"""Paper to draw on with the mouse, a pen, or the keys."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.style import theme

#: the longer side of the paper in its own pixels
SIDE = 336
#: pixels of the screen that it is high at most
LARGEST = 420
#: how wide a stroke is as a share of the side, on a grey paper and on a coloured one
GREY, COLOURED = 1 / 13, 1 / 24
#: strokes that can be taken back
MOST = 40
#: steps of the pen that is moved by keys, in pixels of the paper; with Shift it goes further
STEP, LARGE_STEP = 6, 24
_MOVES = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}


class Paper(QWidget):
    """A white or black paper; `changed` comes with every bit of a stroke, `strokeEnded` when the pen is lifted.

    With the keys: arrows move the pen, Space puts it down and lifts it, Delete clears, Ctrl+Z takes a stroke back.
    """

    changed = Signal()
    strokeEnded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAccessibleName(self.tr("Paper to draw on"))
        self.setAccessibleDescription(self.tr("Arrows move the pen, Space puts it down and lifts it, Delete clears the paper."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(96, 96)
        self.setMaximumHeight(LARGEST)
        self.colour = QColor(Qt.GlobalColor.black)  # of the paper
        self.ink = QColor(Qt.GlobalColor.white)
        self.erases = False
        self.thickness = GREY
        self.empty = True
        self._before: list[tuple[QImage, bool]] = []
        self._last: QPointF | None = None  # where the pen is, while it is down
        self._middle: QPointF | None = None  # of the bit of the stroke that was drawn last
        self._pen = QPointF(SIDE / 2, SIDE / 2)  # that the keys move
        self._by_keys = False
        self.image = self._new(1.0)

    # ------------------------------------------------------------------ what can be done

    def take(self, colour: QColor, ink: QColor, ratio: float, thickness: float) -> None:
        """From now on paper of this colour, with width : height as `ratio`; what was drawn stays where the paper is the same."""
        self.ink, self.thickness = ink, thickness
        size = self._new(ratio).size()
        if colour != self.colour or size != self.image.size():
            self.colour = colour
            self._before.clear()
            self.image, self.empty = self._new(ratio), True
            self._pen = QPointF(self.image.rect().center())
            self._fit()
        self.update()

    def clear(self) -> None:
        """Nothing is drawn; it can be taken back."""
        if not self.empty:
            self._keep()
            self.image.fill(self.colour)
            self.empty = True
            self._tell()

    def undo(self) -> None:
        """Takes the last stroke back."""
        if self._before:
            self.image, self.empty = self._before.pop()
            self._tell()

    @property
    def can_undo(self) -> bool:
        """Whether there is a stroke to take back."""
        return bool(self._before)

    def show_picture(self, picture: QImage) -> None:
        """Lays a picture on the paper, to be drawn on; nobody is told."""
        self._keep()
        with QPainter(self.image) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, picture.width() > SIDE)
            painter.drawImage(self.image.rect(), picture)
        self.empty = False
        self.update()

    # ------------------------------------------------------------------ strokes

    def begin(self, at: QPointF) -> None:
        """Puts the pen down, at a place in pixels of the paper."""
        self._keep()
        self._last, self._middle = at, None
        self.go_to(at)

    def go_to(self, at: QPointF) -> None:
        """Draws on to a place, in a smooth line."""
        if self._last is None:
            return
        half = (self._last + at) / 2
        path = QPainterPath(self._middle or self._last)
        path.quadTo(self._last, half)
        wide = self.thickness * max(self.image.width(), self.image.height()) * (2 if self.erases else 1)
        colour = self.colour if self.erases else self.ink
        with QPainter(self.image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            if path.length() == 0:
                painter.drawPoint(at)
            painter.drawPath(path)
        self._last, self._middle, self.empty = at, half, False
        self.update()
        self.changed.emit()

    def lift(self) -> None:
        """The stroke is done."""
        if self._last is not None:
            self._last = None
            self.strokeEnded.emit()

    def _keep(self) -> None:
        self._before = [*self._before, (self.image.copy(), self.empty)][-MOST:]

    def _tell(self) -> None:
        self.update()
        self.changed.emit()
        self.strokeEnded.emit()

    def _new(self, ratio: float) -> QImage:
        width, height = (SIDE, round(SIDE / ratio)) if ratio >= 1 else (round(SIDE * ratio), SIDE)
        image = QImage(QSize(max(width, 1), max(height, 1)), QImage.Format.Format_RGB32)
        image.fill(self.colour)
        return image

    # ------------------------------------------------------------------ events

    def sizeHint(self) -> QSize:
        """Half as large as it is inside."""
        return QSize(SIDE // 2, SIDE // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as its height has it."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        width = round((self.height() - 2) * self.image.width() / self.image.height()) + 2
        self.setFixedWidth(min(max(width, self.minimumHeight()), 2 * SIDE))

    def area(self) -> QRectF:
        """Where in the widget the paper lies."""
        size = QSize(self.image.size()).scaled(self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, 1, size.width(), size.height())

    def _inside(self, at: QPointF) -> QPointF:
        area = self.area()
        return (at - area.topLeft()) * (self.image.width() / max(area.width(), 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Puts the pen down."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._by_keys = False
            self.begin(self._inside(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draws while it is down."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.go_to(self._inside(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lifts it."""
        self.lift()

    def own_keys(self) -> tuple[QKeySequence, ...]:
        """Those that clear it: the window's take a layer away by the same ones."""
        return QKeySequence(Qt.Key.Key_Delete), QKeySequence(Qt.Key.Key_Backspace)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves the pen, puts it down or lifts it, clears."""
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._move_pen(_MOVES[key], far=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._by_keys = True
            self.lift() if self._last is not None else self.begin(self._pen)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _move_pen(self, way: QPoint, *, far: bool) -> None:
        self._by_keys = True
        to = self._pen + QPointF(way * (LARGE_STEP if far else STEP))
        self._pen = QPointF(min(max(to.x(), 0), self.image.width()), min(max(to.y(), 0), self.image.height()))
        self.go_to(self._pen)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A pen that the keys had put down is lifted."""
        self.lift()
        self._by_keys = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The paper, what is on it, and the pen that is moved by keys."""
        area, look = self.area(), theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, self.image)
            painter.setPen(QPen(QColor(look.accent if self.hasFocus() else look.border), 1))
            painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
            if self.empty and self.isEnabled():
                painter.setPen(QColor(150, 150, 150))
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.tr("Draw here"))
            if self._by_keys and self.hasFocus():
                at = area.topLeft() + self._pen * (area.width() / self.image.width())
                painter.setPen(QPen(QColor(look.accent), 2))
                painter.drawEllipse(at, 5, 5)
