"""What of a network shows best what an edit did to it."""

from collections.abc import Collection

from cnn.graph.graph import Graph


def touched(before: Graph, after: Graph, selection: Collection[str] = ()) -> tuple[str, ...]:
    """The nodes of `after` to look at: those that are selected and changed, else what came, else what changed, else what
    was read by what went. In their order; none where the nodes are the same.

    >>> from cnn.layers import Dense, Input
    >>> small, image = Graph().add(Input(shape=(4,)))
    >>> large, dense = small.insert_after(image.id, Dense(units=2))
    >>> touched(small, large) == (dense.id,), touched(large, small) == (image.id,), touched(large, large)
    (True, True, ())
    """
    if before.nodes is after.nodes:
        return ()
    changed = [node_id for node_id, node in after.nodes.items() if before.nodes.get(node_id) is not node]
    selected = [node_id for node_id in changed if node_id in selection]
    came = [node_id for node_id in changed if node_id not in before.nodes]
    return tuple(selected or came or changed or _read_by_gone(before, after))


def _read_by_gone(before: Graph, after: Graph) -> list[str]:
    gone = [node for node_id, node in before.nodes.items() if node_id not in after.nodes]
    sources = {source for node in gone for source in node.inputs}
    return [node_id for node_id in after.nodes if node_id in sources]
