"""Which groups are folded: how the network is looked at, not part of the design."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from cnn.graph import Graph
from cnn.graph.node import enclosing_groups
from cnn.layout.folding import common_group_of, folded_at_first, usually_folded
from gui.document import Document


class Folds(QObject):
    """The paths of folded groups; a group inside a folded one keeps its own state for later."""

    foldsChanged = Signal()
    refused = Signal(str)

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._paths: frozenset[str] = frozenset()
        self._expected: set[str] = set()
        self.begin()

    @property
    def paths(self) -> frozenset[str]:
        """The paths of folded groups."""
        return self._paths

    @paths.setter
    def paths(self, paths: frozenset[str]) -> None:
        self._paths = paths
        self._document.folded = None if paths == self._usual() else tuple(sorted(paths))

    def begin(self) -> None:
        """Another project: it opens as it was left, a large one that nobody folded yet with every group folded."""
        self.paths = folded_at_first(self._document.graph, self._document.folded)

    def _usual(self) -> frozenset[str]:
        return usually_folded(self._document.graph)

    def fold(self, paths: Iterable[str]) -> None:
        """Folds groups."""
        self._set(self.paths | frozenset(paths))

    def expect(self, path: str, *, folded: bool = True) -> frozenset[str]:
        """A group that is still to come will be folded, or open; the paths of all that are folded."""
        self.paths = self.paths | {path} if folded else self.paths - {path}
        self._expected.add(path)
        return self.paths

    def follow(self, before: Graph, after: Graph) -> None:
        """What stands elsewhere by now is as folded as it was, and what came into a group whose inner groups are all folded is
        folded too, as when a stage gets more blocks."""
        expected, self._expected = self._expected, set()
        if not self.paths:
            return
        known, folded = set(before.groups), set(self.paths)
        new = [path for path in after.groups if path not in known | expected]
        gone = known.difference(after.groups) if new else ()
        were = {_members(before, path): path in folded for path in gone}
        for path in new:
            outer = path.rpartition("/")[0]
            if (was := were.get(_members(after, path))) is not None:
                folded |= {path} if was else set()
            elif outer:
                beside = {other for other in known if other.rpartition("/")[0] == outer}
                if outer in folded - known or (beside and beside <= folded):
                    folded.add(path)
        if folded != self.paths:
            self.paths = frozenset(folded)

    def unfold(self, paths: Iterable[str]) -> None:
        """Opens groups, and what encloses them; inner ones stay as they are."""
        self._set(self.paths - {outer for path in paths for outer in enclosing_groups(path)})

    def fold_all(self) -> None:
        """Folds every group."""
        self._set(frozenset(self._document.graph.groups))

    def unfold_all(self) -> None:
        """Opens every group."""
        self._set(frozenset())

    def toggle(self, nodes: Iterable[str]) -> None:
        """Opens the folded groups that show these nodes, one level; when none does, folds the groups the nodes are in."""
        graph = self._document.graph
        groups = [graph.nodes[node_id].group for node_id in nodes]
        if closed := {path for group in groups if (path := self.shown_as(group))}:
            self.unfold(closed)
        elif any(groups):
            shared = common_group_of(groups)
            self.fold([shared] if shared else filter(None, groups))
        else:
            self.refused.emit(self.tr("Only groups can be folded. Make one of the selected layers first (Ctrl+G)."))

    def toggle_all(self) -> None:
        """Opens everything when something is folded, else folds everything."""
        self.unfold_all() if self.paths & frozenset(self._document.graph.groups) else self.fold_all()

    def shown_as(self, group: str) -> str:
        """The path of the folded group that shows the nodes of a group; empty when they are in sight."""
        return next((path for path in enclosing_groups(group) if path in self.paths), "")

    def renamed(self, old: str, new: str) -> None:
        """A group has another name: what was folded stays folded."""
        self.paths |= {new + path.removeprefix(old) for path in self.paths if path == old or path.startswith(f"{old}/")}

    def drop(self, tangled: Iterable[str]) -> None:
        """Groups that can't be folded, because something outside stands between their layers."""
        self.paths -= frozenset(tangled)

    def _set(self, paths: frozenset[str]) -> None:
        if paths != self.paths:
            self.paths = paths
            self.foldsChanged.emit()


def _members(graph: Graph, path: str) -> frozenset[str]:
    return frozenset(node.id for node in graph.members(path))
