"""The canvas: shows the document's network, and turns mouse, keys and drags into gestures and edits."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
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
from cnn.folding import inside
from cnn.graph import Graph, Wire
from gui.canvas.commands import Commands
from gui.canvas.dragging import DragNodes
from gui.canvas.drop import LAYER_MIME, DropLayer, dragged
from gui.canvas.editors import Editors
from gui.canvas.folds import Folds, common_group_of
from gui.canvas.gestures import Gesture, Pan, Pointer, RubberBand, Stage
from gui.canvas.hand import Hand
from gui.canvas.hint import Hint
from gui.canvas.hits import spot_at
from gui.canvas.keys import Keys
from gui.canvas.menus import Menus
from gui.canvas.overlays import Overlays
from gui.canvas.scene import Scene
from gui.canvas.spots import EMPTY, OnGroup, OnInput, OnNode, OnOutput, OnRepair, OnWire, Spot, node_of
from gui.canvas.telling import describe_node, describe_spot
from gui.canvas.view import View
from gui.canvas.wiring import wire_from
from gui.document import Document

#: the mouse has to move this far before a press becomes a drag
DRAG_DISTANCE = 4


class Canvas(View):
    """The network of a document, to look at and to build on."""

    heatChanged = Signal(str)
    _seen = False
    _editors: Editors | None = None

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        self._scene = Scene()
        super().__init__(self._scene, parent)
        self._scene.setParent(self)
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Network"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self._document = document
        self.folds = Folds(document, self)
        self.commands = Commands(document, self._scene, self)
        self._hint = Hint(self.viewport())
        self._overlays = Overlays(self, self._scene, document)
        self._stage = Stage(document, self._scene, self, self._hint, self._overlays.totals)
        self._hand = Hand(self._stage, self)
        self._editors = self._fields = Editors(self, document, self._scene, self.folds, self.commands, self._hint)
        self._menus = Menus(document, self._scene, self.commands, self)
        self._keys = Keys(self, document, self._scene)
        self._pressed: tuple[Spot, Pointer] | None = None
        self._space = False
        self._connect()
        self._scene.folded = self.folds.paths
        self._on_graph_changed(document.graph, document.graph)

    def _connect(self) -> None:
        document, crumbs = self._document, self._overlays.crumbs
        document.graphChanged.connect(self._on_graph_changed)
        document.selectionChanged.connect(self._on_selection_changed)
        document.opened.connect(self._on_opened)
        document.revealed.connect(self._on_revealed)
        self.folds.changed.connect(self._on_folds_changed)
        self.folds.refused.connect(document.refused)
        self._overlays.empty.chosen.connect(self.commands.repair)
        self._overlays.legend.closed.connect(lambda: self.show_heat(""))
        crumbs.chosen.connect(self._go_to_group)
        crumbs.folded.connect(lambda path: self.folds.fold([path]))

    # ------------------------------------------------------------------ what others may ask for

    def arrange(self) -> None:
        """Works all places out anew; what was placed by hand goes back into line."""
        if not self.commands.unpin():
            self._scene.rearrange()

    def rename(self, node_id: str = "") -> None:
        """Lets a name be edited in place: that of a node, of a folded group, or of the group that is selected as a whole."""
        self._fields.rename(node_id)

    def add_behind(self, text: str = "") -> None:
        """Opens a search for what is to be added behind the selected node, into the selected wire, or at the end."""
        self._fields.add_behind(text)

    def replace_kind(self) -> None:
        """Opens a search for the kind of layer that takes the place of the selected ones."""
        self._fields.replace_kind()

    def fold(self) -> None:
        """Folds the group around what is selected, or opens the folded one; with nothing selected all of them."""
        selection = self._document.selection
        self.folds.toggle(selection) if selection else self.folds.toggle_all()

    def find_node(self) -> None:
        """Opens the search for a layer of the network."""
        self._overlays.finder.open()

    def show_heat(self, mode: str) -> None:
        """Colours the layers by `params`, `macs`, `activations` or receptive `field`; "" by their families."""
        if mode != self._scene.heat_mode:
            self._scene.show_heat(mode)
            self._overlays.refresh()
            self.heatChanged.emit(mode)

    def show_channels(self, shown: bool) -> None:
        """Whether wires are as thick as they carry channels."""
        self._scene.show_channels(shown)

    def show_minimap(self, shown: bool) -> None:
        """Whether large networks have an overview in the corner."""
        self._overlays.minimap.set_wanted(shown)

    def fold_all(self) -> None:
        """Opens every group when one is folded, else folds every group."""
        self.folds.toggle_all()

    def position_of(self, node_id: str) -> QPoint:
        """The point of the viewport in the middle of a node."""
        return self.view_rect(self._scene.card_of(node_id).rect).center()

    def port_of(self, node_id: str, port: int | None = None) -> QPoint:
        """The point of the viewport at an input port of a node, or at its output."""
        card = self._scene.card_of(node_id)
        place = card.output if port is None else self._scene.input_ports(card.node.id)[port]
        return self.viewportTransform().map(place).toPoint()

    def drop_point_on_wire(self, source: str, target: str) -> QPoint:
        """The point of the viewport in the middle of a wire."""
        ends = self._scene.folding.shown(source), self._scene.folding.shown(target)
        wire = next(wire for wire in self._scene.curves if wire[:2] == ends)
        return self.viewportTransform().map(self._scene.curves[wire].middle).toPoint()

    @property
    def gesture(self) -> Gesture | None:
        """What the hand is doing."""
        return self._hand.gesture

    # ------------------------------------------------------------------ following the document

    def _on_graph_changed(self, before: Graph, after: Graph) -> None:
        self._hand.cancel()
        self._fields.close()
        self._scene.show_graph(after, self._document.analysis)
        self.folds.drop(self._scene.folding.tangled)
        empty = self._overlays.empty
        empty.setVisible(not after.nodes)
        if not after.nodes:
            empty.offer(self._document.analysis.problems[0].repairs if self._document.analysis.problems else ())
        self._on_selection_changed(self._document.selection)
        if not before.nodes and after.nodes:
            self.show_beginning()
        self._overlays.refresh()

    def _on_selection_changed(self, selection: tuple[str, ...]) -> None:
        if len(selection) == 1 and len(self._scene.folding.members(self._scene.folding.shown(selection[0]))) > 1:
            self.folds.unfold([self._scene.folding.boxes[self._scene.folding.shown(selection[0])].path])
        self._scene.select(selection)
        only = selection[0] if len(selection) == 1 else ""
        self._overlays.totals.show_analysis(self._document.analysis, only)
        self._show_way(selection)
        self._overlays.place()
        if len(self._scene.selected) == 1:
            self.show_area(self._scene.cards[next(iter(self._scene.selected))].whole)
        self.setAccessibleDescription(self._description(selection))

    def _show_way(self, selection: tuple[str, ...]) -> None:
        """The groups around what is selected."""
        graph = self._document.graph
        path = common_group_of(graph.nodes[node_id].group for node_id in selection)
        self._overlays.crumbs.show_path(graph, path, folds=not self.folds.shown_as(path))

    def _description(self, selection: tuple[str, ...]) -> str:
        if len(self._scene.selected) == 1:
            return describe_node(self._scene.cards[next(iter(self._scene.selected))])
        if selection:
            return self.tr("{0} layers selected").format(len(selection))
        return self.tr("{0} layers").format(len(self._document.graph))

    def _on_opened(self) -> None:
        self.folds.begin()
        self._scene.folded = self.folds.paths
        self._scene.show_graph(self._document.graph, self._document.analysis)
        self._overlays.refresh()
        self.show_beginning()

    def _on_revealed(self, node_id: str) -> None:
        """Brings a node into sight, whatever is folded around it."""
        self.folds.unfold([self._document.graph.nodes[node_id].group])
        self.show_area(self._scene.card_of(node_id).whole)

    def _on_folds_changed(self) -> None:
        """Shows other groups folded; what is selected, or the first thing in sight, stays where it is on the screen."""
        self._hand.cancel()
        self._fields.close()
        anchor = self._anchor()
        before = self.position_of(anchor) if anchor else QPoint()
        self._scene.folded = self.folds.paths
        self._scene.show_graph(self._document.graph, self._document.analysis)
        if refused := self._scene.folding.tangled:
            self.folds.drop(refused)
            self._document.refused.emit(
                self.tr("{0} stays open: layers outside stand between its own.").format(", ".join(sorted(refused)))
            )
        self._select_boxes()
        self._overlays.refresh()
        if anchor:
            self.scroll_by(self.position_of(anchor) - before)

    def _anchor(self) -> str:
        """The node that is to stay in its place."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        shown = {card.node.id for card in self._scene.cards_in(seen)}
        order = (*self._document.selection, *self._document.graph.order)
        return next((node_id for node_id in order if self._scene.folding.shown(node_id) in shown), "")

    def _select_boxes(self) -> None:
        """A group that is folded around selected layers is selected as a whole."""
        folding = self._scene.folding
        shown = dict.fromkeys(map(folding.shown, self._document.selection))
        self._document.select(member for one in shown for member in folding.members(one))
        self._on_selection_changed(self._document.selection)

    def _go_to_group(self, path: str) -> None:
        """Selects a group and shows it; without a path, the whole network."""
        self._document.select(inside(self._document.graph, path) if path else ())
        frame = next((frame for frame in self._scene.frames if frame.path == path), None)
        if frame:
            self.show_area(frame.rect)
        elif not path:
            self.fit()

    # ------------------------------------------------------------------ gestures

    def _pointer_at(self, position: QPointF, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Pointer:
        adds = modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        copies = modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        return Pointer(self.scene_point(position), position, bool(adds), bool(copies))

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
            if pointer.adds or not self._is_selected(spot):
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
        elif pressed and not pressed[1].adds and self._is_selected(pressed[0]):
            self._select_spot(pressed[0], adds=False)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens a folded group, folds an open one by its name, renames a node, adds to a wire or to the ground."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = None
            self._open(self._spot(self._pointer_at(event.position())), event.position().toPoint())
        event.accept()

    def _open(self, spot: Spot, at: QPoint) -> None:
        if isinstance(spot, OnGroup):
            self.folds.fold([spot.path])
        elif box := self._scene.folding.boxes.get(node_of(spot)):
            self.folds.unfold([box.path])
        elif isinstance(spot, OnNode):
            self.rename(spot.node)
        elif isinstance(spot, OnOutput):
            self._fields.add_at(OnNode(spot.node), at)
        elif isinstance(spot, OnWire) or spot == EMPTY:
            self._fields.add_at(spot, at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        spot = self._spot(self._pointer_at(QPointF(event.pos())))
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._document.selection:
            spot = OnNode(self._scene.folding.shown(self._document.selection[0]))
            at = self.viewport().mapToGlobal(self.position_of(spot.node))
        if not self._is_selected(spot):
            self._select_spot(spot, adds=False)
        self._menus.for_spot(spot).popup(at)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._scene.hover(EMPTY)
        super().leaveEvent(event)

    def _start_drag(self, spot: Spot, start: Pointer) -> None:
        if isinstance(spot, OnOutput | OnInput):
            if gesture := wire_from(self._stage, spot):
                self._hand.begin(gesture)
        elif isinstance(spot, OnNode):
            if not self._is_selected(spot):
                self._select_spot(spot, adds=start.adds)
            self._hand.begin(DragNodes(self._stage, start, spot.node, copies=start.copies))
        elif spot == EMPTY:
            self._hand.begin(RubberBand(self._stage, start))

    def _is_selected(self, spot: Spot) -> bool:
        """Whether everything that stands there is selected."""
        members = self._members(spot)
        return bool(members) and set(self._document.selection).issuperset(members)

    def _members(self, spot: Spot) -> tuple[str, ...]:
        """The nodes of the design that stand in a place."""
        if isinstance(spot, OnGroup):
            return inside(self._document.graph, spot.path)
        node_id = node_of(spot)
        return self._scene.folding.members(node_id) if node_id else ()

    def _select_spot(self, spot: Spot, *, adds: bool) -> None:
        """Selects what was clicked: alone, or with `adds` on top of the rest; a second time takes it away again."""
        members, selection = self._members(spot), self._document.selection
        if members:
            kept = tuple(one for one in selection if one not in members)
            if adds:
                self._document.select(kept if self._is_selected(spot) else (*kept, *members))
            elif not isinstance(spot, OnRepair):
                self._document.select(members)
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
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(True)
        elif not self._keys.press(event):
            super(View, self).keyPressEvent(event)
            return
        event.accept()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab adds behind a selected node; without one it goes on to the next panel."""
        if forwards and self._document.selection:
            return False
        return super().focusNextPrevChild(forwards)

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

    def escape(self) -> None:
        """Ends what the hand is doing; when it does nothing, the selection."""
        if self.gesture or self._pressed:
            self._pressed = None
            self._hand.cancel()
        else:
            self._document.select(())
            self._scene.select(())

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
            self._overlays.place()
            self.show_beginning()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._overlays.place()

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
        if self._editors:
            self._editors.close()
            self._overlays.minimap.follow()
