"""The canvas: shows the document's network, and turns mouse, keys and drags into gestures and edits."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
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
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from cnn.analysis import Problem
from cnn.edits.spots import EMPTY, OnGroup, OnInput, OnNode, OnOutput, OnRepair, OnWire, Spot, node_of
from cnn.errors import LayerloomError
from cnn.graph import Wire
from cnn.layers import create
from cnn.layout.direction import Name, direction_of
from cnn.words.language import filled
from gui.canvas.activations import Activations
from gui.canvas.click_selection import ClickSelection
from gui.canvas.commands import Commands
from gui.canvas.descriptions import describe_spot
from gui.canvas.editors.editors import Editors
from gui.canvas.following import Following
from gui.canvas.gestures.connect import Connect
from gui.canvas.gestures.drag_wire import wire_from
from gui.canvas.gestures.drop_target import DropTarget
from gui.canvas.gestures.gesture import Gesture, Pan, Pointer, RubberBand, Stage
from gui.canvas.gestures.join_menu import MisfitMenu, join
from gui.canvas.gestures.move_nodes import MoveNodes
from gui.canvas.gestures.runner import GestureRunner
from gui.canvas.group_view import GroupView
from gui.canvas.keys import ARROWS, Key, Keys
from gui.canvas.menus import Menus
from gui.canvas.overlays.hint import Hint
from gui.canvas.overlays.overlays import Overlays
from gui.canvas.scene.folds import Folds
from gui.canvas.scene.hits import clicked_at, spot_at
from gui.canvas.scene.scene import Scene
from gui.canvas.view.view import View
from gui.document import Document
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import Subject
from gui.style import theme
from gui.style.painters import saved

#: the mouse has to move this far before a press becomes a drag
DRAG_DISTANCE = 4


class Canvas(View):
    """The network of a document, to look at and to build on."""

    heatChanged = Signal(str)
    messagePosted = Signal(str)
    selectionMarked = Signal()  # other layers or wires are selected
    _seen = _shows_focus = False
    _editors: Editors | None = None
    inside: Activations | None = None

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
        self._groups = GroupView(
            self,
            document,
            self._scene,
            self.folds,
            self._overlays.breadcrumbs,
            before=self.calm,
            after=lambda: self._following.refolded(),
        )
        self._clicks = ClickSelection(document, self._scene, self)
        self._stage = Stage(document, self._scene, self, self._hint, self._overlays.totals, self.commands)
        self._runner = GestureRunner(self._stage, self)
        self._drops = DropTarget(self._runner, self._stage)
        self._editors = self._fields = Editors(self, document, self._scene, self.folds, self.commands, self._hint)
        self._stage.search = self._fields.add_at
        self.menus = Menus(
            document, self._scene, self.commands, self.folds, self, rename=self.rename, replace_kind=self.replace_kind
        )
        self._keys = Keys(
            document,
            self._scene,
            self,
            self.commands,
            rename=self.rename,
            add_behind=self.add_behind,
            join=self.join,
            escape=self.escape,
            hold_space=self._hold_space,
        )
        self._pressed: tuple[Spot, Pointer] | None = None
        self._space = False
        self._connect()
        self._following = Following(
            self,
            document,
            self._scene,
            self.folds,
            self._groups,
            self._overlays,
            self._stage,
            before=self.calm,
            busy=lambda: bool(self.gesture or self._pressed),
        )
        self._following.follow(document.graph, document.graph)
        self._overlays.totals.show_weights(document.weights)

    def _connect(self) -> None:
        document = self._document
        document.trialChanged.connect(self._stage.show_trial)
        document.weightsChanged.connect(self._overlays.totals.show_weights)
        self._scene.selectionMarked.connect(self.selectionMarked)
        self._scene.arrangementChanged.connect(self._tell_page)
        document.groupExpected.connect(self._groups.expect)
        document.groupRenamed.connect(self._groups.rename)
        document.blockPlaced.connect(self._fields.ask_numbers)
        self._overlays.empty.repairChosen.connect(self.commands.repair)
        self._overlays.legend.closed.connect(lambda: self.show_heat(""))

    # ------------------------------------------------------------------ what others may ask for

    def arrange(self) -> None:
        """Works all places out anew, in one column where Fit broke it; what was placed by hand goes back into line."""
        self._scene.turn(direction_of(self._document.direction))
        if not self.commands.unpin():
            self._scene.rearrange()

    def run_to_the_right(self, wanted: bool) -> None:
        """Lets the network run to the right, in lines, or downwards; what was placed by hand goes back into line."""
        direction: Name = "right" if wanted else "down"
        if direction != self._document.direction:
            self.calm()
            if self.commands.turn(direction):
                self.messagePosted.emit(self.tr("What was placed by hand stands in line again. Undo brings it back."))

    def _tell_page(self) -> None:
        """Lets a picture of the network run in the same lines or columns."""
        self._document.page = self._scene.page if self._scene.direction.lined else None

    def rename(self, node_id: str = "") -> None:
        """Lets a name be edited in place: that of a node, of a folded group, or of the group that is selected as a whole."""
        self._fields.rename(node_id)

    def add_behind(self, text: str = "") -> None:
        """Opens a search for what is to be added behind the selected node, into the selected wire, or at the end."""
        self._fields.add_behind(text)

    def replace_kind(self) -> None:
        """Opens a search for the kind of layer that takes the place of the selected ones."""
        self._fields.replace_kind()

    def join(self, class_name: str) -> None:
        """Lets a merging layer read all that is selected; where that does not fit, a menu says why and offers the ways out."""
        ends = self.commands.ends()
        try:
            way = join(self._document, ends, create(class_name))
        except LayerloomError as error:
            self._document.refused.emit(str(error))
            return
        if way.problem is None:
            self._document.edit(filled(self.tr("Join with {0}"), class_name), way.graph, select=(way.node.id,))
            return
        menu = MisfitMenu(self, self._document, way, ends)
        menu.popup(self.viewport().mapToGlobal(self.position_of(ends[-1])))

    def connect_by_key(self, *, forwards: bool = True) -> None:
        """Letters every layer in sight that the selected one, or what the selected wire comes from, can be wired to; with
        `forwards` off those that it, or what the wire leads to, can read."""
        if shown := self.end_to_connect(forwards=forwards):
            self.calm()
            self._scene.finish_motion()
            if forwards or shown not in self._scene.folding.boxes:
                self._runner.begin(Connect(self._stage, shown, forwards=forwards))
            else:
                self._document.refused.emit(self.tr("Unfold the group to choose the layer that shall read this."))

    def end_to_connect(self, *, forwards: bool) -> str:
        """The layer of the picture that a wire by key begins at: the selected one, or that at whose output the selected wires
        begin, with `forwards` off at whose input they end; "" for none, and for wires of several."""
        if selection := self._document.selection:
            return self._scene.folding.shown(selection[-1])
        ends = {wire.source if forwards else wire.target for wire in self._scene.selected_wires}
        return ends.pop() if len(ends) == 1 else ""

    def fold(self) -> None:
        """Folds the group around what is selected, or opens the folded one; with nothing selected all of them."""
        selection = self._document.selection
        self.folds.toggle(selection) if selection else self.folds.toggle_all()

    def find_node(self) -> None:
        """Opens the search for a layer of the network."""
        self._overlays.place()
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

    def show_first_hint(self, gestures: Iterable[QAction] = ()) -> None:
        """Says what can be done here to whoever sees it for the first time, until one of the gestures, or another, is made."""
        self._overlays.show_first_hint(self._document, gestures)

    def fold_all(self) -> None:
        """Opens every group when one is folded, else folds every group."""
        self.folds.toggle_all()

    def look_inside(self, subject: Subject, questions: ModelQuestions) -> Activations:
        """From now on the layers show what they make of the subject's image."""
        bar = self._overlays.image_bar
        self.inside = Activations(self, self._scene, bar, self._document, subject, questions)
        self.inside.showingChanged.connect(lambda _: self._on_pictures())
        self.inside.picturesChanged.connect(self._following.describe)
        return self.inside

    def _on_pictures(self) -> None:
        """Layers stand closer together, or further apart."""
        self._overlays.refresh()

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
    def has_selected_wires(self) -> bool:
        """Whether wires are selected instead of layers."""
        return bool(self._scene.selected_wires)

    def possible_with_wires(self) -> tuple[str, ...]:
        """The actions that do something with the selected wires, by name."""
        target = self._document.graph.nodes.get(self.end_to_connect(forwards=False))
        to = ("actionConnectTo",) if self.end_to_connect(forwards=True) else ()
        return ("actionDelete", *to, *(("actionConnectFrom",) if target and target.free_port else ()))

    def selected_wires(self) -> tuple[Wire, ...]:
        """The wires of the design behind those that are selected in the picture."""
        return tuple(one for wire in sorted(self._scene.selected_wires) for one in self._scene.folding.wires(wire))

    @property
    def gesture(self) -> Gesture | None:
        """What the hand is doing."""
        return self._runner.gesture

    def show_marks(self, marks: tuple[Problem, ...]) -> None:
        """Marks nodes with what a training showed of them, where nothing graver is the matter."""
        self._scene.show_marks(marks)

    def calm(self) -> None:
        """Ends what the hand is doing, also a press that was no drag yet, and closes fields."""
        self._pressed = None
        self._runner.cancel()
        self._fields.close()

    # ------------------------------------------------------------------ gestures

    def _spot(self, pointer: Pointer) -> Spot:
        """What a drag from there would mean."""
        return spot_at(self._scene, pointer.scene, self.zoom)

    def _clicked(self, pointer: Pointer) -> Spot:
        """What a click there means."""
        return self.named_at(pointer.scene) or clicked_at(self._scene, pointer.scene, self.zoom, self._spot(pointer))

    # ------------------------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pointer = self._stage.pointer_at(event.position(), event.modifiers())
        if event.button() == Qt.MouseButton.MiddleButton or (self._space and event.button() == Qt.MouseButton.LeftButton):
            self._runner.begin(Pan(self._stage, pointer))
        elif event.button() == Qt.MouseButton.LeftButton and not self.gesture:
            spot = self._clicked(pointer)
            self._pressed = spot, pointer
            if pointer.adds or not self._clicks.is_selected(spot):
                self._clicks.select(spot, adds=pointer.adds)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pointer = self._stage.pointer_at(event.position(), event.modifiers())
        if self._pressed and not self.gesture:
            _, start = self._pressed
            if (pointer.view - start.view).manhattanLength() >= DRAG_DISTANCE:
                self._start_drag(self._spot(start), start)
        if self.gesture:
            self._runner.move(pointer)
        elif not self._pressed:
            clicked = self._clicked(pointer)
            self._scene.hover(self._spot(pointer), clicked.wire if isinstance(clicked, OnWire) else None)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self.gesture:
            self._runner.finish()
        elif pressed and isinstance(pressed[0], OnRepair) and self._spot(self._stage.pointer_at(event.position())) == pressed[0]:
            self._repair(pressed[0].node)
        elif pressed and not pressed[1].adds and self._clicks.is_selected(pressed[0]):
            self._clicks.select(pressed[0], adds=False)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens a folded group, folds an open one by its name, renames a node, adds to a wire or to the ground."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = None
            self._open(self._clicked(self._stage.pointer_at(event.position())), event.position().toPoint())
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
        self._runner.cancel()
        spot = self._clicked(self._stage.pointer_at(QPointF(event.pos())))
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._document.selection:
            spot = OnNode(self._scene.folding.shown(self._document.selection[0]))
            at = self.viewport().mapToGlobal(self.position_of(spot.node))
        if not self._clicks.is_selected(spot):
            self._clicks.select(spot, adds=False)
        self.menus.for_spot(spot).popup(at)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._scene.hover(EMPTY)
        super().leaveEvent(event)

    def _start_drag(self, spot: Spot, start: Pointer) -> None:
        if isinstance(spot, OnOutput | OnInput):
            if not self._clicks.is_selected(spot):
                self._clicks.select(spot, adds=start.adds)  # the press may have meant the wire
            if gesture := wire_from(self._stage, spot):
                self._runner.begin(gesture)
        elif isinstance(spot, OnNode):
            if not self._clicks.is_selected(spot):
                self._clicks.select(spot, adds=start.adds)
            self._runner.begin(MoveNodes(self._stage, start, spot.node, copies=start.copies))
        elif spot == EMPTY:
            self._runner.begin(RubberBand(self._stage, start))

    def _repair(self, node_id: str) -> None:
        problem = self._scene.cards[node_id].problem
        if problem and problem.repairs:
            self.commands.repair(problem.repairs[0])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drops.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._drops.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drops.leave(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._drops.drop(event)

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.has_inner_focus():
            event.ignore()  # a field had no use for it; that makes it no command
            return
        if isinstance(self.gesture, Connect):
            self._choose_letter(self.gesture, event)
        elif not self._keys.press(event):
            super(View, self).keyPressEvent(event)
            return
        event.accept()

    def _choose_letter(self, gesture: Connect, event: QKeyEvent) -> None:
        """A letter names a target, an arrow goes on to others; Esc ends it."""
        if event.key() == Qt.Key.Key_Escape:
            self._runner.cancel()
        elif event.key() in ARROWS:
            x, y = ARROWS[Key(event.key())]
            self.scroll_by(QPoint(x * self.viewport().width() // 2, y * self.viewport().height() // 2))
            gesture.letter()
        elif gesture.type(event.text()):
            self._runner.finish()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab adds behind a selected node; without one, and from a field on the canvas, it goes on to the next."""
        if forwards and self._document.selection and not self.has_inner_focus():
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
            self._runner.cancel()
        elif self._scene.layout_process.working:
            self._scene.layout_process.stop()
        elif self.inside and self.inside.showing and not self._document.selection and not self._scene.selected_wires:
            self.inside.want(False)
        else:
            self._document.select(())
            self._scene.select(())

    # ------------------------------------------------------------------ the rest

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._spot(self._stage.pointer_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), describe_spot(self._scene, spot), self.viewport())
            return True
        return super().viewportEvent(event)

    def drawForeground(self, painter: QPainter, area: QRectF | QRect) -> None:
        super().drawForeground(painter, area)
        if self.gesture:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.gesture.paint(painter, self._scene.paint_style)
        if self._shows_focus:
            with saved(painter):
                painter.resetTransform()
                painter.setPen(QPen(QColor(theme.current().accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

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
        self._runner.cancel()
        super().hideEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._shows_focus = by_keyboard  # who clicks sees where the keys are
        self.viewport().update()
        if by_keyboard and not self._document.selection:
            self._document.select(self._document.graph.order[:1])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._hold_space(False)
        if isinstance(self.gesture, Connect):
            self._runner.cancel()  # letters are meant for something else
        if self._shows_focus:
            self._shows_focus = False
            self.viewport().update()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._scene.restyle()
            if self.inside:
                self.inside.restyle()
        elif event.type() == QEvent.Type.LanguageChange:
            self._scene.retell()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self._editors:
            self._editors.close()
            self._overlays.minimap.follow()
        if self.inside:
            self.inside.follow_view()
