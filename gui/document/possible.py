"""Which actions would do something now; one that would do nothing is disabled, in menus and for its keys."""

from collections.abc import Callable, Mapping

from cnn.edits.linked import of_kind
from cnn.graph import Node
from cnn.graph.bypass import can_bypass
from cnn.graph.made import covered
from cnn.layout.folding import whole_group
from gui.document import Document


def _nodes(document: Document) -> list[Node]:
    return [document.graph.nodes[item] for item in document.selection]


def _anything(document: Document) -> bool:
    return bool(document.selection)


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
    return len(document.selection) > 1 and whole_group(document.graph, document.selection) in document.graph.blocks


def _linked(document: Document) -> bool:
    """Whether the block that is selected as a whole is linked with others."""
    return _block(document) and bool(document.graph.blocks[whole_group(document.graph, document.selection)].link)


def _linkable(document: Document) -> bool:
    """Whether several blocks are selected, or one that has others of its kind and is not linked."""
    graph, selection = document.graph, document.selection
    if _block(document):
        path = whole_group(graph, selection)
        return not graph.blocks[path].link and len(of_kind(graph, path)) > 1
    return bool(selection) and len(graph.blocks) > 1 and len(covered(graph.blocks, graph.nodes, selection)) > 1


#: by the name of the action, for those that can't always do something
POSSIBLE: Mapping[str, Callable[[Document], bool]] = {
    "actionCut": _anything,
    "actionCopy": _anything,
    "actionDuplicate": _anything,
    "actionDelete": _anything,
    "actionRename": _anything,
    "actionGroup": _anything,
    "actionKeepBlock": _anything,
    "actionUngroup": lambda document: any(node.group for node in _nodes(document)),
    "actionRemake": _block,
    "actionLinkBlocks": _linkable,
    "actionDetachBlock": _linked,
    "actionPlainGroup": _block,
    "actionFreeze": _trainable,
    "actionReplace": lambda document: any(node.layer.ports for node in _nodes(document)),
    "actionBypass": lambda document: any(node.bypassed is not None or can_bypass(node) for node in _nodes(document)),
    "actionFold": _foldable,
    "actionFoldAll": lambda document: bool(document.graph.groups),
    "actionSelectAll": lambda document: len(document.selection) < len(document.graph),
    "actionFindNode": _any_layer,
    "actionArrange": _any_layer,
    "actionFit": _any_layer,
    "actionExportPicture": _any_layer,
    "actionCopyPicture": _any_layer,
}
