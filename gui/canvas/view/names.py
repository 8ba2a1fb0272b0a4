"""Names in the view from far away: as many as can be read, those of groups and folded boxes first.

They keep their size on the screen, however small the network appears.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from cnn.edits.spots import OnGroup, OnNode, Spot, node_of
from cnn.graph.made import covered
from cnn.layout.arrange import NODE_WIDTH
from gui.canvas.scene.frames import Frame
from gui.canvas.scene.paint_style import PaintStyle
from gui.canvas.scene.scene import Scene
from gui.style.painters import saved

#: pixels of the screen: around a name, and what it may take at most
PADDING, HIGH, WIDEST = 4, 16, 150
#: shorter cuts of a name say nothing
LEAST = 56
#: where a name begins on a block, as a part of its width
ON_BLOCK = 0.2
#: more names are a crowd; of more than so many nodes nobody reads which
MOST, MOST_TRIED = 160, 1500
#: from a cell of the screen to the one below it; more than a network is wide at the zooms at which names stand alone
_ROW = 1 << 32


class Names:
    """Which names there is room for, worked out once for each state of the scene at a zoom."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._known: tuple[object, ...] = ()
        self._placed: list[tuple[QPointF, str, float, OnNode | OnGroup]] = []
        self._whole: frozenset[str] = frozenset()  # groups that are selected as a whole
        self._state: tuple[object, ...] = ()
        self._all: list[tuple[float, float, str, OnNode | OnGroup]] = []
        self._measured_in: PaintStyle | None = None
        self._widths: dict[str, float] = {}

    def paint(self, painter: QPainter, area: QRectF, style: PaintStyle) -> None:
        """Paints those that lie within an area of the scene."""
        scale = painter.worldTransform().m11()
        state = self._scene.version, scale, style, self._scene.selected, len(self._scene.curves)
        if state != self._known:
            self._known = state
            self._placed = list(self._place(scale, style))
        ground = QColor(style.canvas)
        ground.setAlpha(215)
        transform = painter.worldTransform()
        near = area.adjusted(-WIDEST / scale, -HIGH / scale, WIDEST / scale, HIGH / scale)
        with saved(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.resetTransform()
            painter.setFont(style.small)
            for at, text, width, spot in self._placed:
                if not near.contains(at):
                    continue
                box = QRectF(transform.map(at), transform.map(at)).adjusted(0, -HIGH / 2, width, HIGH / 2)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ground)
                painter.drawRoundedRect(box, PADDING, PADDING)
                painter.setPen(style.accent_text if self._is_selected(spot) else style.text)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def spot_at(self, point: QPointF, scale: float) -> Spot | None:
        """Whose name stands at a point of the scene, at the zoom at which names were painted last."""
        if not self._placed or self._known[:2] != (self._scene.version, scale):
            return None
        for at, _, width, spot in self._placed:
            if QRectF(at.x(), at.y() - HIGH / 2 / scale, width / scale, HIGH / scale).contains(point):
                return spot
        return None

    def _place(self, scale: float, style: PaintStyle) -> Iterator[tuple[QPointF, str, float, OnNode | OnGroup]]:
        """Names for which there is room, the most telling first."""
        taken: set[int] = set()  # cells of the screen, row after row
        placed, first, lined = 0, self._first(), self._scene.direction.lined
        for x, y, name, spot in self._wanted(first):
            if placed >= MOST:
                return
            left, row = x * scale, int(y * scale // HIGH) * _ROW
            begin = row + int(left // HIGH)
            if begin in taken or begin - _ROW in taken or begin + _ROW in taken:
                continue
            node_id = node_of(spot)
            crowded = lined and node_id and node_id not in first  # others stand right behind
            if crowded:
                name = self._within_group(node_id, name)
            most = max(NODE_WIDTH * scale * (1 - ON_BLOCK), LEAST) if crowded else WIDEST
            text, width = name, self._width(name, style)
            if width > most:
                text = style.small_metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, most)
                width = style.small_metrics.horizontalAdvance(text)
            width += 2 * PADDING
            cells = range(begin, row + int((left + width) // HIGH) + 1)
            if not all(map(taken.isdisjoint, (cells, [cell - _ROW for cell in cells], [cell + _ROW for cell in cells]))):
                continue
            taken.update(cells)
            placed += 1
            yield QPointF(x, y), text, width, spot

    def _wanted(self, first: Iterable[str]) -> list[tuple[float, float, str, OnNode | OnGroup]]:
        """The same as `_wanting` at every zoom, as far as it is tried, until the scene or the selection is another."""
        state = self._scene.version, self._scene.selected, tuple(first)
        if state != self._state:
            self._state = state
            self._all = [(at.x(), at.y(), name, spot) for at, name, spot in islice(self._wanting(), MOST_TRIED)]
        return self._all

    def _wanting(self) -> Iterator[tuple[QPointF, str, OnNode | OnGroup]]:
        """Where names would begin: of groups that are selected as a whole, of what is selected, of folded boxes, of open groups
        (outer first), of all layers."""
        scene = self._scene
        frames = {frame.path: frame for frame in scene.frames if not frame.label.isEmpty()}
        self._whole = frozenset(covered(frames, scene.graph.nodes, scene.selected) if scene.selected else ())
        for path in sorted(self._whole):
            yield self._of_frame(frames[path])
        for node_id in self._first():
            yield self._of_card(node_id)
        for frame in frames.values():
            if frame.path not in self._whole:
                yield self._of_frame(frame)
        for node_id in scene.graph.order:
            yield self._of_card(node_id)

    @staticmethod
    def _of_frame(frame: Frame) -> tuple[QPointF, str, OnGroup]:
        return QPointF(frame.rect.left(), frame.rect.top()), frame.name, OnGroup(frame.path)

    def _is_selected(self, spot: OnNode | OnGroup) -> bool:
        return spot.path in self._whole if isinstance(spot, OnGroup) else spot.node in self._scene.selected

    def _width(self, name: str, style: PaintStyle) -> float:
        """How wide a whole name is; that is asked at each zoom anew."""
        if style is not self._measured_in:
            self._measured_in, self._widths = style, {}
        if name not in self._widths:
            self._widths[name] = style.small_metrics.horizontalAdvance(name)
        return self._widths[name]

    def _within_group(self, node_id: str, name: str) -> str:
        """A name without what the group's says already: where there is little room, that stands beside it."""
        group = self._scene.graph.nodes[node_id].group.replace("/", "_")
        return name.removeprefix(f"{group}_") if group else name

    def _first(self) -> dict[str, None]:
        """Whose names come first."""
        scene = self._scene
        return dict.fromkeys(one for one in (*sorted(scene.selected), *scene.folding.boxes) if one in scene.cards)

    def _of_card(self, node_id: str) -> tuple[QPointF, str, OnNode]:
        """Behind the block, whose colour says what it is; on it where others stand right behind."""
        rect = self._scene.cards[node_id].rect
        left = rect.left() + rect.width() * ON_BLOCK if self._scene.direction.lined else rect.right()
        return QPointF(left, rect.center().y()), self._scene.cards[node_id].words.name, OnNode(node_id)
