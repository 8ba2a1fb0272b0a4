"""The canvas: shows the document's network, and turns mouse, keys and drags into gestures and edits."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from cnn.errors import LayerloomError
from cnn.graph import Graph, Wire
from gui.canvas.commands import Commands
from gui.canvas.drop import LAYER_MIME, DropLayer, dragged
from gui.canvas.empty import EmptyState
from gui.canvas.gestures import Gesture, Pan, Pointer, RubberBand, Stage
from gui.canvas.hand import Hand
from gui.canvas.hint import Hint
from gui.canvas.hits import spot_at
from gui.canvas.menus import Menus
from gui.canvas.navigation import neighbour
from gui.canvas.rename import NameEditor
from gui.canvas.scene import Scene
from gui.canvas.spots import EMPTY, OnInput, OnNode, OnOutput, OnRepair, OnWire, Spot, node_of
from gui.canvas.telling import describe_node, describe_spot
from gui.canvas.totals import Totals
from gui.canvas.view import View
from gui.canvas.wiring import wire_from
from gui.document import Document

#: the mouse has to move this far before a press becomes a drag
DRAG_DISTANCE = 4


class Canvas(View):
    """The network of a document, to look at and to build on."""

    _editor: NameEditor | None = None
    _seen = False

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        self._scene = Scene()
        super().__init__(self._scene, parent)
        self._scene.setParent(self)
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Network"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self._document = document
        self.commands = Commands(document, self._scene, self)
        self._menus = Menus(document, self.commands, self.rename, self)
        self._hint = Hint(self.viewport())
        self._stage = Stage(document, self._scene, self, self._hint)
        self._hand = Hand(self._stage, self)
        self._totals = Totals(self)
        self._empty = EmptyState(self)
        self._empty.chosen.connect(self.commands.repair)
        self._pressed: tuple[Spot, Pointer] | None = None
        self._space = False
        document.graphChanged.connect(self._on_graph_changed)
        document.selectionChanged.connect(self._on_selection_changed)
        document.opened.connect(self.show_beginning)
        self._on_graph_changed(document.graph, document.graph)

    # ------------------------------------------------------------------ what others may ask for

    def arrange(self) -> None:
        """Works all places out anew."""
        self._scene.rearrange()

    def rename(self, node_id: str = "") -> None:
        """Lets a node's name be edited in place; without an id, the selected one's."""
        wanted = node_id or next(iter(self._document.selection), "")
        if wanted not in self._scene.cards:
            return
        self._scene.finish_motion()
        card = self._scene.cards[wanted]
        self.show_area(card.rect)
        area = self.view_rect(QRectF(card.x + 8, card.y - 2, card.rect.width() - 16, 30))
        area.setHeight(max(area.height(), 28))
        area.setWidth(max(area.width(), 160))
        self._editor = NameEditor(
            self.viewport(), self._document.graph, wanted, area,
            accept=lambda name: self.commands.rename(wanted, name),
            complain=lambda reason: self._hint.say(reason, area.bottomLeft(), problem=True),
        )  # fmt: skip
        self._editor.closed.connect(self._forget_editor)

    def _forget_editor(self) -> None:
        self._editor = None

    def position_of(self, node_id: str) -> QPoint:
        """The point of the viewport in the middle of a node."""
        return self.view_rect(self._scene.cards[node_id].rect).center()

    def port_of(self, node_id: str, port: int | None = None) -> QPoint:
        """The point of the viewport at an input port of a node, or at its output."""
        place = self._scene.cards[node_id].output if port is None else self._scene.input_ports(node_id)[port]
        return self.viewportTransform().map(place).toPoint()

    def drop_point_on_wire(self, source: str, target: str) -> QPoint:
        """The point of the viewport in the middle of a wire."""
        wire = next(wire for wire in self._scene.curves if wire[:2] == (source, target))
        return self.viewportTransform().map(self._scene.curves[wire].middle).toPoint()

    @property
    def gesture(self) -> Gesture | None:
        """What the hand is doing."""
        return self._hand.gesture

    # ------------------------------------------------------------------ following the document

    def _on_graph_changed(self, before: Graph, after: Graph) -> None:
        self._hand.cancel()
        if self._editor:
            self._editor.close_without()
        self._scene.show_graph(after, self._document.analysis)
        self._empty.setVisible(not after.nodes)
        if not after.nodes:
            self._empty.offer(self._document.analysis.problems[0].repairs if self._document.analysis.problems else ())
        self._on_selection_changed(self._document.selection)
        if not before.nodes and after.nodes:
            self.show_beginning()
        self._place_overlays()

    def _on_selection_changed(self, selection: tuple[str, ...]) -> None:
        self._scene.select(selection)
        only = selection[0] if len(selection) == 1 else ""
        self._totals.show_analysis(self._document.analysis, only)
        self._place_overlays()
        if only:
            self.show_area(self._scene.cards[only].whole)
        self.setAccessibleDescription(self._description(selection))

    def _description(self, selection: tuple[str, ...]) -> str:
        if len(selection) == 1:
            return describe_node(self._scene.cards[selection[0]])
        if selection:
            return self.tr("{0} layers selected").format(len(selection))
        return self.tr("{0} layers").format(len(self._document.graph))

    # ------------------------------------------------------------------ gestures

    def _pointer_at(self, position: QPointF, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Pointer:
        adds = modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        return Pointer(self.scene_point(position), position, bool(adds))

    def _spot(self, pointer: Pointer) -> Spot:
        return spot_at(self._scene, pointer.scene, self.zoom)

    # ------------------------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pointer = self._pointer_at(event.position(), event.modifiers())
        if event.button() == Qt.MouseButton.MiddleButton or (self._space and event.button() == Qt.MouseButton.LeftButton):
            self._hand.begin(Pan(self._stage, pointer))
        elif event.button() == Qt.MouseButton.LeftButton and not self.gesture:
            spot = self._spot(pointer)
            self._pressed = spot, pointer
            self._select_spot(spot, adds=pointer.adds)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pointer = self._pointer_at(event.position(), event.modifiers())
        if self._pressed and not self.gesture:
            spot, start = self._pressed
            if (pointer.view - start.view).manhattanLength() >= DRAG_DISTANCE:
                self._start_drag(spot, start)
        if self.gesture:
            self._hand.move(pointer)
        elif not self._pressed:
            self._scene.hover(self._spot(pointer))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self.gesture:
            self._hand.finish()
        elif pressed and isinstance(pressed[0], OnRepair) and self._spot(self._pointer_at(event.position())) == pressed[0]:
            self._repair(pressed[0].node)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self._spot(self._pointer_at(event.position()))
        if event.button() == Qt.MouseButton.LeftButton and isinstance(spot, OnNode):
            self.rename(spot.node)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        spot = self._spot(self._pointer_at(QPointF(event.pos())))
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._document.selection:
            spot = OnNode(self._document.selection[0])
            at = self.viewport().mapToGlobal(self.position_of(spot.node))
        if node_of(spot) not in self._document.selection:
            self._select_spot(spot, adds=False)
        self._menus.for_spot(spot).popup(at)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._scene.hover(EMPTY)
        super().leaveEvent(event)

    def _start_drag(self, spot: Spot, start: Pointer) -> None:
        if isinstance(spot, OnOutput | OnInput):
            self._hand.begin(wire_from(self._stage, spot))
        elif spot == EMPTY:
            self._hand.begin(RubberBand(self._stage, start))

    def _select_spot(self, spot: Spot, *, adds: bool) -> None:
        """Selects what was clicked: alone, or with `adds` on top of the rest; a second time takes it away again."""
        node_id, selection = node_of(spot), self._document.selection
        if node_id:
            kept = tuple(one for one in selection if one != node_id)
            if adds:
                self._document.select(kept if node_id in selection else (*kept, node_id))
            elif not isinstance(spot, OnRepair):
                self._document.select((node_id,))
        elif not adds:
            self._document.select(())
        wires: frozenset[Wire] = frozenset({spot.wire}) if isinstance(spot, OnWire) else frozenset()
        if isinstance(spot, OnWire):
            self._document.select(())
        self._scene.select(self._document.selection, (self._scene.selected_wires ^ wires) if adds and wires else wires)

    def _repair(self, node_id: str) -> None:
        problem = self._scene.cards[node_id].problem
        if problem and problem.repairs:
            self.commands.repair(problem.repairs[0])

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._handle_key(event):
            super(View, self).keyPressEvent(event)

    def _handle_key(self, event: QKeyEvent) -> bool:
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape:
            self._escape()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.commands.delete()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right) and not control:
            self._step(key, extends=shift)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            order = self._document.graph.order
            self._document.select(order[:1] if key == Qt.Key.Key_Home else order[-1:])
        elif key == Qt.Key.Key_F2:
            self.rename()
        elif key == Qt.Key.Key_A and control:
            self.commands.select_all()
        elif key == Qt.Key.Key_D and control:
            self.commands.duplicate()
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(True)
        else:
            return False
        event.accept()
        return True

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(False)
        super().keyReleaseEvent(event)

    def _hold_space(self, held: bool) -> None:
        self._space = held
        if held and not self.gesture:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif not held and not self.gesture:
            self.viewport().unsetCursor()

    def _escape(self) -> None:
        """Ends what the hand is doing; when it does nothing, the selection."""
        if self.gesture or self._pressed:
            self._pressed = None
            self._hand.cancel()
        else:
            self._document.select(())
            self._scene.select(())

    def _step(self, key: Qt.Key, *, extends: bool) -> None:
        selection = self._document.selection
        found = neighbour(self._scene, selection[-1] if selection else "", key)
        if found:
            kept = tuple(one for one in selection if one != found) if extends else ()
            self._document.select((*kept, found))
            self.show_area(self._scene.cards[found].whole)

    # ------------------------------------------------------------------ drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not event.mimeData().hasFormat(LAYER_MIME):
            event.ignore()
            return
        self._hand.cancel()
        try:
            thing = dragged(event.mimeData())
            self._hand.begin(DropLayer(self._stage, thing))
        except LayerloomError as error:
            self._hand.begin(DropLayer(self._stage, error))
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._hand.move(self._pointer_at(event.position()))
        if isinstance(self.gesture, DropLayer) and self.gesture.possible:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hand.cancel()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        if not isinstance(self.gesture, DropLayer):
            event.ignore()
            return
        self._hand.move(self._pointer_at(event.position()))
        event.acceptProposedAction()
        self._hand.finish()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------ the rest

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._spot(self._pointer_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), describe_spot(self._scene, spot), self.viewport())
            return True
        return super().viewportEvent(event)

    def drawForeground(self, painter: QPainter, area: QRectF | QRect) -> None:
        super().drawForeground(painter, area)
        if self.gesture:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.gesture.paint(painter, self._scene.ink)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._seen:
            self._seen = True
            self._place_overlays()
            self.show_beginning()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_overlays()

    def hideEvent(self, event: QHideEvent) -> None:
        self._hand.cancel()
        super().hideEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_keyboard and not self._document.selection:
            self._document.select(self._document.graph.order[:1])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._hold_space(False)
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._scene.restyle()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self._editor:
            self._editor.close_without()

    def _place_overlays(self) -> None:
        """The totals at the bottom, the empty state in the middle."""
        self._totals.fit_into(self.width() - 16)
        self._totals.move((self.width() - self._totals.width()) // 2, self.height() - self._totals.height() - 12)
        self._empty.adjustSize()
        self._empty.move((self.width() - self._empty.width()) // 2, (self.height() - self._empty.height()) // 2 - 24)
