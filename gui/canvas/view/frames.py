"""Paints the frames around open groups, and their names beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from cnn.edits.spots import OnGroup
from gui.canvas.scene.frames import Frame
from gui.canvas.scene.paint_style import PaintStyle, large_size, pen
from gui.canvas.scene.scene import Scene

CORNER = 10
#: the triangle before a name: half its width, its height
SIGN = (4.0, 5.0)
#: what a name takes at most from further away, in the scene
WIDEST = 420.0


def paint_frames(painter: QPainter, area: QRectF, scene: Scene, style: PaintStyle, *, near: bool) -> None:
    """All frames that show within an area, outer below inner; the names of those that are not near are larger."""
    reach = area.adjusted(-WIDEST, -WIDEST, WIDEST, WIDEST)
    seen = [frame for frame in scene.frames if frame.rect.united(frame.label).intersects(reach)]
    ground = QColor(style.text)
    ground.setAlpha(7 if style.look.dark else 8)
    painter.setPen(pen(style.border, 1))
    painter.setBrush(ground)
    for frame in seen:
        painter.drawRoundedRect(frame.rect, CORNER, CORNER)
    if not near:
        _paint_large_names(painter, seen, scene, style)
    else:
        painter.setFont(style.small)
        for frame in seen:
            _paint_name(painter, frame, style, hovered=scene.hovered == OnGroup(frame.path))


def _paint_large_names(painter: QPainter, frames: Sequence[Frame], scene: Scene, style: PaintStyle) -> None:
    """From further away: as large on the screen as the names of cards, each where it covers no card and no other name."""
    size = large_size(painter.worldTransform().m11())
    metrics = style.large_metrics(size)
    painter.setFont(style.large(size))
    taken: list[QRectF] = []
    for frame in frames:
        if frame.label.isEmpty():
            continue
        for width in (WIDEST, frame.label.width()):
            text = metrics.elidedText(frame.name, Qt.TextElideMode.ElideMiddle, width)
            box = large_label(frame, metrics.horizontalAdvance(text), metrics.height())
            while any(box.intersects(other) for other in taken):
                box.translate(0, -metrics.height() if frame.above else metrics.height())
            if not any(card.shown.intersects(box) for card in scene.cards_in(box)):
                taken.append(box)
                painter.setPen(style.accent_text if scene.hovered == OnGroup(frame.path) else style.secondary)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
                break


def large_label(frame: Frame, width: float, height: float) -> QRectF:
    """Where a name of that size stands: it ends where the small one does, or begins there above the frame."""
    if frame.above:
        return QRectF(frame.label.left(), frame.label.bottom() - height, width, height)
    return QRectF(frame.label.right() - width, frame.label.top(), width, height)


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
