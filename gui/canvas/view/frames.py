"""Paints the frames around open groups, and their names beside them, which no wire strikes through."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from cnn.edits.spots import OnGroup
from cnn.graph.node import enclosing_groups
from gui.canvas.scene.frames import Frame
from gui.canvas.scene.paint_style import PaintStyle, large_size, pen
from gui.canvas.scene.scene import Scene

CORNER = 10
#: the triangle before a name: half its width, its height
SIGN = (4.0, 5.0)
#: what a name takes at most from further away, in the scene
WIDEST = 420.0


def paint_frames(painter: QPainter, area: QRectF, scene: Scene, style: PaintStyle) -> None:
    """All frames that show within an area, outer below inner."""
    painter.setPen(pen(style.border, 1))
    painter.setBrush(_ground(style))
    for frame in _seen(area, scene):
        painter.drawRoundedRect(frame.rect, CORNER, CORNER)


def paint_frame_names(painter: QPainter, area: QRectF, scene: Scene, style: PaintStyle, *, near: bool) -> None:
    """The names of all frames that show within an area, over the wires that run there; those that are not near
    are larger. A group that goes on from another line bears its name there."""
    seen = _seen(area, scene)
    if not near:
        _paint_large_names(painter, seen, scene, style)
        return
    painter.setFont(style.small)
    paths = _by_path(seen)
    for frame in seen:
        if not frame.label.isEmpty():
            _paint_name(painter, frame, paths, style, hovered=scene.hovered == OnGroup(frame.path))


def _seen(area: QRectF, scene: Scene) -> list[Frame]:
    reach = area.adjusted(-WIDEST, -WIDEST, WIDEST, WIDEST)
    return [frame for frame in scene.frames if frame.rect.united(frame.label).intersects(reach)]


def _ground(style: PaintStyle) -> QColor:
    ground = QColor(style.text)
    ground.setAlpha(7 if style.look.dark else 8)
    return ground


def _clear(painter: QPainter, box: QRectF, frame: Frame, seen: Mapping[str, Sequence[Frame]], style: PaintStyle) -> None:
    """Takes the wires away behind a name: the canvas, and on it the outer frames in which the name stands."""
    painter.fillRect(box, style.canvas)
    for path in enclosing_groups(frame.path):
        if path != frame.path and any(other.rect.contains(box.center()) for other in seen.get(path, ())):
            painter.fillRect(box, _ground(style))


def _by_path(frames: Sequence[Frame]) -> dict[str, list[Frame]]:
    found: dict[str, list[Frame]] = {}
    for frame in frames:
        found.setdefault(frame.path, []).append(frame)
    return found


def _paint_large_names(painter: QPainter, frames: Sequence[Frame], scene: Scene, style: PaintStyle) -> None:
    """From further away: as large on the screen as the names of cards, each where it covers no card and no other name."""
    size = large_size(painter.worldTransform().m11())
    metrics = style.large_metrics(size)
    painter.setFont(style.large(size))
    taken: list[QRectF] = []
    paths = _by_path(frames)
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
                _clear(painter, box, frame, paths, style)
                painter.setPen(style.accent_text if scene.hovered == OnGroup(frame.path) else style.secondary)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
                break


def large_label(frame: Frame, width: float, height: float) -> QRectF:
    """Where a name of that size stands: it ends where the small one does, or begins there above the frame."""
    if frame.above:
        return QRectF(frame.label.left(), frame.label.bottom() - height, width, height)
    return QRectF(frame.label.right() - width, frame.label.top(), width, height)


def _paint_name(
    painter: QPainter, frame: Frame, paths: Mapping[str, Sequence[Frame]], style: PaintStyle, *, hovered: bool
) -> None:
    """Towards the frame, with the triangle that says: this can be folded."""
    colour = style.accent_text if hovered else style.secondary
    line = frame.label.adjusted(14, 0, 0, 0) if frame.above else frame.label.adjusted(0, 0, -14, 0)
    text = style.small_metrics.elidedText(frame.name, Qt.TextElideMode.ElideMiddle, line.width())
    side = Qt.AlignmentFlag.AlignLeft if frame.above else Qt.AlignmentFlag.AlignRight
    wide = style.small_metrics.horizontalAdvance(text) + line.left() - frame.label.left() + frame.label.right() - line.right()
    box = QRectF(frame.label)
    box.setWidth(wide + 4) if frame.above else box.setLeft(box.right() - wide - 4)
    _clear(painter, box, frame, paths, style)
    painter.setPen(colour)
    painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, text)
    middle = QPointF(frame.label.left() + SIGN[0] if frame.above else frame.label.right() - SIGN[0], frame.label.center().y())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF([middle + QPointF(-SIGN[0], -2), middle + QPointF(SIGN[0], -2), middle + QPointF(0, SIGN[1] - 2)])
    )
