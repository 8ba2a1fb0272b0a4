"""The fields that open on the canvas itself: for a name, and for what is to be added."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QSize

from cnn.edits.spots import EMPTY, OnInput, OnNode, OnOutput, OnWire, Spot
from cnn.layout.folding import rename_group, whole_group
from cnn.words.language import filled
from cnn.words.quantities import number_of
from gui.canvas.commands import Commands
from gui.canvas.editors.block_form import BlockForm
from gui.canvas.editors.quick_add import QuickAdd
from gui.canvas.editors.rename import NameEditor
from gui.canvas.overlays.hint import Hint
from gui.canvas.scene.folds import Folds
from gui.canvas.scene.scene import Scene
from gui.canvas.view.view import View
from gui.document import Document
from gui.document.placement import Placement


class Editors(QObject):
    """Opens one field at a time, and closes it when the picture under it moves."""

    def __init__(self, view: View, document: Document, scene: Scene, folds: Folds, commands: Commands, hint: Hint) -> None:
        super().__init__(view)
        self._view, self._document, self._scene, self._folds = view, document, scene, folds
        self._commands, self._hint = commands, hint
        self._open: NameEditor | QuickAdd | BlockForm | None = None

    def ask_numbers(self, placement: Placement) -> None:
        """A form beside a block that was just put into the network, when it has numbers to ask for."""
        if placement.values:
            self.close()
            card = self._scene.card_of(self._document.selection[-1])
            self._scene.finish_motion()
            self._view.show_area(card.place)
            self._show(BlockForm(self._view.viewport(), placement, self._place_at(self._view.view_rect(card.place), "rlba")))

    def close(self) -> None:
        """Closes what is open and keeps nothing."""
        if self._open:
            self._open.close_without()

    # ------------------------------------------------------------------ names

    def rename(self, node_id: str = "") -> None:
        """A field over the name of a node or folded group, by default of what is selected."""
        graph, selection = self._document.graph, self._document.selection
        shown = self._scene.folding.shown(node_id or next(iter(selection), ""))
        if box := self._scene.folding.boxes.get(shown):
            self._name(shown, box.path)
        elif not node_id and len(selection) > 1 and (path := whole_group(graph, selection)):
            self._name(shown, path)
        elif shown in self._scene.cards:
            self._name(shown)

    def _name(self, shown: str, group: str = "") -> None:
        graph, card = self._document.graph, self._scene.cards[shown]
        self._scene.finish_motion()
        frame = next((frame for frame in self._scene.frames if frame.path == group), None)
        self._view.show_area(frame.label.united(card.rect) if frame else card.rect)
        at = frame.label if frame else QRectF(card.x + 8, card.y - 2, card.rect.width() - 16, 30)
        area = self._view.view_rect(at)
        area.setHeight(max(area.height(), 28))
        area.setWidth(max(area.width(), 160))
        if group:
            name, attempt = group.rpartition("/")[2], partial(rename_group, graph, group)
        else:
            name, attempt = graph.node(shown).name, partial(graph.rename, shown)
        self._show(
            NameEditor(
                self._view.viewport(),
                name,
                area,
                attempt=attempt,
                accept=partial(self._rename_group, group) if group else partial(self._commands.rename, shown),
                complain=lambda reason: self._hint.say(reason, area.bottomLeft(), problem=True),
            )
        )

    def _rename_group(self, path: str, name: str) -> None:
        new = "/".join(filter(None, (path.rpartition("/")[0], name.strip().replace("/", "_"))))
        if new != path:
            before = self._folds.paths
            self._folds.renamed(path, new)
            self._scene.folded = self._folds.paths
            self._commands.rename_group(path, name)
            if path in self._document.graph.groups:  # it was refused
                self._folds.paths = self._scene.folded = before

    # ------------------------------------------------------------------ something new

    def add_behind(self, text: str = "") -> None:
        """A search for what goes behind the selected node, into the selected wire, or to the end."""
        selection, wires = self._document.selection, self._scene.selected_wires
        if wires:
            wire = next(iter(wires))
            middle = self._scene.curves[wire].middle
            self._view.show_area(QRectF(middle.x() - 8, middle.y() - 8, 16, 16))
            self._add(OnWire(wire), self._view.view_rect(QRectF(middle.x(), middle.y(), 1, 1)), text)
        elif selection:
            shown = self._scene.folding.shown(selection[-1])
            self._add(OnNode(shown), self._card_in_sight(shown), text)
        elif outputs := self._document.graph.outputs:
            self._add(EMPTY, self._card_in_sight(self._scene.folding.shown(outputs[-1])), text)
        else:
            self._add(EMPTY, QRect(self._view.viewport().rect().center(), QSize(1, 1)), text)

    def add_at(self, spot: Spot, at: QPoint, text: str = "") -> None:
        """A search for what goes into a place, at a point of the viewport."""
        here = self._view.scene_point(QPointF(at))
        hit = next((card for card in self._scene.cards.values() if card.rect.adjusted(0, 0, 0, 8).contains(here)), None)
        self._add(spot, self._view.view_rect(hit.rect) if hit else QRect(at, QSize(1, 1)), text)
        if isinstance(spot, OnOutput):
            self._scene.hold((self._scene.cards[spot.node].output, here))
        elif isinstance(spot, OnInput):
            self._scene.hold((here, self._scene.input_ports(spot.node)[spot.port]))

    def _add(self, spot: Spot, anchor: QRect, text: str) -> None:
        self.close()
        field = QuickAdd(self._view.viewport(), self._where(spot), self._place_at(anchor, "barl"), self._document.blocks, text)
        field.payloadChosen.connect(lambda payload: self._commands.add(payload, spot))
        self._show(field)

    def replace_kind(self) -> None:
        """A search for the kind of layer that takes the place of the selected ones."""
        if selection := self._document.selection:
            card = self._scene.card_of(selection[-1])
            anchor = self._card_in_sight(card.node.id)
            self.close()
            what = card.words.name if len(selection) == 1 else number_of(self.tr("{0} layer|{0} layers"), len(selection))
            words, blocks = filled(self.tr("Replace {0} by"), what), self._document.blocks
            field = QuickAdd(self._view.viewport(), words, self._place_at(anchor, "barl"), blocks)
            field.show_only_layers()
            field.payloadChosen.connect(self._commands.replace_kind)
            self._show(field)

    def _where(self, spot: Spot) -> str:
        if isinstance(spot, OnNode):
            return filled(self.tr("Add behind {0}"), self._scene.cards[spot.node].words.name)
        if isinstance(spot, OnOutput):
            return filled(self.tr("Add what reads {0}"), self._scene.cards[spot.node].words.name)
        if isinstance(spot, OnInput):
            return filled(self.tr("Add what {0} reads"), self._scene.cards[spot.node].words.name)
        if isinstance(spot, OnWire):
            return filled(self.tr("Insert before {0}"), self._scene.cards[spot.wire.target].words.name)
        return self.tr("Add at the end")

    def _card_in_sight(self, shown_id: str) -> QRect:
        """Where a card stands in the viewport, after it was brought into sight."""
        self._scene.finish_motion()
        card = self._scene.cards[shown_id]
        self._view.show_area(card.place)
        return self._view.view_rect(card.rect)

    def _place_at(self, anchor: QRect, sides: str) -> Callable[[QSize], QPoint]:
        """Where a field opens at something, by its size."""
        return lambda size: self._view.beside(size, anchor, sides)

    def _show(self, field: NameEditor | QuickAdd | BlockForm) -> None:
        self._open = field
        field.closed.connect(self._forget)
        if isinstance(field, QuickAdd):
            field.tabPressed.connect(self._view.leave)

    def _forget(self) -> None:
        self._open = None
        self._scene.hold(None)
