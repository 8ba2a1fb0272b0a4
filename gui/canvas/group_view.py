"""How groups are looked at on a canvas: folding them keeps one's place, and there is a way in and out."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRectF

from cnn.graph import Graph
from cnn.layout.folding import common_group_of, inside
from cnn.words.language import filled
from cnn.words.lists import listed
from gui.canvas.overlays.breadcrumbs import Breadcrumbs
from gui.canvas.scene.folds import Folds
from gui.canvas.scene.scene import Scene
from gui.canvas.view.view import View
from gui.document import Document

#: what is looked for is shown at least that large, so that its name can be read
LEGIBLE = 0.6


class GroupView(QObject):
    """Lets the picture follow what is folded, and tells where one is."""

    def __init__(
        self,
        view: View,
        document: Document,
        scene: Scene,
        folds: Folds,
        breadcrumbs: Breadcrumbs,
        *,
        before: Callable[[], None],
        after: Callable[[], None],
    ) -> None:
        """`before` is called when other groups are about to be shown folded, `after` when they are."""
        super().__init__(view)
        self._view, self._document, self._scene, self._folds, self._breadcrumbs = view, document, scene, folds, breadcrumbs
        self._before, self._after = before, after
        scene.folded = folds.paths
        folds.foldsChanged.connect(self._on_folds_changed)
        folds.refused.connect(document.refused)
        document.nodeRevealed.connect(self._on_revealed)
        breadcrumbs.groupChosen.connect(self._go_to)
        breadcrumbs.foldWanted.connect(lambda path: folds.fold([path]))

    def expect(self, path: str, folded: bool) -> None:
        """A group is about to appear, folded or open."""
        self._scene.folded = self._folds.expect(path, folded=folded)

    def follow(self, before: Graph, after: Graph) -> None:
        """Another network is about to be shown: what came into a group is as folded as what stood there."""
        self._folds.follow(before, after)
        self._scene.folded = self._folds.paths

    def rename(self, old: str, new: str) -> None:
        """A group is about to be called otherwise: it stays as folded as it was."""
        self._folds.renamed(old, new)
        self._scene.folded = self._folds.paths

    def open_around(self, selection: tuple[str, ...]) -> None:
        """A single layer that is selected elsewhere comes out of a folded group."""
        folding = self._scene.folding
        if len(selection) == 1 and len(folding.members(folding.shown(selection[0]))) > 1:
            self._folds.unfold([folding.boxes[folding.shown(selection[0])].path])

    def show_way(self, selection: tuple[str, ...]) -> None:
        """The groups around what is selected."""
        graph = self._document.graph
        path = common_group_of(graph.nodes[node_id].group for node_id in selection)
        self._breadcrumbs.show_path(graph, path, folds=not self._folds.shown_as(path))

    def _on_revealed(self, node_id: str) -> None:
        """Brings a node into sight, whatever is folded around it."""
        self._folds.unfold([self._document.graph.nodes[node_id].group])
        if self._view.zoom < LEGIBLE:
            self._view.zoom_to(LEGIBLE)
        self._view.show_area(self._scene.card_of(node_id).place)

    def _on_folds_changed(self) -> None:
        """Shows other groups folded; what is selected, or the first thing in sight, stays where it is on the screen."""
        self._before()
        anchor = self._anchor()
        before = self._view.position_of(anchor) if anchor else QPoint()
        opened = self._scene.folded - self._folds.paths
        self._scene.folded = self._folds.paths
        self._scene.show_graph(self._document.graph, self._document.shown)
        if refused := self._scene.folding.tangled:
            self._folds.drop(refused)
            self._document.refused.emit(
                filled(self.tr("{0} stays open: layers outside stand between its own."), listed(sorted(refused)))
            )
        self._select_boxes()
        self._after()
        if anchor:
            self._view.scroll_by(self._view.position_of(anchor) - before)
            self._view.show_area(self._scene.card_of(anchor).place)
        if self._view.has_room_for(self._scene.extent):
            self._view.show_area(self._scene.extent)
        elif len(opened) == 1:
            self._show_frame(*opened)

    def _show_frame(self, path: str) -> None:
        """Brings a group that was opened into sight: all of it, or as much as there is room for around its first layer."""
        frames = [frame.rect for frame in self._scene.frames if frame.path == path]
        if len(frames) != 1:
            return  # it goes over several lines, or nothing of it is shown
        (area,), room = frames, self._view.room.size() / self._view.zoom
        members = frozenset(inside(self._document.graph, path))
        at = self._scene.card_of(next(filter(members.__contains__, self._document.graph.order))).place
        if area.width() > room.width():
            left = min(max(at.center().x() - room.width() / 2, area.left()), area.right() - room.width())
            begins = self._view.view_rect(QRectF(left, at.top(), at.width(), at.height())).left()
            self._view.scroll_by(QPoint(begins - self._view.room.left(), 0))
            area = QRectF(at.left(), area.top(), at.width(), area.height())
        if area.height() > room.height():
            area = QRectF(area.left(), at.top(), area.width(), at.height())
        self._view.show_area(area)

    def _anchor(self) -> str:
        """The node that is to stay in its place."""
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        shown = {card.node.id for card in self._scene.cards_in(seen)}
        order = (*self._document.selection, *self._document.graph.order)
        return next((node_id for node_id in order if self._scene.folding.shown(node_id) in shown), "")

    def _select_boxes(self) -> None:
        """A group that is folded around selected layers is selected as a whole."""
        folding = self._scene.folding
        shown = dict.fromkeys(map(folding.shown, self._document.selection))
        self._document.select(member for one in shown for member in folding.members(one))

    def _go_to(self, path: str) -> None:
        """Selects a group and shows it; without a path, the whole network."""
        self._document.select(inside(self._document.graph, path) if path else ())
        frame = next((frame for frame in self._scene.frames if frame.path == path), None)
        if frame:
            self._view.show_area(frame.rect)
        elif not path:
            self._view.fit()
