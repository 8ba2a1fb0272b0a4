"""What a click selects."""

from PySide6.QtCore import QObject

from cnn.edits.spots import OnGroup, OnRepair, OnWire, Spot, node_of
from cnn.graph import Wire
from cnn.layout.folding import inside
from gui.canvas.scene.scene import Scene
from gui.document import Document


class ClickSelection(QObject):
    """Selects nodes of the design by what is clicked in the picture: a layer, a folded group, the name of an open one."""

    def __init__(self, document: Document, scene: Scene, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._scene = document, scene

    def is_selected(self, spot: Spot) -> bool:
        """Whether everything that stands there is selected."""
        members = self._members(spot)
        return bool(members) and set(self._document.selection).issuperset(members)

    def _members(self, spot: Spot) -> tuple[str, ...]:
        """The nodes of the design that stand in a place."""
        if isinstance(spot, OnGroup):
            return inside(self._document.graph, spot.path)
        node_id = node_of(spot)
        return self._scene.folding.members(node_id) if node_id else ()

    def select(self, spot: Spot, *, adds: bool) -> None:
        """Selects what was clicked: alone, or with `adds` on top of the rest; a second time takes it away again."""
        members, selection = self._members(spot), self._document.selection
        if members:
            kept = tuple(one for one in selection if one not in members)
            if adds:
                self._document.select(kept if self.is_selected(spot) else (*kept, *members))
            elif not isinstance(spot, OnRepair):
                self._document.select(members)
        elif not adds:
            self._document.select(())
        wires: frozenset[Wire] = frozenset({spot.wire}) if isinstance(spot, OnWire) else frozenset()
        if isinstance(spot, OnWire):
            self._document.select(())
        self._scene.select(self._document.selection, (self._scene.selected_wires ^ wires) if adds and wires else wires)
