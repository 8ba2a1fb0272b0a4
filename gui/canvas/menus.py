"""The context menus of the canvas: on a node, on a wire, on empty ground."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from cnn.analysis import Problem
from cnn.edits.spots import EMPTY, OnGroup, OnNode, OnOutput, OnWire, Spot
from cnn.graph import Graph, Wire
from cnn.graph.bypass import skippable
from cnn.layers.catalogue import offered
from cnn.words.language import filled
from cnn.words.language import tr as in_language
from gui.canvas.commands import Commands
from gui.canvas.scene.folds import Folds
from gui.canvas.scene.scene import Scene
from gui.document import Document
from gui.document.possible import POSSIBLE
from gui.style import icons
from gui.widgets.basic.action_words import literal


class Others(NamedTuple):
    """What the window can do besides: clipboard, wires, making groups, groups, looking into layers, the picture as a whole."""

    clipboard: Sequence[QAction] = ()
    wiring: Sequence[QAction] = ()
    grouping: Sequence[QAction] = ()
    groups: Sequence[QAction] = ()
    layers: Sequence[QAction] = ()
    ground: Sequence[QAction] = ()


class Menus(QWidget):
    """Builds a menu for whatever was clicked; lives as long as the canvas."""

    def __init__(
        self,
        document: Document,
        scene: Scene,
        commands: Commands,
        folds: Folds,
        parent: QWidget,
        *,
        rename: Callable[[str], None],
        replace_kind: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self.hide()
        self._document, self._scene, self._commands, self._folds = document, scene, commands, folds
        self._rename, self._replace_kind = rename, replace_kind
        self.others = Others()

    def for_spot(self, spot: Spot) -> QMenu:
        """The menu of a node, a wire, or of the ground."""
        menu = QMenu(self.parentWidget())
        menu.setObjectName("canvasMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        if isinstance(spot, OnWire):
            self._of_wire(menu, spot.wire)
        elif isinstance(spot, OnGroup):
            self._of_group(menu, spot.path)
        elif node_id := getattr(spot, "node", ""):
            self._of_node(menu, node_id)
        else:
            self._of_ground(menu)
        return menu

    def _of_node(self, menu: QMenu, node_id: str) -> None:
        graph = self._scene.graph
        node = graph.node(node_id)
        for repair in [repair for problem in self._problems(node_id) for repair in problem.repairs]:
            menu.addAction(icons.icon("wrench"), literal(repair.title), partial(self._commands.repair, repair))
        if menu.actions():
            menu.addSeparator()
        self._add_layers(menu.addMenu(icons.icon("plus"), self.tr("Insert after")), OnNode(node_id))
        self._add_layers(menu.addMenu(icons.icon("git-branch"), self.tr("Start a branch")), OnOutput(node_id))
        menu.addActions(_possible(self.others.wiring))
        self._add_disconnect(menu, _wires_of(graph, node_id), node.name)
        menu.addSeparator()
        self._add_clipboard(menu)
        menu.addAction(self.tr("Rename"), "F2", partial(self._rename, node_id))
        if POSSIBLE["actionReplace"](self._document):
            menu.addAction(icons.icon("swap"), self.tr("Replace by …"), "Ctrl+R", self._replace_kind)
        self._add_bypass(menu)
        self._add_freeze(menu)
        menu.addSeparator()
        menu.addActions(self.others.grouping)
        if box := self._scene.folding.boxes.get(node_id):
            menu.addAction(icons.icon("stack"), self.tr("Unfold"), "Ctrl+K", partial(self._folds.unfold, [box.path]))
            menu.addActions(_possible(self.others.groups))
        elif node.group:
            menu.addAction(
                icons.icon("stack"),
                filled(self.tr("Fold {0}"), literal(node.group)),
                "Ctrl+K",
                partial(self._folds.fold, [node.group]),
            )
        if self.others.layers:
            menu.addSeparator()
            menu.addActions(self.others.layers)
        menu.addSeparator()
        menu.addAction(icons.icon("trash"), self.tr("Delete"), "Del", self._commands.delete)

    def _add_clipboard(self, menu: QMenu) -> None:
        menu.addActions(self.others.clipboard)
        menu.addAction(icons.icon("copy-simple"), self.tr("Duplicate"), "Ctrl+D", self._commands.duplicate)

    def _add_freeze(self, menu: QMenu) -> None:
        if not POSSIBLE["actionFreeze"](self._document):
            return  # nothing here learns
        if all(self._document.graph.node(one).trainable for one in self._document.selection):
            menu.addAction(
                icons.icon("snowflake"), self.tr("Freeze"), "Ctrl+Shift+F", lambda: self._commands.set_trainable(False)
            )
        else:
            menu.addAction(icons.icon("flame"), self.tr("Thaw"), "Ctrl+Shift+F", lambda: self._commands.set_trainable(True))

    def _add_bypass(self, menu: QMenu) -> None:
        graph, selected = self._document.graph, self._document.selection
        if skippable(graph, selected):
            menu.addAction(icons.icon("arrow-bend-down-right"), self.tr("Skip"), "Ctrl+B", self._commands.bypass)
        elif any(graph.node(one).bypassed is not None for one in selected):
            menu.addAction(icons.icon("arrow-bend-down-right"), self.tr("Use again"), "Ctrl+B", self._commands.bypass)

    def _of_wire(self, menu: QMenu, wire: Wire) -> None:
        self._add_layers(menu.addMenu(icons.icon("plus"), self.tr("Insert here")), OnWire(wire))
        menu.addActions(_possible(self.others.wiring))
        for end in (wire.source, wire.target):
            name = self._scene.cards[end].words.name
            menu.addAction(
                filled(self.tr("Select {0}"), literal(name)), partial(self._document.select, self._scene.folding.members(end))
            )
        menu.addSeparator()
        menu.addAction(
            icons.icon("link-break"), self.tr("Disconnect"), "Del", partial(self._commands.disconnect_wires, frozenset([wire]))
        )

    def _of_group(self, menu: QMenu, path: str) -> None:
        menu.addAction(icons.icon("stack"), self.tr("Fold"), "Ctrl+K", partial(self._folds.fold, [path]))
        menu.addAction(self.tr("Rename"), "F2", partial(self._rename, ""))
        menu.addSeparator()
        self._add_clipboard(menu)
        menu.addSeparator()
        menu.addActions(self.others.grouping)
        menu.addActions(_possible(self.others.groups))
        menu.addSeparator()
        menu.addAction(icons.icon("trash"), self.tr("Delete"), "Del", self._commands.delete)

    def _of_ground(self, menu: QMenu) -> None:
        self._add_layers(menu.addMenu(icons.icon("plus"), self.tr("Append")), EMPTY)
        menu.addActions(self.others.clipboard[-1:])  # there is nothing to cut or copy
        every = menu.addAction(self.tr("Select all"), "Ctrl+A", self._commands.select_all)
        every.setEnabled(POSSIBLE["actionSelectAll"](self._document))
        for actions in (self.others.ground, self.others.layers):
            if actions:
                menu.addSeparator()
                menu.addActions(actions)
        if groups := frozenset(self._document.graph.groups):
            folded = groups & self._folds.paths
            menu.addSeparator()
            menu.addAction(self.tr("Fold every group"), self._folds.fold_all).setEnabled(folded != groups)
            menu.addAction(self.tr("Unfold every group"), self._folds.unfold_all).setEnabled(bool(folded))

    def _add_layers(self, menu: QMenu, spot: Spot) -> None:
        """Every layer that can stand there, by family; filled when it opens."""

        def fill() -> None:
            families: dict[str, QMenu] = {}
            for name, family in offered():
                if name != "Input" or spot == EMPTY:
                    if family not in families:
                        families[family] = menu.addMenu(icons.family_icon(family), in_language(family))
                    families[family].addAction(name, partial(self._insert, name, spot))

        menu.aboutToShow.connect(lambda: fill() if menu.isEmpty() else None)

    def _add_disconnect(self, menu: QMenu, wires: list[Wire], name: str) -> None:
        """Taking away one wire at a time, each named by where it leads."""
        if not wires:
            return
        graph = self._scene.graph
        sub = menu.addMenu(icons.icon("link-break"), self.tr("Disconnect"))
        for wire in wires:
            other = self.tr("from {0}") if graph.node(wire.target).name == name else self.tr("to {0}")
            end = wire.source if graph.node(wire.target).name == name else wire.target
            sub.addAction(
                filled(other, literal(graph.node(end).name)), partial(self._commands.disconnect_wires, frozenset([wire]))
            )

    def _insert(self, class_name: str, spot: Spot) -> None:
        self._commands.add(class_name, spot)

    def _problems(self, node_id: str) -> list[Problem]:
        return [problem for problem in self._scene.analysis.problems if problem.node == node_id]


def _possible(actions: Sequence[QAction]) -> list[QAction]:
    """Those that could do something now."""
    return [action for action in actions if action.isEnabled()]


def _wires_of(graph: Graph, node_id: str) -> list[Wire]:
    """The wires that end or start at a node."""
    return [wire for wire in graph.wires if node_id in (wire.source, wire.target)]
