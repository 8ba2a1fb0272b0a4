"""What can be done to the selection without moving the mouse; each is one undo step."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject

from cnn.analysis.repairs import Repair
from cnn.blocks import Block
from cnn.edits.insert import Insertable, insertable, place, title
from cnn.edits.preview import Preview
from cnn.edits.selection import duplicate, fresh_groups, replaced
from cnn.edits.spots import EMPTY, Spot
from cnn.graph import Graph, Node, Wire
from cnn.graph.bypass import bypass, reinstate, skippable
from cnn.graph.made import covered
from cnn.layout.direction import COLUMNS, Name
from cnn.layout.folding import Folding, rename_group
from cnn.words.language import filled
from cnn.words.quantities import number_of
from gui.canvas.scene.card import Card
from gui.canvas.scene.scene import Scene
from gui.document import Document
from gui.document.placement import Placement
from gui.settings import settings


class Edit(NamedTuple):
    """Something to be done to the network in one undo step."""

    text: str
    change: Graph | Callable[[Graph], Graph | tuple[Graph, Node]]
    select: tuple[str, ...] | None = None


class Commands(QObject):
    """Edits of the selected nodes and wires."""

    def __init__(self, document: Document, scene: Scene, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._scene = document, scene

    def insert(self, thing: Insertable, spot: Spot = EMPTY, folding: Folding | None = None) -> bool:
        """Puts a layer or a block into a place of the picture, by default behind the last one; False when it is refused."""
        return self.do(self.insertion(thing, spot, folding))

    def insertion(
        self, thing: Insertable, spot: Spot, folding: Folding | None = None, seen: Preview | None = None
    ) -> Edit | Placement:
        """The edit that puts something into a place of the picture. What was `seen` of it before is taken as it is, if the
        network is still the same."""
        document, shown = self._document, folding or self._scene.folding
        known = seen if seen is not None and seen.before.graph is document.graph and seen.graph is not None else None
        text = filled(self.tr("Add {0}"), title(thing))
        if isinstance(thing, Block):
            put = partial(self._put, spot, shown)
            return Placement(document, thing, text, put, known.graph if known else None)
        if known is not None and known.graph is not None:
            return Edit(text, known.graph, known.selection)
        return Edit(text, lambda graph: place(graph, thing, spot, shown))

    def do(self, edit: Edit | Placement) -> bool:
        """Makes an edit one undo step; False when it is refused, which is told."""
        if isinstance(edit, Placement):
            return edit.begin()
        return self._document.edit(edit.text, edit.change, select=edit.select)

    @staticmethod
    def _put(spot: Spot, folding: Folding, graph: Graph, block: Block[Any]) -> tuple[Graph, Node]:
        return place(graph, block, spot, folding)

    def add(self, payload: str, spot: Spot = EMPTY) -> None:
        """Puts in what the palette calls by that name, and counts it as used."""
        if self.insert(insertable(payload, self._document.blocks), spot):
            settings.count_use(payload)

    def delete(self) -> None:
        """Takes the selected nodes away and heals the chain; without any, takes the selected wires away."""
        nodes, wires = self._document.selection, self._scene.selected_wires
        if nodes:
            text = filled(self.tr("Delete {0}"), self._name(nodes))
            self._document.edit(text, lambda graph: graph.remove(*nodes), select=self._heirs(nodes))
        elif wires:
            self.disconnect_wires(wires)

    def disconnect_wires(self, wires: frozenset[Wire]) -> None:
        """Takes wires of the picture away."""
        found = {one for wire in wires for one in self._scene.folding.wires(wire)}

        def change(graph: Graph) -> Graph:
            for wire in sorted(found, key=lambda wire: wire.port, reverse=True):
                graph = graph.disconnect(wire)
            return graph

        self._document.edit(self.tr("Disconnect"), change)

    def duplicate(self) -> None:
        """Repeats a chain or a block behind itself, anything else beside itself; selects the copies."""
        if nodes := self._document.selection:
            graph, copies = duplicate(self._document.graph, nodes)
            self.fold_copies(nodes)
            self._document.edit(filled(self.tr("Duplicate {0}"), self._name(nodes)), graph, select=copies)

    def fold_copies(self, nodes: Collection[str]) -> None:
        """Copies of these nodes are about to appear: groups among them are looked at as those that they are copies of."""
        graph = self._document.graph
        originals = [node_id for node_id in graph.order if node_id in nodes]
        for old, new in fresh_groups(graph, graph, originals).items():
            self._document.groupExpected.emit(new, old in self._scene.folded)

    def fold_copies_in(self, after: Graph, nodes: Collection[str], copies: Collection[str]) -> None:
        """As `fold_copies`, of copies, in the order of the network, that go elsewhere in the network that is to come."""
        graph = self._document.graph
        originals = [node_id for node_id in graph.order if node_id in nodes]
        copy_of = dict(zip(originals, copies, strict=True))
        for old in covered(graph.groups, graph.nodes, originals):
            member = graph.members(old)[0]
            new = after.node(copy_of[member.id]).group.removesuffix(member.group.removeprefix(old))
            self._document.groupExpected.emit(new, old in self._scene.folded)

    def set_trainable(self, trainable: bool) -> None:
        """Freezes or thaws the selected nodes."""
        if nodes := self._document.selection:
            text = self.tr("Thaw {0}") if trainable else self.tr("Freeze {0}")
            self._document.edit(filled(text, self._name(nodes)), lambda graph: graph.set_trainable(nodes, trainable))

    def bypass(self) -> None:
        """Skips the selected layers, or puts them back to work when all of them are skipped."""
        graph = self._document.graph
        selected = self._document.selection
        waiting = [one for one in selected if graph.node(one).bypassed is not None]
        others = skippable(graph, selected)
        if waiting and not others:
            text = filled(self.tr("Use {0} again"), self._name(tuple(waiting)))
            self._document.edit(text, lambda graph: reinstate(graph, waiting))
        elif nodes := (*waiting, *others) or selected:
            self._document.edit(filled(self.tr("Skip {0}"), self._name(tuple(nodes))), lambda graph: bypass(graph, nodes))

    def replace_kind(self, class_name: str) -> None:
        """Makes layers of another kind of the selected ones, keeping what fits."""
        if nodes := self._document.selection:
            text = filled(self.tr("Replace {0} by {1}"), self._name(nodes), class_name)
            self._document.edit(text, lambda graph: replaced(graph, nodes, class_name))

    def ends(self) -> tuple[str, ...]:
        """The nodes whose outputs the selected cards show."""
        shown = dict.fromkeys(map(self._scene.folding.shown, self._document.selection))
        return tuple(map(self._scene.folding.exit, shown))

    def rename(self, node_id: str, name: str) -> None:
        """Gives a node another name."""
        if name != self._document.graph.node(node_id).name:
            self._document.edit(filled(self.tr("Rename to {0}"), name), lambda graph: graph.rename(node_id, name))

    def rename_group(self, path: str, name: str) -> None:
        """Gives a group another name."""
        self._document.edit(filled(self.tr("Rename group to {0}"), name), lambda graph: rename_group(graph, path, name))

    def nudge(self, x: float, y: float) -> None:
        """Moves what is selected a little; many times in a row are one undo step."""
        cards = self._cards()
        places = self._places({card.node.id: (card.x + x, card.y + y) for card in cards})
        if places and self.may_place():
            key = f"nudge {' '.join(places)}"
            text = filled(self.tr("Move {0}"), self._name(self._document.selection))
            self._document.edit(text, lambda graph: graph.place(places), merge=key)

    def align(self, x: int, y: int) -> None:
        """Lines the selected cards up with the outermost of them on one side."""
        cards = self._cards()
        if len(cards) < 2 or not self.may_place():
            return
        left = (min if x < 0 else max)(card.x for card in cards)
        top = (min if y < 0 else max)(card.y for card in cards)
        places = self._places({card.node.id: (left if x else card.x, top if y else card.y) for card in cards})
        self._document.edit(filled(self.tr("Align {0}"), self._name(tuple(places))), lambda graph: graph.place(places))

    def may_place(self) -> bool:
        """Whether layers can be placed by hand, told where not: the columns that Fit makes are gone when it is opened again."""
        if self._scene.direction is COLUMNS:
            self._document.refused.emit(
                self.tr(
                    "In the columns that Fit made each layer has its place. Arrange puts them into one, where they can be moved."
                )
            )
        return self._scene.direction is not COLUMNS

    def unpin(self) -> bool:
        """Lets everything that was placed by hand arrange itself again; False when nothing was."""
        return self._unpin(self.tr("Arrange"))

    def turn(self, direction: Name) -> bool:
        """Lets the network run another way; whether that put back into line what was placed by hand, which undo brings back."""
        if self._unpin(self.tr("Run to the right") if direction == "right" else self.tr("Run downwards"), direction):
            return True
        self._document.turn(direction)
        return False

    def _unpin(self, text: str, turn: Name | None = None) -> bool:
        pinned = [node.id for node in self._document.graph.nodes.values() if node.position is not None]
        if pinned:
            self._document.edit(text, lambda graph: graph.place(dict.fromkeys(pinned)), turn=turn)
        return bool(pinned)

    def _cards(self) -> list[Card]:
        """The cards of what is selected."""
        shown = dict.fromkeys(map(self._scene.folding.shown, self._document.selection))
        return [self._scene.cards[one] for one in shown]

    def _places(self, places: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float] | None]:
        """The places of the nodes behind cards."""
        members = self._scene.folding.members
        return {node_id: place for shown, place in places.items() for node_id in members(shown)}

    def repair(self, repair: Repair) -> None:
        """Cures a problem."""
        self._document.edit(repair.title, repair.apply)

    def select_all(self) -> None:
        """Selects every node."""
        self._document.select(self._document.graph.nodes)

    def _name(self, nodes: tuple[str, ...]) -> str:
        if len(shown := {self._scene.folding.shown(one) for one in nodes}) == 1:
            return self._scene.cards[shown.pop()].words.name
        return number_of(self.tr("{0} layer|{0} layers"), len(nodes))

    def _heirs(self, gone: tuple[str, ...]) -> tuple[str, ...]:
        """What is selected after a deletion: what the first of them read, so that one can go on from there."""
        graph = self._document.graph
        node_id: str | None = next(one for one in graph.order if one in gone)
        while node_id in gone:
            node_id = next(iter(graph.node(node_id or "").inputs), None)
        return self._scene.folding.members(self._scene.folding.shown(node_id)) if node_id else ()
