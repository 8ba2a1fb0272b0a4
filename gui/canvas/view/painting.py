"""Puts the picture on the screen: dots, wires, cards; less of each the smaller they appear."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

from cnn.edits.spots import OnRepair, OnWire
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH
from cnn.pictures.cards import ICON, ICON_X, ICON_Y, INDENT, LINE, MARGIN, NAME_INDENT
from gui.canvas.scene.card import Card
from gui.canvas.scene.invitation import Invitation
from gui.canvas.scene.paint_style import LARGE_INDENT, Detail, PaintStyle, detail, large_size, pen
from gui.canvas.scene.scene import Scene
from gui.canvas.scene.wire import Curve, loose
from gui.canvas.view.frames import paint_frame_names, paint_frames
from gui.canvas.view.glyphs import Glyphs
from gui.canvas.view.names import Names
from gui.canvas.view.overview import Overview
from gui.canvas.view.pictures import paint_pictures
from gui.canvas.view.wires import WIRE, wire_width
from gui.style import icons
from gui.style.painters import saved
from gui.widgets.basic import numbers

DOTS = 24
#: about how wide a tile of the ground is, in pixels of the screen
DOTS_TILE = 512
CORNER = 8
BAR = 5
PORT = 4.0
#: how wide wires are that stand out
MARKED = 2.2
#: how much of a card is seen that is skipped, and of its words
SKIPPED, SKIPPED_WORDS = 0.35, 0.6
CARD = QRectF(0, 0, NODE_WIDTH, NODE_HEIGHT)
_NO_BRUSH, _NO_PEN = Qt.BrushStyle.NoBrush, Qt.PenStyle.NoPen


def paint_dots(painter: QPainter, area: QRectF, style: PaintStyle) -> None:
    """The ground: dots on a grid that grows coarser as one steps back."""
    transform = painter.worldTransform()
    step = DOTS * transform.m11()
    while step < 14:
        step *= 2
    brush = QBrush(_dots(round(step), style.dots.rgba(), style.canvas.rgb(), painter.device().devicePixelRatio()))
    origin = transform.map(QPointF(0, 0))
    brush.setTransform(QTransform.fromTranslate(round(origin.x()), round(origin.y())))
    with saved(painter):
        painter.resetTransform()
        painter.fillRect(transform.mapRect(area), brush)


@lru_cache(maxsize=32)
def _dots(step: int, colour: int, ground: int, ratio: float) -> QPixmap:
    """A large tile of the ground with many dots, nothing of it transparent: it is copied, not mixed, in long rows."""
    dot = _dot(step, colour, ratio)
    tile = QPixmap(dot.size() * max(DOTS_TILE // dot.width(), 1))
    tile.setDevicePixelRatio(ratio)
    tile.fill(QColor.fromRgb(ground))
    with QPainter(tile) as painter:
        painter.drawTiledPixmap(tile.rect(), dot)
    return tile


@lru_cache(maxsize=64)
def _dot(step: int, colour: int, ratio: float) -> QPixmap:
    """One dot and the room around it."""
    tile = QPixmap(round(step * ratio), round(step * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    with QPainter(tile) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_NO_PEN)
        painter.setBrush(QColor.fromRgba(colour))
        painter.drawEllipse(QPointF(step / 2, step / 2), 1.1, 1.1)
    return tile


def paint_network(painter: QPainter, area: QRectF, scene: Scene, overview: Overview, names: Names, glyphs: Glyphs) -> None:
    """Wires below, cards above; above all a wire that waits for its other end."""
    level, style = detail(painter.worldTransform().m11()), scene.paint_style
    if level == Detail.BLOCKS:
        overview.paint(painter, style)
        names.paint(painter, area, style)
        _paint_loose(painter, scene, style)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    curves = list(scene.curves_in(area))
    paint_frames(painter, area, scene, style)
    _paint_wires(painter, curves, scene, style)
    paint_frame_names(painter, area, scene, style, near=level == Detail.ALL)
    cards = list(scene.cards_in(area))
    if scene.has_pictures:
        paint_pictures(painter, cards, style, words=level == Detail.ALL)
    for layer in _layers(cards, scene):
        _paint_bodies(painter, layer, scene, style)
        if level == Detail.NAMES:
            _paint_large_names(painter, layer, scene, style)
            continue
        solid = [card for card in layer if not _is_skipped(card, scene)]
        _paint_contents(painter, solid, scene, glyphs)
        if len(solid) < len(layer):
            painter.setOpacity(SKIPPED_WORDS)
            _paint_contents(painter, [card for card in layer if _is_skipped(card, scene)], scene, glyphs)
            painter.setOpacity(1)
    if level != Detail.NAMES:
        _paint_labels(painter, curves, cards, scene, style)
    for card in cards:
        if card.node.id in scene.lit:
            paint_ports(painter, [scene.lit[card.node.id]], style, strong=True)
        elif scene.marked(card.node.id) and card.node.id not in scene.ghosts:
            shift = QPointF(*card.shift)
            paint_ports(painter, [place + shift for place in (*scene.input_ports(card.node.id), card.output)], style)
    for card in cards:
        if card.node.id in scene.ghosts:
            _paint_ghost(painter, card, scene.invitation, style)
    _paint_loose(painter, scene, style)


# ---------------------------------------------------------------------- wires


def _paint_loose(painter: QPainter, scene: Scene, style: PaintStyle) -> None:
    """A wire that waits for what is to be at its end lies above everything, as it did in the hand."""
    if scene.loose:
        painter.setBrush(_NO_BRUSH)
        painter.setPen(pen(style.accent, MARKED, Qt.PenStyle.DashLine))
        painter.drawPath(loose(*scene.loose, scene.direction))


def _paint_wires(painter: QPainter, curves: Iterable[Curve], scene: Scene, style: PaintStyle) -> None:
    painter.setBrush(_NO_BRUSH)
    raised = []
    if not scene.thick_wires:
        painter.setPen(pen(style.wire, WIRE))
    for curve in curves:
        if _stands_out(curve, scene):
            raised.append(curve)
        elif curve.wire != scene.unplugged:
            if scene.thick_wires:
                painter.setPen(_thick(style.wire.rgba(), wire_width(scene, curve.wire.source)))
            painter.drawPath(curve.path)
    for curve in raised:
        ghostly = not scene.ghosts.isdisjoint(curve.wire[:2])
        width = max(WIRE if ghostly else MARKED, wire_width(scene, curve.wire.source))
        painter.setPen(pen(style.accent, width, Qt.PenStyle.DashLine if ghostly else Qt.PenStyle.SolidLine))
        painter.drawPath(curve.path)


@lru_cache(maxsize=64)
def _thick(colour: int, width: float) -> QPen:
    return pen(QColor.fromRgba(colour), width)


def _stands_out(curve: Curve, scene: Scene) -> bool:
    """Whether a wire is selected, under the pointer, or belongs to what would be added."""
    wire = curve.wire
    return wire == scene.hovered_wire or wire in scene.selected_wires or not scene.ghosts.isdisjoint(wire[:2])


def _paint_labels(painter: QPainter, curves: Iterable[Curve], cards: Sequence[Card], scene: Scene, style: PaintStyle) -> None:
    """The shape that a wire carries: on long wires where there is room, else on those that stand out."""
    painter.setFont(style.small)
    taken = [card.rect.adjusted(0, 0, 0, card.room) for card in cards]  # with what is wrong, and its repair
    for curve in curves:
        shape = scene.analysis.nodes[curve.wire.source].output_shape
        at_end = curve.wire == scene.hovered_wire and not isinstance(scene.hovered, OnWire)  # there the ports are to be seen
        strong = _stands_out(curve, scene) and not scene.ghosts and not (at_end and curve.wire not in scene.selected_wires)
        if shape is None or not (strong or curve.long):
            continue
        text = numbers.shape(shape)
        width = style.small_metrics.horizontalAdvance(text) + 12
        boxes = (QRectF(at.x() - width / 2, at.y() - 9, width, 18) for at in curve.resting_places(width))
        box = next((box for box in boxes if not any(map(box.intersects, taken))), None)
        if box is None and strong:
            box = QRectF(curve.middle.x() - width / 2, curve.middle.y() - 9, width, 18)
        if box is not None:
            _paint_label(painter, box, text, style, strong=strong)


def _paint_label(painter: QPainter, box: QRectF, text: str, style: PaintStyle, *, strong: bool) -> None:
    painter.setPen(pen(style.accent, 1) if strong else _NO_PEN)
    painter.setBrush(style.surface if strong else style.canvas)
    painter.drawRoundedRect(box, 9, 9)
    painter.setPen(style.text if strong else style.secondary)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


# ---------------------------------------------------------------------- cards


def _layers(cards: Sequence[Card], scene: Scene) -> list[list[Card]]:
    """From below; what stands on a card is covered by those that lie on it."""
    layers: tuple[list[Card], ...] = ([], [], [])
    for card in cards:
        layers[scene.layer_of(card)].append(card)
    by_themselves, *placed = layers
    return [layer for layer in (by_themselves, *(part for layer in placed for part in _parted(layer))) if layer]


def _parted(cards: Sequence[Card]) -> list[list[Card]]:
    """Cards that were put somewhere, in parts in which none lies on another: who comes later covers who came before."""
    parts: list[list[Card]] = []
    known: dict[tuple[int, int], list[tuple[QRectF, int]]] = {}
    for card in cards:
        room = card.shown
        left, top = int(room.left() // NODE_WIDTH), int(room.top() // NODE_WIDTH)
        right, bottom = int(room.right() // NODE_WIDTH), int(room.bottom() // NODE_WIDTH)
        cells = [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
        below = (part for cell in cells for other, part in known.get(cell, ()) if other.intersects(room))
        part = max(below, default=-1) + 1
        if part == len(parts):
            parts.append([])
        parts[part].append(card)
        for cell in cells:
            known.setdefault(cell, []).append((room, part))
    return parts


def _paint_bodies(painter: QPainter, cards: Sequence[Card], scene: Scene, style: PaintStyle) -> None:
    """Shadows, grounds and bars; then rims over them."""
    bar, left, heat = _bar(), pen(style.border, 1), scene.heat
    skipped = []
    for card in cards:
        if card.node.id in scene.ghosts:
            continue
        shown = card.shown
        if _is_skipped(card, scene):
            skipped.append(card)
            painter.setOpacity(card.strength * SKIPPED)
        else:
            painter.setOpacity(card.strength)
        if card.node.id in scene.folding.boxes:
            _paint_sheets(painter, shown, style)
        painter.setPen(_NO_PEN)
        painter.setBrush(style.shadow)
        painter.drawRoundedRect(shown.translated(0, 1.5), CORNER, CORNER)
        painter.setPen(left)
        painter.setBrush(style.frozen if card.frozen else style.surface)
        painter.drawRoundedRect(shown, CORNER, CORNER)
        if heat:
            painter.setBrush(heat.tint(card.node.id))
            painter.drawRoundedRect(shown, CORNER, CORNER)
        painter.translate(shown.topLeft())
        painter.fillPath(bar, style.family(card.node.own_layer.family))
        painter.translate(-shown.topLeft())
    painter.setOpacity(1)
    painter.setBrush(_NO_BRUSH)
    for card in skipped:
        _paint_passage(painter, card, scene, style)
    for card in cards:
        if rim := _rim(card, scene, style):
            painter.setPen(pen(*rim))
            painter.drawRoundedRect(card.shown, CORNER, CORNER)


def _is_skipped(card: Card, scene: Scene) -> bool:
    """Whether a layer only passes its input on, or all of a folded group does."""
    box = scene.folding.boxes.get(card.node.id)
    return card.node.bypassed is not None or (box is not None and box.is_skipped)


def _paint_passage(painter: QPainter, card: Card, scene: Scene, style: PaintStyle) -> None:
    """The wire goes through what is skipped, whose rim is dashed."""
    painter.setPen(pen(style.wire, 1, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(card.shown, CORNER, CORNER)
    painter.setPen(pen(style.wire, wire_width(scene, card.node.id)))
    shift = QPointF(*card.shift)
    for place in scene.input_ports(card.node.id)[: len(card.node.inputs)]:
        painter.drawPath(loose(place + shift, card.output + shift, card.direction))


def _paint_sheets(painter: QPainter, shown: QRectF, style: PaintStyle) -> None:
    """What tells a folded group from a layer: more sheets under the first."""
    painter.setPen(pen(style.border, 1))
    painter.setBrush(style.raised)
    for step in (2, 1):
        painter.drawRoundedRect(shown.adjusted(6 * step, 3 * step, -6 * step, 3 * step), CORNER, CORNER)


def _rim(card: Card, scene: Scene, style: PaintStyle) -> tuple[QColor, float] | None:
    """Colour and width of the line around a card that stands out."""
    node_id = card.node.id
    if node_id in scene.ghosts:
        return None
    if node_id in scene.selected:
        return style.accent, 2
    if card.problem and card.problem.severity == "error":
        return style.problem, 1.5
    return (style.wire, 1) if scene.marked(node_id) else None


@cache
def _bar() -> QPainterPath:
    """The family's mark: the left edge of a card."""
    whole, inside = QPainterPath(), QPainterPath()
    whole.addRoundedRect(CARD, CORNER, CORNER)
    inside.addRect(QRectF(0, 0, BAR, NODE_HEIGHT))
    return whole & inside


def _paint_icons(painter: QPainter, cards: Sequence[Card], scene: Scene) -> None:
    """The family once more, for those who don't tell colours apart."""
    transform, ratio = painter.worldTransform(), painter.device().devicePixelRatio()
    size = max(round(ICON * transform.m11()), 1)
    with saved(painter):
        painter.resetTransform()
        for card in cards:
            if card.node.id not in scene.ghosts:
                at = transform.map(card.shown.topLeft() + QPointF(ICON_X, ICON_Y))
                painter.drawPixmap(at.toPoint(), _icon(card.node.own_layer.family, size, ratio, scene.paint_style.look.name))


@lru_cache(maxsize=256)
def _icon(family: str, size: int, ratio: float, _look: str) -> QPixmap:
    """A family's icon at the size it appears in, in the colours of a look."""
    return icons.family_icon(family).pixmap(QSize(size, size), ratio)


def _paint_contents(painter: QPainter, cards: Sequence[Card], scene: Scene, glyphs: Glyphs) -> None:
    """All that stands on cards."""
    _paint_icons(painter, cards, scene)
    glyphs.paint(painter, (card for card in cards if card.node.id not in scene.ghosts), scene.paint_style)
    _paint_words(painter, cards, scene, scene.paint_style)


def _paint_words(painter: QPainter, cards: Sequence[Card], scene: Scene, style: PaintStyle) -> None:
    """One font after the other, since changing it costs more than a line of text."""
    shown = [(card, card.shown.x(), card.shown.y(), card.face(style)) for card in cards if card.node.id not in scene.ghosts]
    painter.setFont(style.bold)
    painter.setPen(style.text)
    for _, x, y, face in shown:
        painter.drawText(QPointF(x + NAME_INDENT, y + 19), face.name)
    painter.setFont(style.plain)
    for _, x, y, face in shown:
        painter.drawText(QPointF(x + NODE_WIDTH - MARGIN - face.params_width, y + 19), face.params)
    painter.setFont(style.small)
    painter.setPen(style.text if scene.heat else style.secondary)
    for _, x, y, face in shown:
        painter.drawText(QPointF(x + INDENT, y + 36), face.settings)
        painter.drawText(QPointF(x + NODE_WIDTH - MARGIN - face.shape_width, y + 36), face.shape)
    for card, _, _, _ in shown:
        if card.problem:
            _paint_problem(painter, card, scene, style)


def _paint_problem(painter: QPainter, card: Card, scene: Scene, style: PaintStyle) -> None:
    """What is wrong, and under it the repair to click."""
    assert card.problem is not None
    line, face, colour = card.problem_line, card.face(style), style.rim(card.problem.severity)
    painter.fillRect(line, style.canvas)
    painter.setPen(colour)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, face.problem)
    if face.repair:
        button = card.repair_button(style)
        hovered = scene.hovered == OnRepair(card.node.id)
        painter.setPen(pen(style.accent if hovered else style.border, 1))
        painter.setBrush(style.soft_accent if hovered else style.surface)
        painter.drawRoundedRect(button.adjusted(0.5, 0.5, -0.5, -0.5), LINE / 2, LINE / 2)
        painter.setPen(style.accent_text)
        painter.drawText(button, Qt.AlignmentFlag.AlignCenter, face.repair)


def _paint_ghost(painter: QPainter, card: Card, says: Invitation, style: PaintStyle) -> None:
    """The node that would be added: its place, what it would be there, and what the network would come to."""
    wrong = card.problem is not None and card.problem.severity == "error" and bool(card.analysis.inputs)
    rim, ground, text = (
        (style.problem, style.soft_problem, style.problem) if wrong else (style.accent, style.soft_accent, style.accent_text)
    )
    shown, face = card.shown, card.face(style)
    x, right = shown.x() + INDENT, shown.right() - MARGIN
    painter.setOpacity(card.strength)
    painter.setPen(pen(rim, 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(ground)
    painter.drawRoundedRect(shown, CORNER, CORNER)
    painter.setPen(text)
    painter.setFont(style.bold)
    painter.drawText(QPointF(shown.x() + NAME_INDENT, shown.y() + 19), card.kind)
    icons.paint(painter, QRectF(shown.x() + ICON_X, shown.y() + ICON_Y, ICON, ICON), says.sign, text)
    painter.setFont(style.plain)
    if face.params:
        added = f"+ {face.params}"
        painter.drawText(QPointF(right - style.plain_metrics.horizontalAdvance(added), shown.y() + 19), added)
    painter.setFont(style.small)
    painter.setPen(text if wrong else style.secondary)
    painter.drawText(QPointF(x, shown.y() + 36), ghost_line(card, says, style))
    painter.drawText(QPointF(right - face.shape_width, shown.y() + 36), face.shape)
    if card.foretells and not wrong:
        painter.fillRect(card.foretold_line, style.canvas)
        painter.drawText(card.foretold_line.adjusted(INDENT, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, says.change)
    painter.setOpacity(1)


def ghost_line(card: Card, says: Invitation, style: PaintStyle) -> str:
    """What letting go does, never cut, and the MACs that come with it where there is room; the totals have them anyway."""
    room = NODE_WIDTH - INDENT - MARGIN - card.face(style).shape_width - 8
    macs = f" · {numbers.short(card.analysis.macs)} MACs" if card.analysis.macs else ""
    words, verb = says.words, says.verb
    lines = (words + macs, words, verb + macs, verb)
    return next((line for line in lines if style.small_metrics.horizontalAdvance(line) <= room), verb)


def _paint_large_names(painter: QPainter, cards: Sequence[Card], scene: Scene, style: PaintStyle) -> None:
    """From further away: only names, and larger the further, so that they are read as well as before."""
    size = large_size(painter.worldTransform().m11())
    font = style.large(size)
    painter.setFont(font)
    painter.setPen(style.text)
    for card in cards:
        if card.node.id not in scene.ghosts:
            shown = card.shown.adjusted(LARGE_INDENT, 0, 0, 0)
            painter.drawText(shown, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, card.large_name(style, size))


def paint_ports(painter: QPainter, places: Iterable[QPointF], style: PaintStyle, *, strong: bool = False) -> None:
    """Ports as rings; `strong` for those that a wire in the hand can join."""
    painter.setPen(pen(style.accent, 2 if strong else 1.5))
    painter.setBrush(style.soft_accent if strong else style.surface)
    for place in places:
        painter.drawEllipse(place, PORT + strong * 1.5, PORT + strong * 1.5)
