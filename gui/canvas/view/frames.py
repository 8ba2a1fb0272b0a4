"""Paints the frames around open groups, and their names beside them."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from cnn.edits.spots import OnGroup
from gui.canvas.scene.frames import Frame
from gui.canvas.scene.paint_style import PaintStyle, pen
from gui.canvas.scene.scene import Scene

CORNER = 10
#: the triangle before a name: half its width, its height
SIGN = (4.0, 5.0)


def paint_frames(painter: QPainter, area: QRectF, scene: Scene, style: PaintStyle, *, names: bool) -> None:
    """All frames that show within an area, outer below inner; names only where they can be read."""
    seen = [frame for frame in scene.frames if frame.rect.united(frame.label).intersects(area)]
    ground = QColor(style.text)
    ground.setAlpha(7 if style.look.dark else 8)
    painter.setPen(pen(style.border, 1))
    painter.setBrush(ground)
    for frame in seen:
        painter.drawRoundedRect(frame.rect, CORNER, CORNER)
    if names:
        painter.setFont(style.small)
        for frame in seen:
            _paint_name(painter, frame, style, hovered=scene.hovered == OnGroup(frame.path))


def _paint_name(painter: QPainter, frame: Frame, style: PaintStyle, *, hovered: bool) -> None:
    """Towards the frame, with the triangle that says: this can be folded; of a group that goes on from another line nothing."""
    if frame.label.isEmpty():
        return
    colour = style.accent_text if hovered else style.secondary
    line = frame.label.adjusted(14, 0, 0, 0) if frame.above else frame.label.adjusted(0, 0, -14, 0)
    painter.setPen(colour)
    text = style.small_metrics.elidedText(frame.name, Qt.TextElideMode.ElideMiddle, line.width())
    side = Qt.AlignmentFlag.AlignLeft if frame.above else Qt.AlignmentFlag.AlignRight
    painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, text)
    middle = QPointF(frame.label.left() + SIGN[0] if frame.above else frame.label.right() - SIGN[0], frame.label.center().y())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF([middle + QPointF(-SIGN[0], -2), middle + QPointF(SIGN[0], -2), middle + QPointF(0, SIGN[1] - 2)])
    )
