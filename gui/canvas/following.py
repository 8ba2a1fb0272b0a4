"""How a canvas follows its document: another network, selection or direction is shown, and what an edit did comes into sight."""

from collections.abc import Callable
from functools import reduce

from PySide6.QtCore import QObject, QRectF, QTimer

from cnn.graph import Graph
from cnn.graph.touched import touched
from cnn.layout.direction import COLUMNS, direction_of
from cnn.plan.stages import frozen_epochs
from cnn.words.quantities import number_of
from gui.canvas.descriptions import describe_node
from gui.canvas.gestures.gesture import Stage
from gui.canvas.group_view import GroupView
from gui.canvas.overlays.overlays import Overlays
from gui.canvas.scene.folds import Folds
from gui.canvas.scene.scene import Scene
from gui.canvas.view.view import View
from gui.document import Document


class Following(QObject):
    """Lets scene, groups and overlays show the document, also after an undo or a redo."""

    def __init__(
        self,
        view: View,
        document: Document,
        scene: Scene,
        folds: Folds,
        groups: GroupView,
        overlays: Overlays,
        stage: Stage,
        *,
        before: Callable[[], None],
        busy: Callable[[], bool],
    ) -> None:
        """`before` is called when another network is about to be shown; while `busy` the hand does something, and nothing scrolls
        by itself."""
        super().__init__(view)
        self._view, self._document, self._scene, self._folds = view, document, scene, folds
        self._groups, self._overlays, self._stage = groups, overlays, stage
        self._before, self._busy = before, busy
        self._touched: tuple[str, ...] = ()  # what shows best what the last edit did
        self._way = QTimer(self, singleShot=True, interval=0)  # once for all that come together
        self._way.timeout.connect(self._make_way)
        view.overlayAppeared.connect(self._way.start)
        document.graphChanged.connect(self.follow)
        document.hiddenChanged.connect(self._on_hidden)
        document.retold.connect(self._on_retold)
        document.recipeChanged.connect(self._show_frozen)
        document.selectionChanged.connect(self._on_selection_changed)
        document.opened.connect(self._on_opened)
        document.directionChanged.connect(self._on_turned)
        scene.arrangementArrived.connect(self._on_planned)
        scene.direction = direction_of(document.direction)

    def follow(self, before: Graph, after: Graph) -> None:
        """Shows another network than before, and brings into sight what of it is new or was touched."""
        self._before()
        if self._document.opening:
            return  # it is shown as soon as it is known what of it is folded
        self._groups.follow(before, after)
        with self._overlays.placed_once():
            self._scene.show_graph(after, self._document.shown)
            self._show_frozen()
            self._folds.drop(self._scene.folding.tangled)
            self._show_whether_empty(after)
            self._on_selection_changed(self._document.selection)
            self._overlays.refresh()
        self._show_new(before)
        self._touched = touched(before, after, frozenset(self._document.selection))
        self._show_touched()
        if not before.nodes and after.nodes:
            self._view.show_beginning()

    def _show_whether_empty(self, graph: Graph) -> None:
        """Offers something to begin with where there is no layer."""
        empty = self._overlays.empty
        empty.setVisible(not graph.nodes)
        if not graph.nodes:
            empty.offer(self._document.analysis.problems[0].repairs if self._document.analysis.problems else ())

    def _show_new(self, before: Graph) -> None:
        """Brings into sight what is new and selected: all of it, or at least the last."""
        new = [self._scene.card_of(node_id).place for node_id in self._document.selection if node_id not in before]
        if new:
            together = reduce(QRectF.united, new)
            self._view.show_area(together if self._view.has_room_for(together) else new[-1])

    def _show_touched(self) -> None:
        """Brings into sight what the last edit did, where nothing of it is."""
        cards = {self._scene.folding.shown(node_id): None for node_id in self._touched}
        self._view.show_any([self._scene.cards[item].place for item in cards])

    def _make_way(self) -> None:
        """Scrolls what matters out from under what now floats over it: what is selected, else where the network begins."""
        if self._busy() or not self._view.isVisible():
            return
        order = self._scene.graph.order
        shown = [node_id for node_id in order if node_id in self._scene.selected] or list(order[:1])
        area = self._scene.cards[shown[-1]].place if shown else QRectF()
        seen = self._view.view_rect(area) & self._view.viewport().rect()
        if any(map(seen.intersects, self._view.overlays())):
            self._view.show_area(area)

    def _on_selection_changed(self, selection: tuple[str, ...]) -> None:
        self._groups.open_around(selection)
        self._scene.select(selection)
        self._stage.foresee(None)
        self._groups.show_way(selection)
        self._overlays.place()
        if len(self._scene.selected) == 1:
            self._view.show_area(self._scene.cards[next(iter(self._scene.selected))].place)
        self.describe()

    def describe(self) -> None:
        """Says what is selected to who does not see it."""
        self._view.setAccessibleDescription(self._description(self._document.selection))

    def _description(self, selection: tuple[str, ...]) -> str:
        if len(self._scene.selected) == 1:
            return describe_node(self._scene.cards[next(iter(self._scene.selected))])
        if selection:
            return number_of(self.tr("{0} layer selected|{0} layers selected"), len(selection))
        return number_of(self.tr("{0} layer|{0} layers"), len(self._document.graph))

    def _show_frozen(self, *_: object) -> None:
        """Which layers the recipe keeps from learning."""
        epochs = frozen_epochs(self._document.graph, self._document.recipe) if self._document.recipe.freezes else {}
        nodes = self._document.graph.nodes.values() if epochs else ()
        self._scene.show_frozen({node.id: epochs[node.name] for node in nodes if node.name in epochs})

    def _on_opened(self) -> None:
        self._touched = ()
        self._folds.begin()
        with self._overlays.placed_once():
            self._scene.turn(direction_of(self._document.direction))
            self._scene.folded = self._folds.paths
            self._scene.show_graph(self._document.graph, self._document.shown, ahead=self._document.ahead)
            self._show_frozen()
            self._folds.drop(self._scene.folding.tangled)
            self._show_whether_empty(self._document.graph)
            self._on_selection_changed(self._document.selection)
            self._overlays.refresh()
        with self._overlays.placed_once():  # where that is depends on what floats there, and the other way round
            self._view.show_beginning()

    def _on_retold(self) -> None:
        """Another language was chosen: what is wrong and what would help stand on the canvas as well."""
        self._before()
        self._scene.show_graph(self._document.graph, self._document.shown)
        self._show_whether_empty(self._document.graph)
        self._overlays.refresh()

    def _on_hidden(self) -> None:
        """Other numbers are to be told before they are shown."""
        self._scene.show_graph(self._document.graph, self._document.shown)
        self._stage.foresee(None)
        self._overlays.refresh()
        self._view.viewport().update()

    def _on_planned(self) -> None:
        """A very large network went from a rough arrangement to its own: shows what it showed or what an edit did, else the
        beginning, or all of it where it was to be broken into columns for that."""
        self._overlays.refresh()
        if self._document.selection or self._touched:
            self._on_selection_changed(self._document.selection)
            self._show_touched()
        elif self._scene.direction is COLUMNS:
            self._view.fit()
        else:
            self._view.show_beginning()

    def refolded(self) -> None:
        """Other groups are shown folded."""
        self._on_selection_changed(self._document.selection)
        self._overlays.refresh()

    def _on_turned(self, direction: str) -> None:
        self._scene.turn(direction_of(direction))
        self._scene.finish_motion()
        self._overlays.refresh()
        self._view.fit()
        if self._document.selection:
            self._on_selection_changed(self._document.selection)
