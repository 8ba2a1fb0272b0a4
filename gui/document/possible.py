"""Which actions would do something now, and what is missing where one would not; it is disabled, in menus and for its keys."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cnn.edits.linked import of_kind
from cnn.graph import Node
from cnn.graph.bypass import can_bypass
from cnn.graph.made import covered
from cnn.graph.node import enclosing_groups
from cnn.layout.folding import usually_folded
from cnn.words.language import marked, tr
from gui.document import Document


class Condition(NamedTuple):
    """When an action would do something, and what to do first where it would not."""

    holds: Callable[[Document], bool]
    first: str

    def __call__(self, document: Document) -> bool:
        return self.holds(document)

    def missing(self, document: Document) -> str:
        """What to do first; "" where the action would do something."""
        if self.holds(document):
            return ""
        return tr(self.first) if document.graph.nodes else tr("Add a layer first.")


_NOTHING = marked("Select a layer first.")
_NO_WIRE = marked("Select a layer or a wire first.")
_ONE = marked("Select two layers or more first.")
_NO_BLOCK = marked("Select a whole block first.")


def _nodes(document: Document) -> list[Node]:
    return [document.graph.nodes[item] for item in document.selection]


def _anything(document: Document) -> bool:
    return bool(document.selection)


def _several(document: Document) -> bool:
    """Whether more than one thing is selected; a folded group is one."""
    if len(document.selection) < 2:
        return False
    folded = usually_folded(document.graph) if document.folded is None else document.folded
    boxes = (next((path for path in enclosing_groups(node.group) if path in folded), node.id) for node in _nodes(document))
    return len(set(boxes)) > 1


def _wirable(document: Document) -> bool:
    """Whether a port of the selected layer is free."""
    return bool(document.selection) and document.graph.nodes[document.selection[-1]].free_port


def _any_layer(document: Document) -> bool:
    return bool(document.graph.nodes)


def _trainable(document: Document) -> bool:
    """Whether training changes one of them, or would if it were not frozen."""
    return any(document.analysis.nodes[node.id].weights or not node.trainable for node in _nodes(document))


def _foldable(document: Document) -> bool:
    """A group around what is selected; with nothing selected any group."""
    return any(node.group for node in _nodes(document)) if document.selection else bool(document.graph.groups)


def _block(document: Document) -> bool:
    """Whether a block is selected as a whole."""
    return document.selected_group in document.graph.blocks


def _linked(document: Document) -> bool:
    """Whether the block that is selected as a whole is linked with others."""
    return _block(document) and bool(document.graph.blocks[document.selected_group].link)


def _linkable(document: Document) -> bool:
    """Whether several blocks are selected, or one that has others of its kind and is not linked."""
    graph, selection = document.graph, document.selection
    if _block(document):
        path = document.selected_group
        return not graph.blocks[path].link and len(of_kind(graph, path)) > 1
    return bool(selection) and len(graph.blocks) > 1 and len(covered(graph.blocks, graph.nodes, selection)) > 1


#: by the name of the action, for those that can't always do something
POSSIBLE: Mapping[str, Condition] = {
    "actionCut": Condition(_anything, _NOTHING),
    "actionCopy": Condition(_anything, _NOTHING),
    "actionDuplicate": Condition(_anything, _NOTHING),
    "actionDelete": Condition(_anything, _NO_WIRE),
    "actionRename": Condition(_anything, _NOTHING),
    "actionConnectTo": Condition(_anything, _NO_WIRE),
    "actionConnectFrom": Condition(_wirable, marked("Select a layer with a free port first.")),
    "actionJoinAdd": Condition(_several, _ONE),
    "actionJoinConcatenate": Condition(_several, _ONE),
    "actionGroup": Condition(_anything, _NOTHING),
    "actionKeepBlock": Condition(_anything, _NOTHING),
    "actionUngroup": Condition(
        lambda document: any(node.group for node in _nodes(document)), marked("Select a layer of a group first.")
    ),
    "actionRemake": Condition(_block, _NO_BLOCK),
    "actionLinkBlocks": Condition(_linkable, marked("Select several blocks first, or one that has others of its kind.")),
    "actionDetachBlock": Condition(_linked, marked("Select a block first that is linked with others.")),
    "actionPlainGroup": Condition(_block, _NO_BLOCK),
    "actionFreeze": Condition(_trainable, marked("Select a layer with weights first.")),
    "actionReplace": Condition(
        lambda document: any(node.layer.ports for node in _nodes(document)), marked("Select a layer behind the input first.")
    ),
    "actionBypass": Condition(
        lambda document: any(node.bypassed is not None or can_bypass(node) for node in _nodes(document)),
        marked("Select a layer first that can pass its input on."),
    ),
    "actionFold": Condition(_foldable, marked("Select a layer of a group first.")),
    "actionFoldAll": Condition(lambda document: bool(document.graph.groups), marked("Make a group of some layers first.")),
    "actionSelectAll": Condition(
        lambda document: len(document.selection) < len(document.graph), marked("All layers are selected already.")
    ),
    "actionFindNode": Condition(_any_layer, ""),
    "actionArrange": Condition(_any_layer, ""),
    "actionFit": Condition(_any_layer, ""),
    "actionExportPicture": Condition(_any_layer, ""),
    "actionCopyPicture": Condition(_any_layer, ""),
}

#: what shows the network otherwise, or is put into it, and is always possible where that can be seen
_SEEN = ("actionPaste", "actionZoomIn", "actionZoomOut", "actionZoomReset", "actionToTheRight")
#: actions of which nothing is seen while something covers the canvas; a picture is written all the same
ON_CANVAS = (*(name for name in POSSIBLE if name not in ("actionExportPicture", "actionCopyPicture")), *_SEEN)
